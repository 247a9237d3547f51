"""10,000 random sequences of start, periods, extensions and pauses against a brute-force oracle (see `oracle`)."""

import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from civic_office.workdays import Pause, Policy, Trace, Why, due, next_working_day, working_days_between
from civic_office.workdays.civil import CHINA
from tests.office import oracle
from tests.office.calendars import SEEDED

pytestmark = pytest.mark.slow

FIRST, LAST = datetime.date(2004, 1, 1), datetime.date(2026, 12, 31)
DAY = datetime.timedelta(days=1)

starts = st.dates(FIRST, LAST)
working = st.tuples(st.integers(1, 60), st.just("working_days"))
natural = st.tuples(st.integers(1, 90), st.just("natural_days"))
months = st.tuples(st.integers(1, 13), st.just("months"))
years = st.tuples(st.integers(1, 2), st.just("years"))
periods = st.one_of(working, natural, months, years)


@st.composite
def pauses_after(draw, start):
    """Up to three pauses, which may overlap, begin before the start, or lie beyond the end."""
    first_days = draw(st.lists(st.integers(-5, 150), max_size=3))
    return [
        Pause(start + DAY * first, start + DAY * (first + draw(st.integers(0, 40))), reason="征求第三方意见")
        for first in first_days
    ]


def days_of(pauses):
    return {pause.first + DAY * number for pause in pauses for number in range((pause.last - pause.first).days + 1)}


def examples(number):
    return settings(max_examples=number, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.shows("R125", "R126", "R128")
@examples(3000)
@given(data=st.data(), start=starts, period=working, extensions=st.lists(working, max_size=2))
def test_due_in_working_days_agrees_with_the_oracle(data, start, period, extensions):
    pauses = data.draw(pauses_after(start))

    found = due(
        start,
        Policy(*period),
        calendar=SEEDED,
        extensions=[Policy(*extension) for extension in extensions],
        pauses=pauses,
    )

    assert found.on == oracle.due_on(start, [period, *extensions], days_of(pauses), rolls=True)
    assert found.at is None


@examples(4000)
@given(data=st.data(), start=starts, legs=st.lists(periods, min_size=1, max_size=3), rolls=st.booleans())
def test_due_of_any_periods_agrees_with_the_oracle(data, start, legs, rolls):
    pauses = data.draw(pauses_after(start))
    policies = [Policy(*leg, rolls=rolls) for leg in legs]

    found = due(start, policies[0], calendar=SEEDED, extensions=policies[1:], pauses=pauses)

    assert found.on == oracle.due_on(start, legs, days_of(pauses), rolls=rolls)


@examples(1000)
@given(data=st.data(), start=starts, legs=st.lists(periods, min_size=1, max_size=3), rolls=st.booleans())
def test_trace_covers_each_day_once_and_survives_json(data, start, legs, rolls):
    pauses = data.draw(pauses_after(start))
    policies = [Policy(*leg, rolls=rolls) for leg in legs]

    found = due(start, policies[0], calendar=SEEDED, extensions=policies[1:], pauses=pauses)

    covered = [date for date, _step in found.trace.days()]
    assert covered == [start + DAY * number for number in range((found.on - start).days + 1)]
    assert Trace.from_json(found.trace.to_json()) == found.trace
    paused = [date for date, step in found.trace.days() if step.why == Why.PAUSED]
    assert paused == sorted(days_of(pauses) & set(covered[1:]))


@examples(1000)
@given(data=st.data(), start=starts, hour=st.integers(0, 23), hours=st.integers(1, 400))
def test_due_in_hours_agrees_with_the_oracle(data, start, hour, hours):
    pauses = data.draw(pauses_after(start))
    moment = datetime.datetime.combine(start, datetime.time(hour), CHINA)

    found = due(moment, Policy(hours, "hours"), calendar=SEEDED, pauses=pauses)

    assert found.at == oracle.due_at(moment, hours, days_of(pauses))
    assert found.on == found.at.date()


@examples(1000)
@given(start=starts, length=st.integers(0, 400))
def test_working_days_between_agrees_with_the_oracle(start, length):
    end = start + DAY * length

    found = working_days_between(start, end, calendar=SEEDED)

    assert found == len([1 for number in range(length) if oracle.works(start + DAY * (number + 1))])
    assert working_days_between(end, start, calendar=SEEDED) == -found
    assert next_working_day(start, calendar=SEEDED) == oracle.nth_day(start, 1, oracle.works)
