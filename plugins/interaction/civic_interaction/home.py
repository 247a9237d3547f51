"""The desk's part of the home screen: what waits for me, for my review, is due soon, is late. Each row opens its letter."""

import datetime
from typing import Any

from django.utils import timezone
from wagtail.admin.ui.components import Component

from civic_interaction.domain.queries import cases_on_desk, cases_to_review, cases_waiting_for
from civic_interaction.enums import Light
from civic_interaction.policies import sees_a_desk
from civic_interaction.viewsets.letters.due import lamp_of, say_due
from civic_office.domain.current_calendar import current_calendar
from civic_office.workdays import civil_date

SHOWN = 8
DAYS_OF_WEEK = 6


class CasesPanel(Component):
    """The first few of a list of cases, and where the others are."""

    template_name = "civic_interaction/home/cases.html"
    #: What the desk's list is filtered by; for those that it can show.
    query = ""

    def cases(self, user: Any, *, today: datetime.date) -> Any:
        raise NotImplementedError

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        today, calendar = civil_date(timezone.now()), current_calendar()
        cases = self.cases(parent_context["request"].user, today=today)
        shown = list(cases.select_related("channel", "lead_unit", "desk")[: SHOWN + 1])
        return {
            "rows": [(case, lamp_of(case), say_due(case, today=today, calendar=calendar)) for case in shown[:SHOWN]],
            "is_more": len(shown) > SHOWN,
            "query": self.query,
            "panel": self.name,
        }


class ToHandle(CasesPanel):
    name, order, query = "civic_letters_waiting", 12, "mine=turn"

    def cases(self, user: Any, *, today: datetime.date) -> Any:
        return cases_waiting_for(user, today=today)


class ToReview(CasesPanel):
    """No panel when nothing waits: most people never review letters."""

    name, order, query = "civic_letters_review", 14, "mine=review"

    def cases(self, user: Any, *, today: datetime.date) -> Any:
        return cases_to_review(user, today=today)

    def render_html(self, parent_context: Any = None) -> str:
        context = self.get_context_data(parent_context)
        return super().render_html(parent_context) if context["rows"] else ""


class DueThisWeek(CasesPanel):
    """Due from today to Sunday, late ones not counted: they have their own panel."""

    name, order = "civic_letters_due", 16

    def cases(self, user: Any, *, today: datetime.date) -> Any:
        sunday = today + datetime.timedelta(days=DAYS_OF_WEEK - today.weekday())
        mine = cases_on_desk(user, today=today).open()
        return mine.filter(due_on__range=(today, sunday)).exclude(light=Light.RED)


class Overdue(CasesPanel):
    name, order, query = "civic_letters_overdue", 18, "light=red"

    def cases(self, user: Any, *, today: datetime.date) -> Any:
        cases: Any = cases_on_desk(user, today=today, light=Light.RED)
        return cases


def add_panels(request: Any, panels: list[Any]) -> None:
    panels.append(ToReview())
    if sees_a_desk(request.user):
        panels += [ToHandle(), DueThisWeek(), Overdue()]
