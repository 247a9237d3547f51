"""Golden cases of counting time, each with the rule it shows."""

import datetime
import json

import pytest

from civic_office.workdays import (
    Calendar,
    Due,
    Pause,
    Policy,
    Why,
    due,
    is_working,
    next_working_day,
    working_days_between,
)
from civic_office.workdays.civil import CHINA
from tests.office.calendars import SEEDED, day, days, make_calendar

WORKING_20 = Policy(20, "working_days")


def moment(text):
    return datetime.datetime.fromisoformat(text).replace(tzinfo=CHINA)


@pytest.mark.parametrize(
    ("start", "policy", "expected"),
    [
        ("2026-09-18", WORKING_20, "2026-10-22"),  # make-up days 9/20 and 10/10, Mid-autumn and National Day
        ("2026-12-31", Policy(1, "working_days"), "2027-01-01"),  # Monday to Friday, until the notice says otherwise
        ("2026-02-13", Policy(1, "working_days"), "2026-02-14"),  # Saturday, worked
        ("2026-02-14", Policy(1, "working_days"), "2026-02-24"),  # over the Spring Festival
        ("2026-09-30", Policy(1, "natural_days"), "2026-10-08"),  # last day off: put off
        ("2026-09-30", Policy(1, "natural_days", rolls=False), "2026-10-01"),
        ("2026-01-30", Policy(15, "natural_days"), "2026-02-14"),  # a worked Saturday is no day off
        ("2026-01-31", Policy(1, "months"), "2026-02-28"),  # no 31st: the month's last; a Saturday, but worked
        ("2025-01-31", Policy(1, "months"), "2025-02-28"),
        ("2024-01-31", Policy(1, "months"), "2024-02-29"),
        ("2024-02-29", Policy(1, "years"), "2025-02-28"),
        ("2026-03-18", Policy(1, "months"), "2026-04-20"),  # the 18th is a Saturday
        ("2026-03-18", Policy(1, "months", rolls=False), "2026-04-18"),
        ("2025-12-01", Policy(1, "months"), "2026-01-04"),  # 1/1–1/3 off, Sunday 1/4 worked
    ],
)
@pytest.mark.shows("R125", "R128")
def test_due_of_golden_cases(start, policy, expected):
    assert due(day(start), policy, calendar=SEEDED).on == day(expected)


@pytest.mark.parametrize(
    ("amount", "expected"), [(5, "2026-11-27"), (7, "2026-12-01"), (15, "2026-12-11"), (20, "2026-12-18")]
)
@pytest.mark.shows("R125", "R126", "R127", "R128")
def test_due_of_the_reply_limits_cities_have(amount, expected):
    assert due(day("2026-11-20"), Policy(amount, "working_days"), calendar=SEEDED).on == day(expected)


def test_calendar_of_2026_is_the_one_announced():
    off = [
        *days("2026-01-01", "2026-01-03"),
        *days("2026-02-15", "2026-02-23"),
        *days("2026-04-04", "2026-04-06"),
        *days("2026-05-01", "2026-05-05"),
        *days("2026-06-19", "2026-06-21"),
        *days("2026-09-25", "2026-09-27"),
        *days("2026-10-01", "2026-10-07"),
    ]
    worked = ["2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"]

    of_2026 = {date: special for date, special in SEEDED.days.items() if date.year == 2026}

    assert sorted(date for date, special in of_2026.items() if not special.is_working) == off
    assert sorted(date for date, special in of_2026.items() if special.is_working) == [day(text) for text in worked]


def test_last_day_of_2005_follows_the_library_and_not_the_notice():
    """国办发明电〔2005〕35号 has Saturday 2005-12-31 worked; `chinesecalendar`, which seeds us, does not. Documented."""
    assert not is_working(day("2005-12-31"), calendar=SEEDED)


def test_start_is_not_counted_and_the_period_ends_with_the_day():
    found = due(moment("2026-09-21T23:59"), Policy(1, "working_days"), calendar=SEEDED)

    assert (found.on, found.at) == (day("2026-09-22"), None)
    assert [step.why for step in found.trace.steps] == [Why.START, Why.WORKING]


def test_start_is_the_civil_date_in_china():
    in_utc = datetime.datetime(2026, 9, 20, 16, 30, tzinfo=datetime.UTC)  # 00:30 on the 21st in China

    assert due(in_utc, Policy(1, "working_days"), calendar=SEEDED).on == day("2026-09-22")


def test_hours_run_from_the_moment_through_nights_and_holidays():
    found = due(moment("2026-09-30T16:20"), Policy(24, "hours"), calendar=SEEDED)

    assert (found.on, found.at) == (day("2026-10-01"), moment("2026-10-01T16:20"))
    assert not found.is_provisional


def test_hours_need_an_aware_moment():
    with pytest.raises(ValueError, match="moment"):
        due(day("2026-09-30"), Policy(24, "hours"), calendar=SEEDED)
    with pytest.raises(ValueError, match="time zone"):
        due(datetime.datetime(2026, 9, 30, 8), Policy(24, "hours"), calendar=SEEDED)


def test_extension_goes_on_where_the_period_ended():
    """条例第33条: 20 working days, prolonged by at most 20 more."""
    found = due(day("2026-09-18"), WORKING_20, calendar=SEEDED, extensions=[WORKING_20])

    assert found.on == due(day("2026-10-22"), WORKING_20, calendar=SEEDED).on
    assert {step.leg for step in found.trace.steps} == {0, 1}


def test_extension_of_months_keeps_the_corresponding_day():
    found = due(day("2026-01-31"), Policy(1, "months"), calendar=SEEDED, extensions=[Policy(1, "months", rolls=False)])

    assert found.on == day("2026-03-31")


def test_extension_begins_before_the_last_day_has_rolled():
    """60 days end on 2026-10-03, off; 30 more end 30 days after that, not after the 8th."""
    found = due(day("2026-08-04"), Policy(60, "natural_days"), calendar=SEEDED, extensions=[Policy(30, "natural_days")])

    assert found.on == day("2026-11-02")


def test_pause_is_not_counted_from_the_day_it_begins_to_the_day_it_ends():
    """条例第33条: the time a third party is asked is not counted; sent on the 24th, answered on the 28th."""
    pause = Pause(day("2026-11-24"), day("2026-11-26"), reason="征求第三方意见")

    found = due(day("2026-11-20"), Policy(5, "working_days"), calendar=SEEDED, pauses=[pause])

    assert found.on == day("2026-12-02")
    assert [(step.first, step.last, step.name) for step in found.trace.steps if step.why == Why.PAUSED] == [
        (day("2026-11-24"), day("2026-11-26"), "征求第三方意见")
    ]


def test_pause_on_the_last_day_leaves_that_day_to_be_worked():
    pause = Pause(day("2026-11-27"), day("2026-11-29"))

    assert due(day("2026-11-20"), Policy(5, "working_days"), calendar=SEEDED, pauses=[pause]).on == day("2026-11-30")


def test_pauses_that_overlap_or_lie_outside_count_once_or_not():
    pauses = [
        Pause(day("2026-11-01"), day("2026-11-20")),
        Pause(day("2026-11-23"), day("2026-11-24")),
        Pause(day("2026-11-24"), day("2026-11-25")),
        Pause(day("2027-03-01"), day("2027-03-02")),
    ]

    assert due(day("2026-11-20"), Policy(5, "working_days"), calendar=SEEDED, pauses=pauses).on == day("2026-12-02")


def test_due_past_the_last_notice_is_provisional():
    assert not due(day("2026-12-30"), Policy(1, "working_days"), calendar=SEEDED).is_provisional
    for year in (2027, 2030, 2099):
        found = due(datetime.date(year - 1, 12, 31), Policy(40, "working_days"), calendar=SEEDED)
        assert found.is_provisional
        assert found.trace.counted_days() == [date for date in found.trace.counted_days() if date.weekday() < 5]


def test_due_that_rests_on_no_announced_day_is_certain_whatever_the_year():
    assert not due(day("2027-01-04"), Policy(9, "natural_days", rolls=False), calendar=SEEDED).is_provisional
    assert due(day("2027-01-04"), Policy(9, "natural_days"), calendar=SEEDED).is_provisional
    assert not due(moment("2027-01-04T09:00"), Policy(24, "hours"), calendar=SEEDED).is_provisional


def test_due_under_the_next_notice_is_certain_and_may_differ():
    invented = dict.fromkeys(days("2027-01-01", "2027-01-03"), (False, "元旦")) | {day("2026-12-27"): (True, "元旦")}
    announced = make_calendar(version=2, extra=invented, extra_years=(2027,))

    before = due(day("2026-12-24"), Policy(7, "working_days"), calendar=SEEDED)
    after = due(day("2026-12-24"), Policy(7, "working_days"), calendar=announced)

    assert (before.on, before.is_provisional, before.calendar_version) == (day("2027-01-04"), True, 1)
    assert (after.on, after.is_provisional, after.calendar_version) == (day("2027-01-04"), False, 2)
    assert before.trace.counted_days() != after.trace.counted_days()


def test_calendar_without_any_notice_works_from_monday_to_friday():
    found = due(day("2026-09-30"), Policy(1, "working_days"), calendar=Calendar())

    assert (found.on, found.is_provisional, found.calendar_version) == (day("2026-10-01"), True, 0)


def test_calendar_cannot_be_changed():
    with pytest.raises(TypeError):
        SEEDED.days[day("2026-01-01")] = None


def test_due_survives_json():
    pause = Pause(day("2026-09-22"), day("2026-09-23"), reason="补正")
    found = due(day("2026-09-18"), WORKING_20, calendar=SEEDED, extensions=[Policy(1, "months")], pauses=[pause])
    in_hours = due(moment("2026-09-30T16:20"), Policy(24, "hours"), calendar=SEEDED)

    assert Due.from_json(json.loads(json.dumps(found.to_json()))) == found
    assert Due.from_json(json.loads(json.dumps(in_hours.to_json()))) == in_hours


def test_working_days_between_counts_what_is_left():
    assert working_days_between(day("2026-11-20"), day("2026-11-25"), calendar=SEEDED) == 3
    assert working_days_between(day("2026-11-20"), day("2026-11-20"), calendar=SEEDED) == 0
    assert working_days_between(day("2026-11-25"), day("2026-11-20"), calendar=SEEDED) == -3


def test_next_working_day_skips_the_holiday_and_finds_the_make_up_day():
    assert next_working_day(day("2026-09-30"), calendar=SEEDED) == day("2026-10-08")
    assert next_working_day(day("2026-10-09"), calendar=SEEDED) == day("2026-10-10")


@pytest.mark.parametrize(
    ("amount", "unit", "error"),
    [
        (0, "working_days", ValueError),
        (-1, "months", ValueError),
        (1.5, "hours", TypeError),
        (True, "hours", TypeError),
        (1, "fortnights", ValueError),
        (10**9, "natural_days", ValueError),
    ],
)
def test_policy_refuses_what_is_no_period(amount, unit, error):
    with pytest.raises(error):
        Policy(amount, unit)


def test_pause_refuses_to_end_before_it_begins():
    with pytest.raises(ValueError, match="before"):
        Pause(day("2026-11-02"), day("2026-11-01"))


@pytest.mark.parametrize("unit", ["working_days", "natural_days", "hours", "months", "years"])
def test_policy_and_pause_survive_json(unit):
    policy, pause = Policy(3, unit, rolls=False), Pause(day("2026-11-01"), day("2026-11-02"), "补正")

    assert Policy.from_json(json.loads(json.dumps(policy.to_json()))) == policy
    assert Pause.from_json(json.loads(json.dumps(pause.to_json()))) == pause
