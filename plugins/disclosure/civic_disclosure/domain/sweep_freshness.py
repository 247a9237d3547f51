"""Judging every column of the city anew: on a new day, by a new calendar, new limits or new responsibility tables."""

import datetime
from collections.abc import Callable, Iterator

from civic_disclosure.domain.keep_freshness import judge_trees
from civic_disclosure.domain.owed import Rulebook
from civic_disclosure.models import ColumnPage, PortalPage, UnitCatalogue
from civic_office.workdays import civil_date

#: Columns judged in one transaction, or a little more: trees are not cut.
CHUNK = 1_000


def count_places() -> int:
    return ColumnPage.objects.count() + UnitCatalogue.objects.count()


def sweep_freshness(
    *, now: datetime.datetime, chunk: int = CHUNK, on_progress: Callable[[int], object] = lambda _done: None
) -> int:
    """Judge all columns and catalogues by what is owed today; returns how many rows changed.

    Duties, limits and the calendar are read once; trees are judged by chunks, each in a transaction of its own. No window
    of time: run twice, or after thirty days of standing still, it finds what there is to find, and announces it once.
    """
    rules = Rulebook.read(today=civil_date(now))
    changed = 0
    for trees, size in _chunks(chunk):
        changed += judge_trees(trees, rules=rules, now=now)
        on_progress(size)
    return changed


def _chunks(most: int) -> Iterator[tuple[list[str], int]]:
    """The trees of units and of the portal, so many together that they hold about `most` columns, and how many they hold."""
    tops = sorted(
        path for model in (UnitCatalogue, PortalPage) for path in model.objects.values_list("path", flat=True)
    )
    sizes = _sizes(tops)
    some: list[str] = []
    held = 0
    for path in tops:
        some.append(path)
        held += sizes[path]
        if held >= most:
            yield some, held
            some, held = [], 0
    if some:
        yield some, held


def _sizes(tops: list[str]) -> dict[str, int]:
    """How many columns each tree holds, the catalogue counted."""
    sizes = dict.fromkeys(tops, 1)
    lengths = {len(path) for path in tops}
    for path in ColumnPage.objects.order_by().values_list("path", flat=True):
        for length in lengths:
            if path[:length] in sizes:
                sizes[path[:length]] += 1
    return sizes
