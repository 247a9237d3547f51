"""When columns were fed: the newest first publication of what is public in them, below them, and in columns that feed them."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db.models import Max, Q
from wagtail.models import Page

from civic_disclosure.domain.owed import Place, opened_on
from civic_disclosure.models import ColumnPage, PublishedItem, UnitCatalogue
from civic_disclosure.models.pages import paths_to, units_at
from civic_disclosure.models.published import PublishedItemQuerySet
from civic_office.workdays import civil_date

#: No path of treebeard's comes after this one.
END = "Z" * (Page.steplen + 1)


def below(paths: Iterable[str]) -> Q:
    """Pages at `paths` or below. Ranges of the path are read from its index on every database."""
    found = Q(pk__in=[])
    for path in paths:
        found |= Q(path__gte=path, path__lt=path + END)
    return found


def topmost(paths: Iterable[str]) -> list[str]:
    """Of `paths` those that stand below none of the others."""
    found: list[str] = []
    for path in sorted(set(paths)):
        if not found or not path.startswith(found[-1]):
            found.append(path)
    return found


def read_places(paths: Sequence[str], *, today: datetime.date) -> list[Place]:
    """The columns and units' catalogues at `paths` and below, in the order of the tree. Six queries."""
    columns = ColumnPage.objects.filter(below(paths))
    catalogues = UnitCatalogue.objects.filter(below(paths))
    facts = ("pk", "path", "first_published_at")
    rows = [
        *catalogues.values_list(*facts),
        *columns.values_list(*facts, "kind", "code", "title", "feeds_id"),
    ]
    units = units_at(row[1] for row in rows)
    unseen = _unseen(units)
    return [
        Place(pk, path, units[path], opened_on(moment, today=today), paths_to([path]).isdisjoint(unseen), *more)
        for pk, path, moment, *more in sorted(rows, key=lambda row: row[1])
        if path in units
    ]


def _unseen(paths: Iterable[str]) -> set[str]:
    """Of the pages at `paths` and above them, where those are that the public does not see."""
    ways = paths_to(paths)
    hidden = ColumnPage.objects.filter(path__in=ways, is_hidden=True).values_list("path", flat=True)
    return {*hidden, *Page.objects.filter(path__in=ways, live=False).values_list("path", flat=True)}


def last_feeds(paths: Sequence[str]) -> dict[str, datetime.datetime]:
    """The newest first publication at every page of the trees at `paths` that was ever fed, by its path. Three queries."""
    fed_by = _fed_by(paths)
    newest = _items(paths).order_by().values_list("column_id").annotate(Max("published_at"))
    found: dict[str, datetime.datetime] = {}
    for column, moment in newest:
        for path in fed_by.get(column, ()):
            found[path] = max(moment, found.get(path, moment))
    return found


def feed_days(
    paths: Sequence[str], *, after: datetime.datetime | None, until: datetime.datetime
) -> dict[str, list[datetime.date]]:
    """The days on which each page of these trees was fed, in order, by its path; those after `after`."""
    fed_by = _fed_by(paths)
    days: dict[str, set[datetime.date]] = defaultdict(set)
    items = _items(paths).filter(published_at__lte=until).order_by()
    if after is not None:
        items = items.filter(published_at__gt=after)
    for column, moment in items.values_list("column_id", "published_at"):
        for path in fed_by.get(column, ()):
            days[path].add(civil_date(moment))
    return {path: sorted(some) for path, some in days.items()}


def _columns_feeding(paths: Sequence[str]) -> Q:
    return below(paths) | Q(feeds__in=ColumnPage.objects.filter(below(paths)).values("pk"))


def _items(paths: Sequence[str]) -> PublishedItemQuerySet:
    columns = ColumnPage.objects.filter(_columns_feeding(paths)).values("pk")
    return PublishedItem.objects.public().filter(column_id__in=columns)


def _fed_by(paths: Sequence[str]) -> dict[int, set[str]]:
    """For each column whose items feed pages of these trees the paths of those pages."""
    found = {}
    columns = ColumnPage.objects.filter(_columns_feeding(paths)).values_list("pk", "path", "feeds__path")
    for pk, path, target in columns:
        found[pk] = {way for way in paths_to(filter(None, (path, target))) if way.startswith(tuple(paths))}
    return found
