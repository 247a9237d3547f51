"""What tests of the duty roster build from: a unit with people who take turns, and days of 2026."""

import datetime
from types import SimpleNamespace

from civic_interaction.domain.duty.plan import plan_duty
from civic_interaction.models import DutyShift
from civic_office.enums import Role
from tests.interaction.letters import MONDAY, handler_of, make_city

#: 2026-03-02, a Monday; the week before the Spring Festival's make-up Saturday lies behind it.
TODAY = MONDAY.date()
DAY = datetime.timedelta(days=1)
FRIDAY = TODAY + 4 * DAY


def make_roster(*, first=TODAY, last=FRIDAY, **channel):
    """The city, with a second and a third handler at the desk, and the desk's week planned for the three."""
    city = make_city(**channel)
    chief = handler_of(city.office, role=Role.SUPERVISING_LEADER)
    second, third = handler_of(city.office), handler_of(city.office)
    people = [city.desk, second, third]
    plan_duty(city.office, people=people, first=first, last=last, by=chief, now=MONDAY)
    return SimpleNamespace(**vars(city), chief=chief, second=second, third=third, people=people)


def planned(unit, *, first=TODAY, last=FRIDAY):
    """Who has which day, by the number of days since `first`."""
    shifts = DutyShift.objects.of(unit, first=first, last=last)
    return {(shift.day - first).days: shift.user for shift in shifts}
