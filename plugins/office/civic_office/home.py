"""The office's part of the home screen: a to-do list. Every row opens the screen where it is done."""

from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from wagtail.admin.ui.components import Component
from wagtail.admin.views import home

from civic_office.addresses import address_of_mending, address_of_step
from civic_office.domain.queries import steps_returned_to, steps_waiting_for, units_lacking_people
from civic_office.models import Filing
from civic_office.permissions import is_office_staff
from civic_office.workdays import civil_date

#: What a panel shows before it says how many more there are.
SHOWN = 8

#: Wagtail's own panels say the same in other words, or say what nobody here needs.
REPLACED = (
    home.WorkflowObjectsToModeratePanel,
    home.UserObjectsInWorkflowModerationPanel,
    home.RecentEditsPanel,
    home.LockedPagesPanel,
)


class Returned(Component):
    """What came back to me, and why."""

    name, order = "civic_returned", 10
    template_name = "civic_office/home/returned.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        steps = steps_returned_to(parent_context["request"].user)
        return {"steps": [(step, address_of_mending(step)) for step in steps[:SHOWN]], "count": steps.count()}


class Waiting(Component):
    """What waits for my review."""

    name, order = "civic_waiting", 20
    template_name = "civic_office/home/waiting.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        steps = steps_waiting_for(parent_context["request"].user, today=civil_date(timezone.now()))
        return {"steps": [(step, address_of_step(step)) for step in steps[:SHOWN]], "count": steps.count()}


class OfficeBoard(Component):
    """For the government office: filings that wait, units without their two people."""

    name, order = "civic_office_board", 60
    template_name = "civic_office/home/office.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        filings = Filing.objects.awaiting_office().select_related("unit")
        units = units_lacking_people(today=civil_date(timezone.now()))
        return {
            "filings": filings[:SHOWN],
            "filing_count": filings.count(),
            "filings_url": url_if_any("civic_office_filings:index", "filing:index"),
            "units": units[:SHOWN],
            "unit_count": units.count(),
            "posts_url": url_if_any("civic_office_posts:index", "post:index"),
        }


def url_if_any(*names: str) -> str:
    """The first of `names` that a plugin of this site serves; empty when none does."""
    for name in names:
        try:
            return reverse(name)
        except NoReverseMatch:
            continue
    return ""


def add_panels(request: Any, panels: list[Any]) -> None:
    panels[:] = [panel for panel in panels if not isinstance(panel, REPLACED)]
    panels += [Returned(), Waiting()]
    if is_office_staff(request.user, today=civil_date(timezone.now())):
        panels.append(OfficeBoard())
