"""What Wagtail's page screens refuse, or remark on, with a sentence. Every function is a hook; `wagtail_hooks.py` registers them.

The testers of `permissions.py` decide; Wagtail's bulk actions ask the plain page instead of them, so this module asks.
"""

from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page

from civic_disclosure.domain.elements import remarks_on
from civic_disclosure.domain.queries import choosable_items, has_duties, holds_items, was_public
from civic_disclosure.forms.item import SUBMITTING
from civic_disclosure.models import CatalogueRoot, ChannelPage, ColumnPage, ItemPage, PortalPage, UnitCatalogue
from civic_disclosure.permissions import may_change_structure, may_open_file
from civic_office.workdays import civil_date

STRUCTURE = (CatalogueRoot, UnitCatalogue, PortalPage, ChannelPage, ColumnPage)


def check_create(request: Any, parent: Page, page_class: type[Page]) -> HttpResponse | None:
    """Units write items; who wants a column is led to the form that asks for one (R005)."""
    if not issubclass(page_class, STRUCTURE) or may_change_structure(request.user, today=civil_date(timezone.now())):
        return None
    messages.info(request, _("Columns are added by the government office. Ask for the column here."))
    return redirect("civic_disclosure_ask_column", parent.pk)


def check_delete(request: Any, page: Page) -> HttpResponse | None:
    sentence = why_not_deleted(page)
    return _refuse(request, sentence, page) if sentence else None


def check_move(request: Any, page: Page, destination: Page) -> HttpResponse | None:
    sentence = why_not_moved(page)
    if not sentence and not page.specific.permissions_for_user(request.user).can_move_to(destination.specific):
        sentence = _(
            "“%(title)s” cannot be moved there: it needs a column of your own tree that takes this kind of item."
        )
        sentence %= {"title": page.title}
    return _refuse(request, sentence, page) if sentence else None


def check_bulk(request: Any, action: str, pages: Iterable[Any], view: Any) -> HttpResponse | None:
    """The same rules for what is ticked in a list; nothing is done when one of them may not be."""
    if not issubclass(view.model, Page):
        return None
    for page in (page.specific for page in pages):
        if not isinstance(page, (*STRUCTURE, ItemPage)):
            continue
        sentence = _why_not(action, page, request.user, view)
        if sentence:
            return _refuse(request, sentence, page)
    return None


def _why_not(action: str, page: Any, user: Any, view: Any) -> str:
    tester = page.permissions_for_user(user)
    if action in ("publish", "unpublish") and isinstance(page, ItemPage):
        return _("Items become public through review only, and are withdrawn one by one with a reason.")
    if action == "delete":
        return why_not_deleted(page) or ("" if tester.can_delete() else _no_right(page))
    if action == "move":
        destination = view.cleaned_form.cleaned_data["chooser"].specific
        return why_not_moved(page) or ("" if tester.can_move_to(destination) else _no_right(page))
    allowed = {"publish": tester.can_publish, "unpublish": tester.can_unpublish}.get(action, tester.can_edit)
    return "" if allowed() else _no_right(page)


def _no_right(page: Any) -> str:
    return _("You may not do this with “%(title)s”.") % {"title": page.title}


def why_not_deleted(page: Any) -> str:
    """Why nobody may delete `page` now; empty when those with the right may."""
    if isinstance(page, ItemPage):
        if page.live:
            return _("“%(title)s” is public. Withdraw it first, with a reason.") % {"title": page.title}
        if page.workflow_in_progress:
            return _("“%(title)s” is under review. Take it back from review first.") % {"title": page.title}
        if was_public(page):
            return _("“%(title)s” was public and is kept with its record.") % {"title": page.title}
    elif isinstance(page, STRUCTURE) and has_duties(page):
        return why_not_moved(page) or _(
            "Units owe “%(title)s” something by the responsibility table, so it stays. Hide the column instead."
        ) % {"title": page.title}
    return "" if isinstance(page, ItemPage) else why_not_moved(page)


def why_not_moved(page: Any) -> str:
    """Why nobody may move `page` now: what a public item's address and record say stays true."""
    if isinstance(page, ItemPage) and page.workflow_in_progress:
        return _("“%(title)s” is under review. Take it back from review first.") % {"title": page.title}
    if isinstance(page, STRUCTURE) and holds_items(page):
        return _("“%(title)s” holds items and stays. Move the items first, or hide the column.") % {"title": page.title}
    return ""


def _refuse(request: Any, sentence: str, page: Page) -> HttpResponse:
    messages.error(request, sentence)
    return redirect("wagtailadmin_explore", page.get_parent().pk)


def remark_on_sent(request: Any, page: Page) -> None:
    """Tell whoever has just sent an item for review what does not keep it back, but should not be forgotten (R113)."""
    if isinstance(page, ItemPage) and any(request.POST.get(name) for name in SUBMITTING):
        for remark in remarks_on(page):
            messages.warning(request, remark)


def narrow_chooser(pages: Any, request: Any) -> Any:
    """Page choosers show what is public, and what one may see in the explorer: no draft of another unit."""
    return choosable_items(pages, request.user)


def check_open_file(document: Any, request: HttpRequest) -> HttpResponse | None:
    """A file that may not be opened does not exist."""
    if not may_open_file(request.user, document, today=civil_date(timezone.now())):
        raise Http404
    return None
