"""When a column must be fed next, over the real holidays of 2026."""

import datetime

import pytest
from django.utils import translation

from civic_disclosure.cadence import describe_rule, next_feed, read_cadence
from tests.office.calendars import SEEDED, day

SINCE = day("2026-01-01")


def next_day(text, fed_on, *, since=SINCE, **given):
    found = next_feed(read_cadence(text), fed_on=fed_on and day(fed_on), since=since, calendar=SEEDED, **given)
    return found and found.on.isoformat()


@pytest.mark.parametrize(
    ("text", "fed_on", "expected"),
    [
        ("工作日每天维护", "2026-09-18", "2026-09-20"),  # a Sunday that is worked
        ("工作日每天维护", "2026-09-30", "2026-10-08"),
        ("每日", "2026-09-30", "2026-10-01"),  # every day means every day
        ("每周", "2026-11-13", "2026-11-20"),
        ("每周", "2026-09-24", "2026-10-08"),  # its last day is a holiday: put off (民法典第203条)
        ("两周", "2026-11-06", "2026-11-20"),
        ("每月", "2026-01-31", "2026-02-28"),
        ("季度", "2026-02-10", "2026-05-11"),  # May 10 is a Sunday
        ("每五年", "2021-03-01", "2026-03-02"),
        ("每年7月30日前更新", "2026-01-04", "2027-07-30"),
        ("每年7月30日前更新", "2025-12-31", "2026-07-30"),
        ("每年7月30日前更新", None, "2026-07-30"),
        ("7月15日前完成", None, "2026-07-15"),
        ("7月15日前完成", "2026-01-02", None),
        ("7月15日前完成", "2025-12-31", "2026-07-15"),
        ("2027年7月15日前完成", None, "2027-07-15"),
        ("每周；每月", "2026-11-13", "2026-11-20"),  # the earliest of several
        ("每周", None, "2026-01-08"),  # never fed: from the day it is owed
        ("随时", "2026-11-13", None),
        ("第一时间更新", None, None),
        ("外链", None, None),
        ("", None, None),
    ],
)
@pytest.mark.shows("R057", "R060", "R064", "R065", "R066", "R069", "R071", "R075")
def test_a_column_must_be_fed_by(text, fed_on, expected):
    assert next_day(text, fed_on) == expected


@pytest.mark.shows("R067")
def test_departments_report_in_january_and_the_government_in_march():
    text = "每年1月31日、3月31日前"

    assert next_day(text, "2026-01-20") == "2027-01-31"
    assert next_day(text, "2026-03-20", is_government=True) == "2027-03-31"


def test_a_duty_that_begins_after_its_day_is_due_in_the_next_year():
    assert next_day("每年1月31日前", None, since=day("2026-02-01")) == "2027-01-31"
    assert next_day("2月底前", None, since=day("2027-03-01")) == "2028-02-29"


def test_a_counted_period_explains_itself_and_says_when_it_is_provisional():
    known = next_feed(read_cadence("每周"), fed_on=day("2026-11-13"), since=SINCE, calendar=SEEDED)
    unknown = next_feed(read_cadence("每周"), fed_on=day("2026-12-28"), since=SINCE, calendar=SEEDED)

    assert [step for step, _why in known.trace.days()][-1] == datetime.date(2026, 11, 20)
    assert (known.is_provisional, unknown.is_provisional) == (False, True)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("工作动态至少一周一更新", "工作动态：每7日至少一次"),
        ("工作日每天维护", "每1个工作日至少一次"),
        ("每年1月31日、3月31日前", "每年1月31日、3月31日前"),
        ("2026年7月15日前完成", "2026年7月15日前完成一次"),
        ("即时更新、当日更新，最迟不超过次日上午9点", "第一时间，最迟不超过次日9:00"),
        ("第一时间更新", "第一时间"),
        ("15日内", "事后15日内"),
        ("随时", "随时，没有固定日期"),
        ("按要求维护", "按要求"),
        ("简报类与本单位网站更新时间一致", "简报类：与本单位网站同步"),
        ("外链", "由其他网站维护"),
        ("变动及时", "有变化时"),
    ],
)
def test_rules_are_said_in_plain_chinese(text, said):
    with translation.override("zh-hans"):
        assert describe_rule(read_cadence(text)[0]) == said
