"""When columns are due, over the real holidays of 2026, and why."""

import pytest
from django.utils import translation

from civic_disclosure.cadence import CadenceKind, CadenceRule, read_cadence
from civic_disclosure.domain.freshness import Ground, Owed, follow_feeds, reckon_freshness
from civic_disclosure.domain.freshness_sentences import explain_freshness
from civic_office.workdays import Policy
from tests.office.calendars import SEEDED, day

SINCE = day("2026-01-01")


def duty(words, since=SINCE):
    return Ground(read_cadence(words), since, words)


def limit(amount, unit, name="动态、要闻每周更新"):
    return Ground((CadenceRule(CadenceKind.EVERY, Policy(amount, unit)),), SINCE, name, "某某文件")


def reckon(*duties, limits=(), fed_on=None, **owed):
    given = Owed(tuple(duty(words) for words in duties), tuple(limits), **owed)
    return reckon_freshness(given, fed_on=fed_on and day(fed_on), calendar=SEEDED)


@pytest.mark.parametrize(
    ("today", "state"),
    [
        ("2026-11-13", "fresh"),
        ("2026-11-18", "fresh"),
        ("2026-11-19", "due_soon"),  # the last fifth of seven days
        ("2026-11-20", "due_soon"),
        ("2026-11-21", "overdue"),
    ],
)
@pytest.mark.shows("R057")
def test_a_weekly_column_is_amber_on_its_last_days_and_red_after_them(today, state):
    found = reckon("每周", fed_on="2026-11-13")

    assert found.due_on == day("2026-11-20")
    assert found.state_on(today=day(today)) == state


@pytest.mark.parametrize(
    ("words", "fed_on", "due_on", "soon_from"),
    [
        ("工作日每天维护", "2026-09-30", "2026-10-08", "2026-10-07"),
        ("每月", "2026-10-20", "2026-11-20", "2026-11-14"),
        ("季度", "2026-02-10", "2026-05-11", "2026-04-23"),
        ("每年7月30日前更新", "2026-01-04", "2027-07-30", "2027-06-30"),  # a month at most
        ("每五年", "2021-03-01", "2026-03-02", "2026-01-31"),
        ("7月15日前完成", None, "2026-07-15", "2026-06-15"),
    ],
)
@pytest.mark.shows("R064", "R065", "R069", "R071", "R075")
def test_the_light_turns_amber_in_the_last_fifth_of_a_period_and_a_month_before_at_most(
    words, fed_on, due_on, soon_from
):
    found = reckon(words, fed_on=fed_on)

    assert (found.due_on, found.soon_from) == (day(due_on), day(soon_from))


def test_of_several_duties_the_earliest_counts():
    assert reckon("每年", "每周", "随时", fed_on="2026-11-13").due_on == day("2026-11-20")


@pytest.mark.shows("R060", "R061", "R062")
def test_a_general_limit_counts_only_where_no_duty_names_a_day():
    weekly = [limit(7, "natural_days")]

    assert reckon("每五年", limits=weekly, fed_on="2026-11-13").due_on == day("2031-11-13")
    assert reckon("第一时间更新", limits=weekly, fed_on="2026-11-13").due_on == day("2026-11-20")
    assert reckon(limits=weekly, fed_on="2026-11-13").why == "limit"
    assert reckon("7月15日前完成", limits=weekly, fed_on="2026-07-10").due_on == day("2026-07-17")


@pytest.mark.parametrize(
    ("words", "fed_on", "why"),
    [
        (["随时"], None, "without_day"),
        (["7月15日前完成"], "2026-07-01", "met"),
        ([], None, "nothing"),
    ],
)
def test_a_column_without_a_day_says_why(words, fed_on, why):
    found = reckon(*words, fed_on=fed_on)

    assert (found.why, found.due_on, found.state_on(today=day("2030-01-01"))) == (why, None, "no_clock")


def test_no_clock_runs_for_what_is_hidden_leads_elsewhere_or_belongs_to_a_unit_that_is_gone():
    assert {reckon("每周", without=why).state_on(today=day("2030-01-01")) for why in ("hidden", "link", "closed")} == {
        "no_clock"
    }


@pytest.mark.shows("R067")
def test_the_government_reports_two_months_after_its_departments():
    words = "每年1月31日、3月31日前"

    assert reckon(words, fed_on="2026-01-20").due_on == day("2027-01-31")
    assert reckon(words, fed_on="2026-01-20", is_government=True).due_on == day("2027-03-31")


def test_late_feeds_are_found_as_if_the_clock_had_run():
    feeds = [day("2026-11-06"), day("2026-11-20"), day("2026-11-23")]

    found = follow_feeds(feeds, Owed((duty("每周"),)), due_on=day("2026-11-09"), calendar=SEEDED)

    assert [(feed.on, feed.was_due_on, feed.is_late) for feed in found] == [
        (day("2026-11-06"), day("2026-11-09"), False),
        (day("2026-11-20"), day("2026-11-13"), True),
        (day("2026-11-23"), day("2026-11-27"), False),
    ]


def test_past_the_last_notice_the_day_is_provisional():
    assert reckon("每周", fed_on="2026-11-13").is_provisional is False
    assert reckon("每周", fed_on="2026-12-28").is_provisional is True


def explain(found, fed_on=None):
    with translation.override("zh-hans"):
        return explain_freshness(found.why, found.trace, fed_on=fed_on and day(fed_on), due_on=found.due_on)


def test_the_trace_tells_when_why_and_every_day():
    said = explain(reckon("每周", fed_on="2026-09-24"), "2026-09-24")

    assert said[:2] == [
        "最近更新：2026年9月24日（周四），本栏目及下级栏目中最新信息首次公开的日期。",
        "责任表写明“每周”：每7日至少一次。",
    ]
    assert "国庆节" in "".join(said[2:-1])
    assert said[-1] == "到期日：2026年10月8日（周四），当日结束前。"


def test_the_trace_names_a_general_limit_with_its_document():
    said = explain(reckon(limits=[limit(7, "natural_days")]))

    assert said[:2] == [
        "本栏目及下级栏目还没有公开的信息。",
        "一般时限“动态、要闻每周更新”：每7日至少一次（某某文件）。",
    ]
    assert explain(reckon("每年7月30日前更新"))[1:] == [
        "责任表写明“每年7月30日前更新”：每年7月30日前。",
        "到期日：2026年7月30日（周四），当日结束前。",
    ]


@pytest.mark.parametrize(
    ("found", "last"),
    [
        (reckon("随时"), "责任表没有写明哪一天算逾期。"),
        (reckon("7月15日前完成", fed_on="2026-07-01"), "要求完成一次，已经完成。"),
        (reckon(), "责任表和一般时限都没有规定本栏目多久更新一次。"),
        (reckon(without="link"), "本栏目转向其他网站，由该网站更新。"),
        (reckon(without="hidden"), "本栏目不对外显示，不计时限。"),
        (reckon(without="closed"), "单位已不存在，不计时限。"),
    ],
    ids=lambda value: getattr(value, "why", None),
)
def test_a_column_without_a_clock_explains_itself(found, last):
    assert explain(found)[-1] == last
