"""Public items in lists, by one statement each.

The statements are written from the QuerySets that hold the rules (`PublishedItem.objects.public()`, `in_column()`), once
in a process: compiling one takes Django five times as long as the database takes to answer it.
"""

import datetime
import functools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from civic_disclosure.models import Placement, PublishedItem
from civic_office.models import Unit

ITEM, PLACEMENT, UNIT = PublishedItem._meta.db_table, Placement._meta.db_table, Unit._meta.db_table
#: What each filter adds. Nothing here comes from a request: values are parameters.
CONDITIONS = {
    "unit": f'"{ITEM}"."unit_id" = (SELECT "id" FROM "{UNIT}" WHERE "code" = %s)',  # noqa: S608 (names of tables, by the models)
    **{name: f'"{ITEM}"."{name}" = %s' for name in ("year", "subject", "subject_class", "genre", "validity", "kind")},
}


@dataclass(frozen=True)
class Place:
    """A place between two rows of a list, and whether to read from it towards the list's end or back to its beginning.

    Rows are ordered by a moment and, within one moment, by a number: of items their publication and their id.
    """

    moment: datetime.datetime
    number: int
    is_forward: bool = True


@dataclass(frozen=True)
class Page:
    """The rows of one page as JSON, and the places where the pages before and after it begin."""

    rows: list[str]
    before: Place | None
    after: Place | None


def list_items(
    filters: Mapping[str, Any], *, place: Place | None = None, newest_first: bool = True, size: int = 20
) -> Page:
    """One page of the public items that pass all `filters` (those of `CONDITIONS`, and `column`). One query.

    Every page costs the same, however deep: it begins at a place in the index. Nothing is counted.
    """
    is_backward = place is not None and not place.is_forward
    is_falling = newest_first != is_backward
    table = PLACEMENT if "column" in filters else ITEM
    moment, item = f'"{table}"."published_at"', f'"{table}"."{"item_id" if table == PLACEMENT else "page_id"}"'
    parameters: list[Any] = [filters["column"]] if "column" in filters else []
    statement = [select_in_column() if "column" in filters else select_all()]
    for name, condition in CONDITIONS.items():
        if name in filters:
            statement.append(f" AND {condition}")
            parameters.append(filters[name])
    if place is not None:
        statement.append(f" AND ({moment}, {item}) {'<' if is_falling else '>'} (%s, %s)")
        parameters += [connection.ops.adapt_datetimefield_value(place.moment), place.number]
    direction = "DESC" if is_falling else "ASC"
    statement.append(f" ORDER BY {moment} {direction}, {item} {direction} LIMIT {size + 1:d}")
    return cut(fetch("".join(statement), parameters), place, size)


def cut(found: list[Any], place: Place | None, size: int) -> Page:
    """A page of rows as (JSON, moment, number), read from `place` in its direction, one more than `size` if there is.

    The row too many says whether there is more in the direction of reading; where we come from there always is.
    """
    has_more = len(found) > size
    found = found[:size]
    has_before, has_after = place is not None, has_more
    if place is not None and not place.is_forward:
        found.reverse()
        has_before, has_after = has_more, True
    return Page(
        rows=[row for row, _moment, _item in found],
        before=Place(_moment_of(found[0]), found[0][2], is_forward=False) if found and has_before else None,
        after=Place(_moment_of(found[-1]), found[-1][2]) if found and has_after else None,
    )


def _moment_of(row: Any) -> datetime.datetime:
    """SQLite keeps moments without their zone."""
    moment: datetime.datetime = row[1]
    return moment if moment.tzinfo else moment.replace(tzinfo=connection.timezone)


def fetch(statement: str, parameters: list[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchall()


@functools.cache
def select_all() -> str:
    return _write(PublishedItem.objects.public().values_list("row", "published_at", "page_id"), values=0)


@functools.cache
def select_in_column() -> str:
    columns = ("row", "placements__published_at", "placements__item_id")
    return _write(PublishedItem.objects.public().in_column(0).values_list(*columns), values=1)


@functools.cache
def select_page() -> str:
    return _write(PublishedItem.objects.public().filter(page_id=0).values_list("page", "digest"), values=1)


@functools.cache
def select_numbered_page() -> str:
    return _write(PublishedItem.objects.public().filter(index_number="-").values_list("page", "digest"), values=1)


def _write(items: "QuerySet[PublishedItem, Any]", *, values: int) -> str:
    """The statement of a QuerySet, its `values` left open as parameters; a rule with values of its own has no place here."""
    statement, parameters = items.order_by().query.sql_with_params()
    if len(parameters) != values:
        raise AssertionError(f"{len(parameters)} values, not {values}, in {statement}")
    return statement


def public_page(*, item_id: int | None = None, index_number: str = "") -> tuple[str, str] | None:
    """The page (JSON) and the digest of a public item, found by its id or its index number. One query."""
    found = fetch(select_numbered_page(), [index_number]) if index_number else fetch(select_page(), [item_id])
    return found[0] if found else None
