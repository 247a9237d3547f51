"""Many stored rows are changed by one statement that is spelt once, as saving each would have changed them."""

import datetime

import pytest
from django.db.models import F

from civic_office import workdays
from civic_office.domain.current_calendar import current_calendar
from civic_office.domain.update_rows import update_rows
from tests.office.calendars import day
from tests.office.clocks import LetterClock, make_clock
from tests.queries import count_queries

pytestmark = pytest.mark.django_db
NAMES = (*LetterClock.RECKONED, "stopped_at", "letter")


def changed(number):
    """A clock whose every kind of field gets a value of its own, or none."""
    clock = make_clock(day("2026-11-02"), workdays.Policy(5, "working_days"), calendar=current_calendar())
    clock.due_on = day("2026-11-09") if number else None
    clock.stopped_at = datetime.datetime(2026, 11, 3, number, tzinfo=datetime.UTC)
    clock.letter, clock.is_provisional = f"“{number}” 100%", bool(number)
    clock.trace = {"第": [number, None]} if number else {}
    return clock


def test_rows_are_those_that_saving_writes(clock_table):
    ours, theirs = [changed(number) for number in range(3)], [changed(number) for number in range(3)]
    untouched = make_clock(day("2026-11-02"), workdays.Policy(5, "working_days"), calendar=current_calendar())

    update_rows(LetterClock, ours, NAMES)
    for clock in theirs:
        clock.save(update_fields=NAMES)

    kept = LetterClock.objects.order_by("pk").values(*NAMES, "started_at", "policy")
    assert list(kept[:3]) == list(kept[3:6])
    assert LetterClock.objects.filter(pk=untouched.pk, letter="L1", trace=F("trace")).exists()


def test_many_rows_cost_what_one_does_and_none_nothing(clock_table):
    clocks = [changed(number) for number in range(4)]

    one = count_queries(lambda: update_rows(LetterClock, clocks[:1], NAMES))
    four = count_queries(lambda: update_rows(LetterClock, clocks, NAMES))

    assert (one, four) == (1, 1)
    assert count_queries(lambda: update_rows(LetterClock, [], NAMES)) == 0
