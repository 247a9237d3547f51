"""Adds many pages at once, where `add_child` takes one at a time and 30 queries for each."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail.models.reference_index import ReferenceIndex
from wagtail.search.backends import get_search_backends

from civic_disclosure.domain.keep_freshness import note_feeding
from civic_disclosure.models import ColumnPage, UnitCatalogue
from civic_office.domain.insert_rows import insert_rows
from civic_search.domain.note_change import note_change

Placement = tuple[Page, Page]
"""A parent — in the tree already, or a child of an earlier placement — and the new page below it."""


@transaction.atomic
def add_pages(
    placements: Sequence[Placement], *, now: datetime.datetime, live: bool = True, owner: Any = None, index: bool = True
) -> list[Page]:
    """Insert every new page below its parent, in the order given, behind the children that are there already.

    1. lock the parents that exist, so that nobody else adds a child meanwhile;
    2. compute treebeard paths, URL paths and what Wagtail would fill in (locale, draft title, dates);
    3. insert the rows of `Page`, then those of each page type, in batches;
    4. set the number of children of every parent;
    5. note new columns for the public's search, and have their freshness judged;
    6. with `index`, add the pages to Wagtail's search and reference indexes.

    Pages need a title and a slug that no sibling has: a `ValidationError` names the first that breaks this, and nothing
    is written. No signal is sent (`bulk_create` sends none), no revision and no log entry is made: whoever adds *items*
    makes revisions and calls the gate. The pages come back with their primary keys, in order.
    """
    if not placements:
        return []
    children = [child for _parent, child in placements]
    _lock_parents(placements)
    _place(placements, now=now, live=live, owner=owner)
    _insert(children)
    _count_children(placements)
    note_change("column", [str(child.pk) for child in children if isinstance(child, ColumnPage)])
    note_feeding(child.pk for child in children if isinstance(child, (ColumnPage, UnitCatalogue)))
    if index:
        index_pages(children)
    return children


def index_pages(pages: Sequence[Page]) -> None:
    """Enter *new* pages that were written without signals in Wagtail's search and reference indexes.

    Pages that were there before go through `ReferenceIndex.create_or_update_for_object`, which also forgets.
    """
    for model, same in _by_model(pages):
        for backend in get_search_backends():
            backend.get_index_for_model(model).add_items(model, same)
    index_references(pages)


def index_references(pages: Sequence[Page]) -> None:
    """Note what `pages` refer to. For pages that gained references and lost none."""
    references = [reference for page in pages for reference in _references(page)]
    ReferenceIndex.objects.bulk_create(references, batch_size=500, ignore_conflicts=True)


def _references(page: Page) -> Iterator[ReferenceIndex]:
    """What `ReferenceIndex.create_or_update_for_object` would insert, without asking for what cannot be there yet."""
    content_type = ContentType.objects.get_for_model(page, for_concrete_model=False)
    base = ContentType.objects.get_for_model(Page, for_concrete_model=False)
    for to_type, to_object, model_path, content_path in set(ReferenceIndex._extract_references_from_object(page)):  # noqa: SLF001
        yield ReferenceIndex(
            content_type=content_type,
            base_content_type=base,
            object_id=page.pk,
            to_content_type_id=to_type,
            to_object_id=to_object,
            model_path=model_path,
            content_path=content_path,
            content_path_hash=ReferenceIndex._get_content_path_hash(content_path),  # noqa: SLF001
        )


def _lock_parents(placements: Sequence[Placement]) -> None:
    """Lock what is in the database, and read again what decides where children go."""
    parents: dict[int, list[Page]] = defaultdict(list)
    for parent in {id(parent): parent for parent, _child in placements if parent.pk}.values():
        parents[parent.pk].append(parent)
    for row in Page.objects.select_for_update().filter(pk__in=parents).order_by("path"):
        for parent in parents[row.pk]:
            parent.path, parent.depth, parent.numchild = row.path, row.depth, row.numchild
            parent.url_path = row.url_path


def _place(placements: Sequence[Placement], *, now: datetime.datetime, live: bool, owner: Any) -> None:
    steps, slugs = _taken(placements)
    types: dict[type[Page], ContentType] = {}
    for parent, child in placements:
        if not parent.path:
            raise ValueError(f"the parent of {child.title!r} is not in the tree and not placed before it")
        if not child.slug or child.slug in slugs[parent.path]:
            raise ValidationError(
                _("“%(title)s” needs an address of its own below “%(parent)s”.")
                % {"title": child.title, "parent": parent.title}
            )
        slugs[parent.path].add(child.slug)
        steps[parent.path] += 1
        child.path = Page._get_path(parent.path, parent.depth + 1, steps[parent.path])  # noqa: SLF001
        child.depth, child.numchild = parent.depth + 1, 0
        child.set_url_path(parent)
        _fill(child, parent, now=now, live=live, owner=owner)
        child.content_type = types.setdefault(type(child), ContentType.objects.get_for_model(type(child)))


def _taken(placements: Sequence[Placement]) -> tuple[dict[str, int], dict[str, set[str]]]:
    """The last step below each parent that has children, and which of the new slugs they use already."""
    steps: dict[str, int] = defaultdict(int)
    slugs: dict[str, set[str]] = defaultdict(set)
    wanted: dict[Page, list[str]] = defaultdict(list)
    for parent, child in placements:
        if parent.pk and parent.numchild:
            wanted[parent].append(child.slug)
    for parent, new in wanted.items():
        below = parent.get_children().order_by()
        slugs[parent.path].update(below.filter(slug__in=new).values_list("slug", flat=True))
        last = below.aggregate(last=Max("path"))["last"] or "0"
        steps[parent.path] = Page._str2int(last[-Page.steplen :])  # noqa: SLF001
    return steps, slugs


def _fill(child: Page, parent: Page, *, now: datetime.datetime, live: bool, owner: Any) -> None:
    child.draft_title = child.draft_title or child.title
    child.locale_id = child.locale_id or parent.locale_id
    child.owner = child.owner or owner
    child.live, child.has_unpublished_changes = live, not live
    if live:
        child.first_published_at = child.first_published_at or now
        child.last_published_at = child.last_published_at or now


def _insert(children: Sequence[Page]) -> None:
    """The rows of `Page`, then those of each page type, which are known by the number of the first."""
    insert_rows(Page, children)
    for model, same in _by_model(children):
        if model is not Page:
            for page in same:
                page.pk = page.id
            insert_rows(model, same)


def _count_children(placements: Sequence[Placement]) -> None:
    added: dict[int, int] = defaultdict(int)
    for parent, _child in placements:
        added[parent.pk] += 1
    parents = {parent.pk: parent for parent, _child in placements}
    rows = list(Page.objects.filter(pk__in=added))
    for row in rows:
        row.numchild += added[row.pk]
        parents[row.pk].numchild = row.numchild
    Page.objects.bulk_update(rows, ["numchild"], batch_size=500)


def _by_model(pages: Iterable[Page]) -> list[tuple[type[Page], list[Page]]]:
    grouped: dict[type[Page], list[Page]] = defaultdict(list)
    for page in pages:
        grouped[type(page)].append(page)
    return list(grouped.items())
