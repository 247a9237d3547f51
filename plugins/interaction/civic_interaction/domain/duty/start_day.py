"""In the morning, whose day it is hears of it."""

import datetime

from civic_interaction.domain.duty.plan import keep_rosters
from civic_interaction.domain.duty.queries import person_on_duty
from civic_interaction.domain.duty.tell_changes import tell_duty
from civic_interaction.models import DutyShift
from civic_office.domain.current_calendar import current_calendar
from civic_office.workdays import civil_date


def start_duty_day(*, now: datetime.datetime) -> int:
    """Bring the rosters in step with who is there, then tell the person on duty of every unit; returns how many there are.

    Nobody on a day off. Twice tells nobody twice.
    """
    keep_rosters(now=now)
    today, calendar = civil_date(now), current_calendar()
    count = 0
    for shift in DutyShift.objects.filter(day=today).select_related("unit").order_by("unit"):
        if (person := person_on_duty(shift.unit, today, calendar=calendar)) is not None:
            about = f"today {shift.unit_id} {today.isoformat()}"
            tell_duty("duty_today", shift.unit, person.pk, [today], about=about, now=now)
            count += 1
    return count
