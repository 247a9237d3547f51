"""Carrying out what the office has accepted about columns (R005), and hiding what is alike or stale (R021)."""

import datetime
from collections.abc import Callable
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page

from civic_disclosure.enums import ItemKind
from civic_disclosure.models import ChannelPage, ColumnPage
from civic_disclosure.permissions import may_change_structure
from civic_office.enums import FilingKind, FilingState
from civic_office.models import Filing

P = TypeVar("P", ChannelPage, ColumnPage)


@transaction.atomic
def carry_out_filing(filing: Filing, *, by: Any, today: datetime.date) -> ColumnPage | None:
    """Do what an accepted filing about a column asks; once, and nothing for filings of other kinds.

    Returns the column, or None when there was nothing to do. Raises `PermissionDenied`, and `ValidationError` when its
    place is gone: what cannot be carried out cannot be accepted.
    """
    steps: dict[str, Callable[..., ColumnPage]] = {
        FilingKind.COLUMN_ADDED: _add,
        FilingKind.COLUMN_CHANGED: _rename,
        FilingKind.COLUMN_REMOVED: _hide,
    }
    carry_out = steps.get(filing.kind)
    if carry_out is None or filing.state != FilingState.ACCEPTED or "place" not in filing.facts:
        return None
    if not may_change_structure(by, today=today):
        raise PermissionDenied
    place = Page.objects.select_for_update().filter(pk=filing.facts["place"]).first()
    if place is None:
        raise ValidationError(
            {"decision": _("The column this is about does not exist any more, so it cannot be accepted. Refuse it.")}
        )
    return carry_out(place.specific, filing, by=by, today=today)


def _add(place: Any, filing: Filing, *, by: Any, today: datetime.date) -> ColumnPage:
    title = filing.facts["title"]
    existing = ColumnPage.objects.child_of(place).filter(title=title).first()
    if existing is not None:
        return existing
    column = place.add_child(
        instance=ColumnPage(title=title, item_kind=filing.facts.get("item_kind") or ItemKind.GENERAL, owner=by)
    )
    column.save_revision(user=by, log_action=True)
    return column


def _rename(place: ColumnPage, filing: Filing, *, by: Any, today: datetime.date) -> ColumnPage:
    return change_column(place, by=by, today=today, title=filing.facts["title"])


def _hide(place: ColumnPage, filing: Filing, *, by: Any, today: datetime.date) -> ColumnPage:
    return set_hidden(place, is_hidden=True, by=by, today=today)


def set_hidden(column: ColumnPage, *, is_hidden: bool, by: Any, today: datetime.date) -> ColumnPage:
    """Hide a column that is alike or stale, or show it again (R021). What it holds stays where it is."""
    return change_column(column, by=by, today=today, is_hidden=is_hidden)


@transaction.atomic
def change_column(page: P, *, by: Any, today: datetime.date, **values: Any) -> P:
    """Change what a column or channel is called, whether it is shown, or what it feeds.

    1. permission (`by=None` is the system itself), else `PermissionDenied`; 2. lock the page; where nothing differs,
    nothing is done; 3. set the values and publish: Wagtail's history has them, and public records that copy them are
    dressed again, as after any change in the editor. Returns the page as it is now.
    """
    if by is not None and not may_change_structure(by, today=today):
        raise PermissionDenied
    page = type(page).objects.select_for_update(of=("self",)).get(pk=page.pk)
    if any(getattr(page, name) != value for name, value in values.items()):
        for name, value in values.items():
            setattr(page, name, value)
        page.draft_title = page.title
        page.save_revision(user=by, log_action=True).publish(user=by)
    return page
