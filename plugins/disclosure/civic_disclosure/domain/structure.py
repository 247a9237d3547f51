"""The trees that the public sees: live columns that are not hidden, and that have not given their items to the portal."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Q
from wagtail.models import Page

from civic_disclosure.models import ChannelPage, ColumnPage, PublishedItem, UnitCatalogue


def is_shown(column: ColumnPage) -> bool:
    """Whether the column itself has a place in public; those above it decide too.

    A column that feeds a portal column has none: its items are listed there (see `Placement`).
    """
    return column.live and not column.is_hidden and column.feeds_id is None


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
    """A unit's columns with the number of public items in each. Two queries."""
    columns = list(ColumnPage.objects.filter(path__startswith=catalogue.path).order_by("path"))
    counts = item_counts(column.pk for column in columns)
    return column_tree(columns, counts)


def item_counts(column_ids: Iterable[int]) -> dict[int, int]:
    """How many public items each column lists; columns without any are left out."""
    items = PublishedItem.objects.public().filter(placements__column_id__in=list(column_ids))
    return dict(items.order_by().values_list("placements__column_id").annotate(Count("pk")))


def column_tree(columns: Iterable[ColumnPage], counts: dict[int, int] | None = None) -> list[dict[str, Any]]:
    """Nest columns that come in the order of their paths; what is not shown takes those below it along."""
    roots: list[dict[str, Any]] = []
    above: list[tuple[str, list[dict[str, Any]]]] = []
    unseen = "-"
    for column in columns:
        if column.path.startswith(unseen):
            continue
        if not is_shown(column):
            unseen = column.path
            continue
        while above and not column.path.startswith(above[-1][0]):
            above.pop()
        node = column_node(column)
        if counts is not None:
            node["items"] = counts.get(column.pk, 0)
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


def public_column(column_id: int) -> ColumnPage | None:
    """The column, if it and everything above it is shown. Three queries."""
    column = ColumnPage.objects.filter(pk=column_id).first()
    if column is None or not is_shown(column):
        return None
    above = [column.path[:end] for end in range(Page.steplen, len(column.path), Page.steplen)]
    if not all(is_shown(other) for other in ColumnPage.objects.filter(path__in=above)):
        return None
    return None if Page.objects.filter(path__in=above, live=False).exists() else column
