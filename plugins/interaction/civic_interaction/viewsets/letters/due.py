"""How near an answer is, in the words and shapes of the desk: ● ▲ ■, 「还有 3 个工作日」."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from civic_interaction.enums import CaseState, Light
from civic_interaction.models import Case
from civic_office import workdays

#: State is never colour alone.
SHAPES = {Light.GREEN: "●", Light.AMBER: "▲", Light.RED: "■"}


@dataclass(frozen=True, slots=True)
class Lamp:
    """What a list shows of the light of a case; `name` is for the style sheet."""

    name: str
    shape: str
    word: str


def lamp_of(case: Any) -> Lamp | None:
    """The lamp of an open case or a clock; none once the case has ended or while it stands still."""
    if isinstance(case, Case) and (not case.is_open or case.state == CaseState.PAUSED):
        return None
    light = Light(case.light)
    return Lamp(light.value, SHAPES[light], str(light.label))


def say_due(case: Case, *, today: datetime.date, calendar: workdays.Calendar) -> str:
    """「还有 3 个工作日」, 「今天到期」, 「已超期 2 个工作日」; empty for what has ended."""
    if not case.is_open:
        return ""
    if case.state == CaseState.PAUSED:
        return _("Paused, no day counts")
    if case.due_on is None:
        return _("No time limit")
    return say_days(case.due_on, today=today, calendar=calendar)


def say_days(due_on: datetime.date, *, today: datetime.date, calendar: workdays.Calendar) -> str:
    if due_on == today:
        return _("Due today")
    first, last = sorted((today, due_on))
    days = workdays.working_days_between(first, last, calendar=calendar)
    if due_on > today:
        if not days:
            return _("Due on %(day)s") % {"day": workdays.describe_day(due_on)}
        return ngettext("%(days)d working day left", "%(days)d working days left", days) % {"days": days}
    if not days:
        return _("Overdue")
    return ngettext("%(days)d working day overdue", "%(days)d working days overdue", days) % {"days": days}
