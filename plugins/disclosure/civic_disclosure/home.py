"""The catalogue's part of the home screen: my drafts, and my unit's tree."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component

from civic_disclosure.domain.approve_import import batches_waiting_for
from civic_disclosure.domain.queries import catalogues_of, columns_to_feed, drafts_of, tree_of
from civic_disclosure.lamps import lamp_of
from civic_office.panels import PanelWithRows
from civic_office.permissions import is_office_staff
from civic_office.workdays import civil_date

SHOWN = 8
#: Whoever holds posts in many units sees the trees of the first few; the explorer shows all.
TREES = 3


class Drafts(Component):
    name, order = "civic_drafts", 30
    template_name = "civic_disclosure/home/drafts.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        drafts = drafts_of(parent_context["request"].user)
        return {"drafts": drafts[:SHOWN], "count": drafts.count()}


class Batches(PanelWithRows):
    """Import batches that wait for my opinion; no panel when none does, for most people never see one."""

    name, order = "civic_batches", 25
    template_name = "civic_disclosure/home/batches.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        batches = batches_waiting_for(parent_context["request"].user, today=civil_date(timezone.now()))
        return {"rows": batches[:SHOWN]}


class UnitTree(Component):
    """The columns of my units, with what stands in them, and 「add」 beside each."""

    name, order = "civic_tree", 40
    template_name = "civic_disclosure/home/tree.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        user = parent_context["request"].user
        catalogues = list(catalogues_of(user, today=civil_date(timezone.now()))[:TREES])
        return {"trees": [(catalogue, _rows(catalogue, user)) for catalogue in catalogues]}


class ToFeed(PanelWithRows):
    """Columns of the units I write or answer for that are overdue or due soon, the latest first; no panel when none is."""

    name, order = "civic_freshness", 28
    template_name = "civic_disclosure/home/to_feed.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        waiting = columns_to_feed(parent_context["request"].user, today=civil_date(timezone.now()))
        shown = list(waiting[: SHOWN + 1])
        rows = [(row, lamp_of(row.state)) for row in shown[:SHOWN]]
        return {"rows": rows, "is_more": len(shown) > SHOWN}


def _rows(catalogue: Any, user: Any) -> list[dict[str, Any]]:
    may_add = catalogue.permissions_for_user(user)
    writes = may_add.is_office or "add" in may_add.permissions
    return [
        {
            "row": row,
            "lamp": lamp_of(row.freshness.state) if row.freshness else None,
            "url": reverse("wagtailadmin_explore", args=(row.column.pk,)),
            "add_url": add_url(row.column) if writes and row.column.takes_items() else "",
        }
        for row in tree_of(catalogue)
    ]


def add_url(column: Any) -> str:
    """Where an item is begun in `column`."""
    return reverse("wagtailadmin_pages:add", args=("civic_disclosure", "itempage", column.pk))


def add_panels(request: Any, panels: list[Any]) -> None:
    panels += [Batches(), ToFeed(), Drafts(), UnitTree()]


def drop_numbers(request: Any, items: list[Any]) -> None:
    """The home screen is a to-do list, not a board of numbers."""
    items.clear()


HIDDEN = frozenset({"help", "snippets", "reports"})


def shorten_menu(request: Any, items: list[Any]) -> None:
    """Editors see what they work with; the office keeps the reports, for they hold the history of the site."""
    hidden = HIDDEN - {"reports"} if is_office_staff(request.user, today=civil_date(timezone.now())) else HIDDEN
    items[:] = [item for item in items if item.name not in hidden]
    for item in items:
        if item.name == "explorer":
            item.label = _("Columns and items")
