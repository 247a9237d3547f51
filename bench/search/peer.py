"""The same items and the same questions with Wagtail's own search backend (`wagtail.search.backends.database`)."""

import time
from collections.abc import Iterable, Sequence

from django.core.management import call_command
from wagtail.search.backends import get_search_backend

from bench.search.figures import Answer
from bench.search.models import Item
from bench.search.questions import FACETS, Question
from civic_search.documents import SearchDocument

BATCH = 1000
PAGE = 20


def fill_peer(documents: Sequence[SearchDocument]) -> float:
    """Write and index the items in bulk; seconds."""
    call_command("migrate", verbosity=0, run_syncdb=True)
    index = get_search_backend().get_index_for_model(Item)
    began = time.perf_counter()
    for start in range(0, len(documents), BATCH):
        items = Item.objects.bulk_create(map(item_of, documents[start : start + BATCH]))
        index.add_items(Item, items)
    return time.perf_counter() - began


def item_of(document: SearchDocument) -> Item:
    facets = {name: "/".join(document.facets[name]) for name in FACETS}
    return Item(
        title=document.title,
        numbers=" ".join(document.numbers),
        keywords=" ".join(document.keywords),
        context=document.context,
        body=document.body,
        **facets,
    )


def ask_peer(questions: Iterable[Question]) -> list[Answer]:
    backend = get_search_backend()
    answers = []
    for question in questions:
        wall, cpu = time.perf_counter(), time.process_time()
        chosen = {f"{name}__in": values for name, values in question.filters.items()}
        results = backend.search(question.text, Item.objects.filter(**chosen), operator="and")
        page, total = list(results[:PAGE]), results.count()
        for facet in FACETS:
            results.facet(facet)
        cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
        answers.append(Answer(question.kind, question.text, wall * 1000, cpu * 1000, max(total, len(page))))
    return answers
