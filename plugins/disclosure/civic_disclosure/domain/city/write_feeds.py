"""Writes the columns through which units write for the portal: in their own tree, listed in the portal column."""

import datetime
from typing import Any

from civic_disclosure.domain.add_pages import Placement, add_pages, index_references
from civic_disclosure.domain.change_column import change_column
from civic_disclosure.domain.city.plan import CityPlan, Path
from civic_disclosure.domain.city.words import CATALOGUE, meaning_of
from civic_disclosure.models import ColumnPage, PublishedItem, UnitCatalogue
from civic_office.models import Unit
from civic_office.workdays import civil_date


def write_feeds(
    plan: CityPlan, *, units: dict[str, Unit], columns: dict[Path, ColumnPage], by: Any, now: datetime.datetime
) -> None:
    """Tie standard columns to the portal column that means the same, and add the others after the standard ones."""
    wanted = {units[feed.unit_code].pk for feed in plan.feeds}
    catalogues = {page.unit_id: page for page in UnitCatalogue.objects.filter(unit__in=wanted)}
    own = (
        {
            (column.path[: -ColumnPage.steplen], column.code): column
            for column in ColumnPage.objects.filter(depth=next(iter(catalogues.values())).depth + 1).exclude(code="")
        }
        if catalogues
        else {}
    )
    titles = _titles(catalogues)
    tied: list[ColumnPage] = []
    placements: list[Placement] = []
    for feed in plan.feeds:
        catalogue, portal_column = catalogues[units[feed.unit_code].pk], columns[feed.path]
        standard = own.get((catalogue.path, feed.standard)) if feed.standard else None
        if standard is not None:
            standard.feeds = portal_column
            tied.append(standard)
            continue
        placements.append((catalogue, _feeding_column(feed.path, portal_column, titles[catalogue.pk])))
    _tie(tied, by=by, today=civil_date(now))
    add_pages(placements, now=now)


def _tie(standards: list[ColumnPage], *, by: Any, today: datetime.date) -> None:
    """Those with public items one by one, for these are listed elsewhere then; the others, as in a new city, at once."""
    public = PublishedItem.objects.public().filter(column_id__in=[one.pk for one in standards])
    filled = set(public.values_list("column_id", flat=True))
    for standard in standards:
        if standard.pk in filled:
            change_column(standard, by=by, today=today, feeds=standard.feeds)
    empty = [standard for standard in standards if standard.pk not in filled]
    ColumnPage.objects.bulk_update(empty, ["feeds"], batch_size=500)
    index_references(empty)


def _feeding_column(path: Path, portal_column: ColumnPage, taken: set[str]) -> ColumnPage:
    """Told apart by the column above it where the unit has one of that meaning already."""
    title = path[-1] if meaning_of((CATALOGUE, path[-1])) not in taken else f"{path[-1]}（{path[-2]}）"
    taken.add(meaning_of((CATALOGUE, title)))
    return ColumnPage(title=title, slug=f"f{portal_column.pk}", item_kind=portal_column.item_kind, feeds=portal_column)


def _titles(catalogues: dict[int, UnitCatalogue]) -> dict[int, set[str]]:
    """The meanings of the columns each catalogue has, by its page."""
    by_path = {page.path: page.pk for page in catalogues.values()}
    titles: dict[int, set[str]] = {pk: set() for pk in by_path.values()}
    if by_path:
        depth = next(iter(catalogues.values())).depth + 1
        for path, title in ColumnPage.objects.filter(depth=depth).values_list("path", "title"):
            owner = by_path.get(path[: -ColumnPage.steplen])
            if owner is not None:
                titles[owner].add(meaning_of((CATALOGUE, title)))
    return titles
