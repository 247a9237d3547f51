"""The trees that the public sees: live columns that are not hidden, and that have not given their items to the portal."""

import itertools
from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Q
from wagtail.models import Page

from civic_disclosure.models import (
    ChannelPage,
    ColumnPage,
    Freshness,
    PublishedItem,
    StatusNote,
    UnitCatalogue,
)
from civic_office.workdays import civil_date


def portal_channels() -> list[dict[str, Any]]:
    """The portal's channels, each with its columns. Two queries."""
    channels = list(ChannelPage.objects.live().order_by("path"))
    below = _below(channels)
    columns = list(ColumnPage.objects.filter(below).order_by("path")) if channels else []
    return [
        {
            "id": channel.pk,
            "title": channel.title,
            "description": channel.description,
            "columns": column_tree(column for column in columns if column.path.startswith(channel.path)),
        }
        for channel in channels
    ]


def _below(pages: Iterable[Page]) -> Q:
    found = Q()
    for page in pages:
        found |= Q(path__startswith=page.path)
    return found


def unit_tree(catalogue: UnitCatalogue) -> list[dict[str, Any]]:
    """A unit's columns with the number of public items in each, and how fresh each is. Three queries."""
    columns = list(ColumnPage.objects.filter(path__startswith=catalogue.path).order_by("path"))
    counts = item_counts(column.pk for column in columns)
    fresh = Freshness.objects.defer("trace").in_bulk([column.pk for column in columns])
    return column_tree(columns, counts, fresh)


def item_counts(column_ids: Iterable[int]) -> dict[int, int]:
    """How many public items each column lists; columns without any are left out."""
    items = PublishedItem.objects.public().filter(placements__column_id__in=list(column_ids))
    return dict(items.order_by().values_list("placements__column_id").annotate(Count("pk")))


def column_tree(
    columns: Iterable[ColumnPage], counts: dict[int, int] | None = None, fresh: dict[int, Freshness] | None = None
) -> list[dict[str, Any]]:
    """Nest columns that come in the order of their paths; what is not shown takes those below it along."""
    roots: list[dict[str, Any]] = []
    above: list[tuple[str, list[dict[str, Any]]]] = []
    unseen = "-"
    for column in columns:
        if column.path.startswith(unseen):
            continue
        if not column.is_shown():
            unseen = column.path
            continue
        while above and not column.path.startswith(above[-1][0]):
            above.pop()
        node = column_node(column)
        if counts is not None:
            node["items"] = counts.get(column.pk, 0)
        if fresh is not None:
            node["freshness"] = freshness_node(fresh.get(column.pk))
        (above[-1][1] if above else roots).append(node)
        above.append((column.path, node["children"]))
    return roots


def column_node(column: ColumnPage) -> dict[str, Any]:
    return {
        "id": column.pk,
        "code": column.code,
        "title": column.title,
        "kind": column.kind,
        "link_url": column.link_url,
        "item_kind": column.item_kind,
        "openness": column.openness,
        "description": column.description,
        "children": [],
    }


def freshness_node(row: Freshness | None) -> dict[str, Any] | None:
    """What the public reads of the freshness of a column; None before it has been judged."""
    if row is None:
        return None
    days = {"last_fed_on": row.last_fed_on, "due_on": row.due_on, "overdue_since": row.overdue_since}
    return {
        "state": {"code": row.state, "label": row.get_state_display()},
        **{name: day and day.isoformat() for name, day in days.items()},
        "is_provisional": row.is_provisional,
    }


def status_note_node(column: ColumnPage) -> dict[str, Any] | None:
    """The public status note of a column (R023)."""
    note = StatusNote.objects.public().filter(pk=column.pk).first()
    if note is None or note.approved_at is None:
        return None
    return {"text": note.text, "approved_on": civil_date(note.approved_at).isoformat()}


def public_column(column_id: int) -> ColumnPage | None:
    """The column, if it has a place in public. Three queries."""
    column = ColumnPage.objects.filter(pk=column_id).first()
    return column if column is not None and column.pk in columns_open_to([column])[column.pk] else None


def columns_open_to(columns: Iterable[ColumnPage]) -> dict[int, tuple[int, ...]]:
    """For each column it and those above it, from the top, as far down as all have a place in public. Two queries for any number.

    **The visibility rule** for columns. They list what stands in them and below: an item in a hidden column is public as
    before, but is listed by the columns above it only.
    """
    ways = {
        column.pk: [column.path[:end] for end in range(Page.steplen, len(column.path) + 1, Page.steplen)]
        for column in columns
    }
    paths = {path for way in ways.values() for path in way}
    found = {column.path: column for column in ColumnPage.objects.filter(path__in=paths)}
    closed = set(Page.objects.filter(path__in=paths, live=False).values_list("path", flat=True))
    closed |= {path for path, column in found.items() if not column.is_shown()}
    return {
        pk: tuple(found[path].pk for path in itertools.takewhile(lambda path: path not in closed, way) if path in found)
        for pk, way in ways.items()
    }
