from collections.abc import Iterable, Iterator, Mapping, Sequence

from django.utils.translation import gettext as _
from wagtail.models import Page

from civic_disclosure.addresses import path_of_column
from civic_disclosure.domain.structure import columns_open_to
from civic_disclosure.models import ColumnPage, PortalPage, UnitCatalogue
from civic_disclosure.search.surroundings import as_numbers, names_of_units
from civic_office.models import Unit
from civic_search.documents import SearchDocument
from civic_search.sources import Address, Source

#: Every unit has a column of each name: they would fill the answers to a word of it. Who names the unit as well
#: (「财政局 预算」) gets the unit's column first all the same: `civic_search.ranking`.
STANDARD_BOOST, BOOST = 0.6, 0.5


class ColumnSource(Source):
    """Columns that have a place in public: of units' trees and of the portal."""

    kind = "column"
    is_place = True

    def documents(self, keys: Sequence[str]) -> Iterator[SearchDocument]:
        columns = public_columns(ColumnPage.objects.filter(pk__in=as_numbers(keys)))
        units = units_at({column.path[:end] for column in columns for end in steps_of(column)})
        above = titles_above(columns)
        names = names_of_units(unit.pk for unit in units.values())
        for column in columns:
            unit = next((units[column.path[:end]] for end in steps_of(column) if column.path[:end] in units), None)
            if unit is not None:
                yield document_of(column, unit=unit, names=names[unit.pk], above=above[column.pk])

    def keys_after(self, key: str, *, size: int) -> Sequence[str]:
        columns = ColumnPage.objects.filter(pk__gt=int(key or 0)).order_by("pk")
        return [str(pk) for pk in columns.values_list("pk", flat=True)[:size]]

    def count(self) -> int:
        return ColumnPage.objects.live().filter(is_hidden=False, feeds=None).count()

    def public(self, keys: Sequence[str]) -> set[str]:
        return {str(column.pk) for column in public_columns(ColumnPage.objects.filter(pk__in=as_numbers(keys)))}

    def addresses(self, keys: Sequence[str]) -> Mapping[str, Address]:
        return {key: Address(path_of_column(int(key)), f"/api/v1/columns/{key}/") for key in keys}

    def labels(self, facet: str, values: Sequence[str]) -> Mapping[str, str]:
        return {self.kind: _("Column")} if facet == "type" and self.kind in values else {}

    def words(self) -> Iterable[str]:
        return ColumnPage.objects.order_by().values_list("title", flat=True).distinct()

    def titles(self, *, limit: int) -> Iterable[tuple[str, str]]:
        columns = public_columns(ColumnPage.objects.order_by("depth", "path"))
        return ((str(column.pk), column.title) for column in columns[:limit])


def document_of(column: ColumnPage, *, unit: Unit, names: Sequence[str], above: Sequence[str]) -> SearchDocument:
    return SearchDocument(
        kind=ColumnSource.kind,
        key=str(column.pk),
        title=column.title,
        keywords=tuple(column.column_keywords.replace("，", " ").replace(",", " ").split()),
        context="\n".join([*names, *above]),
        body=column.description,
        facets={
            "type": (ColumnSource.kind,),
            "unit": (unit.code,),
            "column": tuple(dict.fromkeys([*above, column.title])),
        },
        boost=STANDARD_BOOST if column.code else BOOST,
    )


def steps_of(page: Page) -> range:
    """The lengths of the paths of the page and all above it, from the page up."""
    return range(len(page.path), 0, -Page.steplen)


def public_columns(columns: Iterable[ColumnPage]) -> list[ColumnPage]:
    """Those of `columns` that have a place in public. Two queries, beside that of the columns."""
    found = list(columns)
    open_to = columns_open_to(found)
    return [column for column in found if column.pk in open_to[column.pk]]


def titles_above(columns: Iterable[ColumnPage]) -> dict[int, list[str]]:
    """The titles of the columns above each, from the top. One query."""
    found = list(columns)
    paths = {column.path[:end] for column in found for end in steps_of(column)}
    titles = dict(ColumnPage.objects.filter(path__in=paths).values_list("path", "title"))
    return {
        column.pk: [
            titles[column.path[:end]]
            for end in reversed(steps_of(column))
            if column.path[:end] in titles and end < len(column.path)
        ]
        for column in found
    }


def units_at(paths: Iterable[str]) -> dict[str, Unit]:
    """The units whose catalogue or portal stands at these paths. Two queries."""
    wanted = list(paths)
    return {
        root.path: root.unit
        for model in (UnitCatalogue, PortalPage)
        for root in model.objects.filter(path__in=wanted).select_related("unit")
    }
