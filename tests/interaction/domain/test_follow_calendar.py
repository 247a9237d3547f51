"""A new calendar moves the clocks of many cases at once: as if each had been taken by itself."""

import datetime

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from civic_interaction.domain.sweep import sweep
from civic_interaction.enums import CaseState
from civic_interaction.models import Case, CaseClock, CaseEvent
from civic_office.domain.recompute_due_dates import recompute_due_dates
from tests.interaction.letters import MONDAY, bring_to, change_days, make_city
from tests.queries import count_queries

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
#: Working days of March, off from now on, and a weekend that is worked.
HOLIDAYS, MADE_UP = ("2026-03-04", "2026-03-05", "2026-03-09", "2026-03-16"), ("2026-03-07", "2026-03-08", "2026-03-14")
STATES = (CaseState.RECEIVED, CaseState.ACCEPTED, CaseState.HANDLING, CaseState.IN_REVIEW, CaseState.ANSWERED)


class RolledBackError(Exception):
    pass


def stored():
    """What can be told of the cases afterwards, but for the order of two events of one moment."""
    clocks = CaseClock.objects.order_by("pk").values_list(
        "pk", "due_on", "amber_on", "overdue_on", "trace", "calendar_version"
    )
    cases = Case.objects.order_by("pk").values_list("pk", "state", "due_on", "overdue_on", "light", "event_count")
    events = CaseEvent.objects.values_list("case", "event", "part", "at", "from_state", "to_state", "data", "clocks")
    numbers = CaseEvent.objects.order_by("case", "seq").values_list("case", "seq")
    return list(clocks), list(cases), sorted(map(str, events)), list(numbers)


def recomputed(*, chunk, now):
    """What a run by such chunks and the sweep after it would leave; nothing of it stays.

    Which of the two notes that a clock is late depends on the chunks: a case is asked only about clocks of the new calendar.
    """
    found = None
    try:
        with transaction.atomic():
            recompute_due_dates(now=now, chunk=chunk)
            sweep(now=now)
            found = stored()
            raise RolledBackError
    except RolledBackError:
        return found


@pytest.fixture
def city(db):
    return make_city()


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    letters=st.lists(st.tuples(st.sampled_from(STATES), st.integers(0, 6)), min_size=1, max_size=3),
    swept=st.booleans(),
    days=st.lists(st.sampled_from(HOLIDAYS), unique=True, min_size=1),
    is_working=st.booleans(),
    later=st.integers(0, 9),
)
def test_many_clocks_at_once_come_to_what_one_at_a_time_does(city, letters, swept, days, is_working, later):
    now = MONDAY + (6 + later) * DAY
    with transaction.atomic():
        for state, age in letters:
            bring_to(state, city, now=MONDAY + age * DAY)
        if swept:
            sweep(now=now)
        change_days(*(MADE_UP if is_working else days), is_working=is_working, now=now)
        one_by_one, together = recomputed(chunk=1, now=now), recomputed(chunk=500, now=now)
        transaction.set_rollback(True)

    assert together == one_by_one


def test_a_new_calendar_costs_the_same_for_one_case_and_for_many(city):
    def follow(count, day):
        CaseClock.objects.update(stopped_at=MONDAY)
        for _number in range(count):
            bring_to(CaseState.HANDLING, city)
        change_days(day)
        return count_queries(lambda: recompute_due_dates(now=MONDAY))

    follow(1, "2026-03-03")

    assert follow(1, "2026-03-04") == follow(4, "2026-03-05")


def test_what_is_left_for_the_sweep_is_found_by_an_index_that_forgets_what_was_noted(city):
    """Noted once, a clock is read no more, however long it goes on being late."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
    late = CaseClock.objects.late(now=MONDAY).order_by("due_on", "pk")
    near = CaseClock.objects.near(today=MONDAY.date()).order_by("amber_on", "pk")

    assert "caseclock_late_idx" in late.values_list("case").explain()
    assert "caseclock_amber_idx" in near.values_list("case").explain()
