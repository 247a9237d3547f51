"""Writes the columns through which units write for the portal: in their own tree, listed in the portal column."""

import datetime

from civic_disclosure.domain.add_pages import Placement, add_pages, index_references
from civic_disclosure.domain.city.plan import CityPlan, Path
from civic_disclosure.models import ColumnPage, UnitCatalogue
from civic_office.models import Unit


def write_feeds(
    plan: CityPlan, *, units: dict[str, Unit], columns: dict[Path, ColumnPage], now: datetime.datetime
) -> None:
    """Tie standard columns to the portal column of their name, and add the others after the standard ones."""
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
    ColumnPage.objects.bulk_update(tied, ["feeds"], batch_size=500)
    index_references(tied)
    add_pages(placements, now=now)


def _feeding_column(path: Path, portal_column: ColumnPage, taken: set[str]) -> ColumnPage:
    title = path[-1] if path[-1] not in taken else f"{path[-1]}（{path[-2]}）"
    taken.add(title)
    return ColumnPage(title=title, slug=f"f{portal_column.pk}", item_kind=portal_column.item_kind, feeds=portal_column)


def _titles(catalogues: dict[int, UnitCatalogue]) -> dict[int, set[str]]:
    by_path = {page.path: page.pk for page in catalogues.values()}
    titles: dict[int, set[str]] = {pk: set() for pk in by_path.values()}
    if by_path:
        depth = next(iter(catalogues.values())).depth + 1
        for path, title in ColumnPage.objects.filter(depth=depth).values_list("path", "title"):
            owner = by_path.get(path[: -ColumnPage.steplen])
            if owner is not None:
                titles[owner].add(title)
    return titles
