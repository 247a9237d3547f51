"""Clocks of equal grounds are reckoned once for all of them: nobody can tell from what is stored."""

import datetime

from hypothesis import given
from hypothesis import strategies as st

from civic_office.workdays import Calendar, Pause, Policy, SpecialDay
from civic_office.workdays.civil import CHINA
from tests.office.clocks import LetterClock

DAY = datetime.date(2026, 12, 28)
CALENDAR = Calendar(
    version=3, years=frozenset({2026}), days={datetime.date(2026, 12, 31): SpecialDay(is_working=False, name="元旦")}
)
periods = st.builds(Policy, st.integers(1, 30), st.sampled_from(["working_days", "natural_days", "hours", "months"]))
moments = st.datetimes(datetime.datetime(2026, 12, 28), datetime.datetime(2026, 12, 30)).map(
    lambda moment: moment.replace(microsecond=0, tzinfo=CHINA)
)
pauses = st.builds(
    lambda first, days: Pause(DAY + first * DAYS, DAY + (first + days) * DAYS), st.integers(1, 9), st.integers(0, 4)
)
DAYS = datetime.timedelta(days=1)
clocks = st.builds(
    lambda at, legs, stops: LetterClock(
        started_at=at.astimezone(datetime.UTC),
        policy=legs[0].to_json(),
        extensions=[leg.to_json() for leg in legs[1:]],
        pauses=[stop.to_json() for stop in stops],
    ),
    moments,
    st.lists(periods, min_size=1, max_size=2),
    st.lists(pauses, max_size=1),
)


def reckoned(clock):
    return {name: getattr(clock, name) for name in LetterClock.RECKONED}


@given(clocks, moments)
def test_a_clock_of_equal_grounds_takes_over_what_it_would_have_reckoned_itself(clock, moment):
    other = LetterClock(
        started_at=moment, policy=clock.policy, extensions=list(clock.extensions), pauses=list(clock.pauses)
    )
    clock.reckon(CALENDAR)
    other.reckon(CALENDAR)
    by_itself = reckoned(other)

    if other.grounds() == clock.grounds():
        other.reckon_like(clock)

    assert reckoned(other) == by_itself


def test_grounds_are_equal_on_one_day_and_differ_with_whatever_matters():
    first = LetterClock(
        started_at=datetime.datetime(2026, 12, 28, 9, tzinfo=CHINA), policy=Policy(5, "working_days").to_json()
    )
    later = LetterClock(started_at=datetime.datetime(2026, 12, 28, 17, tzinfo=CHINA), policy=dict(first.policy))
    assert first.grounds() == later.grounds()

    for name, value in {
        "policy": Policy(6, "working_days").to_json(),
        "extensions": [Policy(5, "working_days").to_json()],
        "pauses": [Pause(DAY, DAY).to_json()],
        "started_at": datetime.datetime(2026, 12, 29, 9, tzinfo=CHINA),
    }.items():
        different = LetterClock(started_at=later.started_at, policy=later.policy)
        setattr(different, name, value)
        assert different.grounds() != first.grounds()
    for clock in (first, later):
        clock.policy = Policy(5, "hours").to_json()
    assert first.grounds() != later.grounds()
