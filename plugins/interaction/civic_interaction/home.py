"""Interaction's part of the home screen: what waits for me, for my review, is due soon, is late. Each row opens its screen."""

import datetime
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component

from civic_interaction.domain.duty.queries import open_points, person_on_duty
from civic_interaction.domain.queries import (
    cases_on_desk,
    cases_to_review,
    cases_waiting_for,
    questions_to_publish,
    texts_to_review,
    topics_to_publish,
)
from civic_interaction.enums import Light
from civic_interaction.permissions.duty import DUTY_ROLES
from civic_interaction.policies import sees_a_desk
from civic_interaction.viewsets.letters.due import lamp_of, say_due
from civic_office.domain.current_calendar import current_calendar
from civic_office.models import Unit
from civic_office.panels import PanelWithRows
from civic_office.permissions import posts_of
from civic_office.workdays import Calendar, civil_date

SHOWN = 8
DAYS_OF_WEEK = 6


class Panel(Component):
    """Shows how things stand `today`; day and calendar are read once for all panels of the screen."""

    def __init__(self, *, today: datetime.date, calendar: Calendar) -> None:
        self.today, self.calendar = today, calendar


class CasesPanel(Panel):
    """The first few of a list of cases, and where the others are."""

    template_name = "civic_interaction/home/cases.html"
    #: What the desk's list is filtered by; for those that it can show.
    query = ""

    def cases(self, user: Any, *, today: datetime.date) -> Any:
        raise NotImplementedError

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        cases = self.cases(parent_context["request"].user, today=self.today)
        shown = list(cases.select_related("channel", "lead_unit", "desk")[: SHOWN + 1])
        say = partial(say_due, today=self.today, calendar=self.calendar)
        return {
            "rows": [(case, lamp_of(case), say(case)) for case in shown[:SHOWN]],
            "is_more": len(shown) > SHOWN,
            "query": self.query,
            "panel": self.name,
        }


class ToHandle(CasesPanel):
    name, order, query = "civic_letters_waiting", 12, "mine=turn"

    def cases(self, user: Any, *, today: datetime.date) -> Any:
        return cases_waiting_for(user, today=today)


class ToReview(PanelWithRows, CasesPanel):
    """No panel when nothing waits: most people never review letters."""

    name, order, query = "civic_letters_review", 14, "mine=review"

    def cases(self, user: Any, *, today: datetime.date) -> Any:
        return cases_to_review(user, today=today)


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


class TextsToDecide(PanelWithRows, Panel):
    """Collections, hot topics and common questions that I review or publish; no panel when nothing waits."""

    name, order, template_name = "civic_public_texts", 15, "civic_interaction/home/texts.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        user, today = parent_context["request"].user, self.today
        boards = (
            (texts_to_review(user, today=today), _row_of_text),
            (topics_to_publish(user, today=today), _row_of_topic),
            (questions_to_publish(user, today=today), _row_of_question),
        )
        return {
            "rows": [row_of(one) for waiting, row_of in boards for one in waiting[:SHOWN]],
            "panel": self.name,
        }


def _row_of_text(step: Any) -> dict[str, Any]:
    if step.response is not None:
        topic = step.response.topic
        return _row(
            topic, _("Hot topic"), _("Waits for your review"), reverse("civic_hot_topics:review", args=(topic.pk,))
        )
    collection = (step.version or step.report).collection
    url = reverse("civic_collections:review", args=(collection.pk,))
    return _row(collection, _("Opinion collection"), _("Waits for your review"), url)


def _row_of_topic(topic: Any) -> dict[str, Any]:
    url = reverse("civic_hot_topics:edit", args=(topic.pk,))
    return _row(topic, _("Hot topic"), _("Reviewed, waits for publication"), url)


def _row_of_question(common: Any) -> dict[str, Any]:
    url = reverse("civic_common_questions:edit", args=(common.pk,))
    return _row(common, _("Common question"), _("Proposed, waits for publication"), url)


def _row(owner: Any, kind: str, why: str, url: str) -> dict[str, Any]:
    return {"title": str(owner), "unit": owner.unit, "kind": kind, "why": why, "url": url}


class OnDuty(PanelWithRows, Panel):
    """Who watches the desk today in my units, and how much was left open; no panel for who handles letters nowhere."""

    name, order, template_name = "civic_duty", 11, "civic_interaction/home/duty.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        user, today, calendar = parent_context["request"].user, self.today, self.calendar
        own = {unit for role, unit in posts_of(user, today=today) if role in DUTY_ROLES}
        units = Unit.objects.filter(pk__in=own).order_by("position", "pk")[:SHOWN]
        rows = [_row_of(unit, person_on_duty(unit, today, calendar=calendar)) for unit in units]
        return {"rows": rows, "panel": self.name, "is_day_off": not calendar.is_working(today)}


def _row_of(unit: Unit, person: Any) -> dict[str, Any]:
    return {
        "unit": unit,
        "person": (person.get_full_name() or person.get_username()) if person is not None else "",
        "points": open_points(unit).count(),
        "url": f"{reverse('civic_duty:index')}?unit={unit.pk}",
    }


def add_panels(request: Any, panels: list[Any]) -> None:
    kinds: list[type[Panel]] = [ToReview, TextsToDecide]
    if sees_a_desk(request.user):
        kinds += [OnDuty, ToHandle, DueThisWeek, Overdue]
    today, calendar = civil_date(timezone.now()), current_calendar()
    panels += [kind(today=today, calendar=calendar) for kind in kinds]
