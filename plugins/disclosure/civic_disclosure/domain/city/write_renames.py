"""Renames channels and columns that a table calls differently. Pages, and the items in them, stay where they are."""

import datetime
from typing import Any

from wagtail.models import Page

from civic_disclosure.domain.change_column import change_column
from civic_disclosure.domain.city.plan import CityPlan, RenamePlan
from civic_disclosure.models import ChannelPage, ColumnPage


def write_renames(plan: CityPlan, *, by: Any, today: datetime.date) -> None:
    """Give each its new title, and with it the units' own columns that feed it and were called the same."""
    for renaming in plan.renames:
        if renaming.taken is None:
            continue
        page = Page.objects.get(pk=renaming.taken.pk).specific
        if isinstance(page, ChannelPage | ColumnPage):
            change_column(page, by=by, today=today, title=renaming.path[-1])
        for column in ColumnPage.objects.filter(feeds=renaming.taken.pk, code=""):
            _rename_feeding(column, renaming, old=renaming.taken.path[-1], by=by, today=today)


def _rename_feeding(column: ColumnPage, renaming: RenamePlan, *, old: str, by: Any, today: datetime.date) -> None:
    """A title the unit chose itself stays; one that a column beside it has already is told apart by the column above."""
    new, above = renaming.path[-1], f"（{renaming.path[-2]}）"
    if column.title not in (old, old + above):
        return
    is_taken = ColumnPage.objects.sibling_of(column, inclusive=False).filter(title=new).exists()
    change_column(column, by=by, today=today, title=new + above if is_taken or column.title != old else new)
