"""Measure the search of Wagtail's admin: its own backend and ours over the same table, `python -m bench.search.editors 10000 50000`.

On SQLite, or on the database of `DATABASE_URL`, which must be empty. A question costs what a list of the admin asks for:
one page and the count. A write is one object entered again, as after saving it.
"""

import os
import pathlib
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from typing import Any

PLUGINS = pathlib.Path(__file__).resolve().parents[2] / "plugins"
BACKENDS = {
    "Wagtail": "wagtail.search.backends.database",
    "civic_search.wagtail_backend": "civic_search.wagtail_backend",
}
PAGE, QUESTIONS, WRITES, BATCH = 20, 100, 100, 1000


def main() -> None:
    sys.path[:0] = [str(folder) for folder in PLUGINS.iterdir() if folder.is_dir()]  # where they are not installed
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"DJANGO_SETTINGS_MODULE": "bench.search.settings", "CIVIC_VAR": folder}
        import django  # plc0415: settings first
        from django.core.management import call_command  # plc0415: settings first

        django.setup()
        call_command("migrate", verbosity=0, run_syncdb=True)
        print(
            "| items | backend | found | p50 CPU | p95 CPU | p50 wall | p95 wall | hits | indexed/s of CPU | one write |"
        )
        print("|--:|---|--:|--:|--:|--:|--:|--:|--:|--:|")
        for items in map(int, sys.argv[1:] or ["10000"]):
            measure(items)


def measure(items: int) -> None:
    from bench.search.models import Item  # plc0415: settings first
    from bench.search.peer import item_of  # plc0415: settings first
    from bench.search.questions import draw_questions  # plc0415: settings first
    from bench.search.texts import write_documents  # plc0415: settings first

    documents = list(write_documents(items))
    objects = Item.objects.bulk_create(map(item_of, documents), batch_size=BATCH)
    questions = [question.text for question in draw_questions(documents, QUESTIONS)]
    for name, path in BACKENDS.items():
        print(f"| {items:,} | {name} | {measure_backend(path, objects, questions)} |", flush=True)
    Item.objects.all().delete()


def measure_backend(path: str, objects: Sequence[Any], questions: Iterable[str]) -> str:
    """Found, milliseconds of CPU and wall per question, hits, objects indexed a second of CPU, milliseconds of one write."""
    from django.db import connection  # plc0415: settings first
    from wagtail.search.backends import get_search_backend  # plc0415: settings first

    backend = get_search_backend(path)
    index = backend.get_index_for_model(type(objects[0]))
    index.reset()
    filling = timed(lambda: [index.add_items(type(objects[0]), part) for part in parts_of(objects)])
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    ask(backend, type(objects[0]), "预算")  # reads the dictionary
    answers = [timed(ask, backend, type(objects[0]), question) for question in questions]
    writes = [timed(backend.add, each) for each in objects[:: max(len(objects) // WRITES, 1)]]
    hits = [found for _wall, _cpu, found in answers]
    figures = [at([answer[which] for answer in answers], share) for which in (1, 0) for share in (0.5, 0.95)]
    return " | ".join(
        [
            f"{sum(map(bool, hits))} of {len(hits)}",
            *(f"{figure:.1f}" for figure in figures),
            f"{sum(hits):,}",
            f"{len(objects) / filling[1] * 1000:,.0f}",
            f"{at([cpu for _wall, cpu, _ in writes], 0.5):.1f} ms CPU, {at([wall for wall, _cpu, _ in writes], 0.5):.1f} wall",
        ]
    )


def ask(backend: Any, model: Any, question: str) -> int:
    results = backend.search(question, model.objects.all(), operator="and")
    return max(len(list(results[:PAGE])), results.count())


def parts_of(objects: Sequence[Any]) -> Iterable[Sequence[Any]]:
    return (objects[start : start + BATCH] for start in range(0, len(objects), BATCH))


def timed(step: Callable[..., Any], *given: Any) -> tuple[float, float, Any]:
    """Milliseconds by the clock and of this process's CPU, and what the step returns."""
    wall, cpu = time.perf_counter(), time.process_time()
    result = step(*given)
    return (time.perf_counter() - wall) * 1000, (time.process_time() - cpu) * 1000, result


def at(values: Iterable[float], share: float) -> float:
    """The value below which that share of them lies."""
    ordered = sorted(values)
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)]


if __name__ == "__main__":
    main()
