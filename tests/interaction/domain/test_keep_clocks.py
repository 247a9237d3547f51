"""Clocks that had stopped and run again: by the limits, extensions and exceptions that hold by then."""

import datetime
from functools import partial

import pytest

from civic_interaction.domain.assign import contribute
from civic_interaction.domain.change_policy import apply_policies, change_policy
from civic_interaction.domain.except_from_limit import except_from_limit
from civic_interaction.domain.extend import ask_extension, grant_extension
from civic_interaction.domain.merge import merge_case, separate_case
from civic_interaction.domain.rate import rate_answer, reopen_case
from civic_interaction.domain.review_reply import recall_reply, return_reply
from civic_interaction.enums import CaseState, ClockKind
from civic_interaction.models import ReplyPolicy
from tests.interaction.letters import (
    MONDAY,
    bring_to,
    fresh,
    make_city,
    make_policy,
    review,
    working_days,
    write_reply,
)

pytestmark = pytest.mark.django_db
TUESDAY, WEDNESDAY = (MONDAY + datetime.timedelta(days) for days in (1, 2))


def return_from_review(case, city):
    return_reply(case, comment="请写明期限", by=city.leader, now=WEDNESDAY)


def recall_from_review(case, city):
    recall_reply(case, by=city.handler, now=WEDNESDAY)


def recall_after_approval(case, city):
    review(case, city, now=TUESDAY)
    recall_reply(case, by=city.handler, now=WEDNESDAY)


#: Every way in which a reply comes back to the unit, whose clock had stopped.
BACK = pytest.mark.parametrize("give_back", [return_from_review, recall_from_review, recall_after_approval])


def enter_limits(city, **limits):
    """The office enters a version in effect since the letter came; open cases follow, others are not told."""
    policy = make_policy(city.channel, effective_from=MONDAY.date(), **limits)
    apply_policies(city.channel, now=TUESDAY)
    return policy


def amend_limits(city, **limits):
    """The office changes the version that there is."""
    policy = ReplyPolicy.objects.get(channel=city.channel)
    for name, period in limits.items():
        setattr(policy, name, period)
    change_policy(policy, by=city.section, now=TUESDAY)
    apply_policies(city.channel, now=TUESDAY)


def running(case):
    """What runs of this round, and until when."""
    clocks = case.clocks.filter(stopped_at=None, round=fresh(case).round)
    return {clock.kind: clock.due_on.isoformat() for clock in clocks}


def test_a_case_that_is_reopened_follows_the_limits_of_its_channel_as_they_are_by_then():
    city = make_city()
    case = bring_to(CaseState.ANSWERED, city)
    rate_answer(case, score=1, now=TUESDAY)
    policy = enter_limits(city, reopened_within=working_days(2), internal_within=working_days(1))

    reopen_case(case, now=TUESDAY)

    case = fresh(case)
    assert (case.policy, case.due_on.isoformat()) == (policy, "2026-03-05")
    assert running(case) == {ClockKind.FINAL: "2026-03-05", ClockKind.INTERNAL: "2026-03-04"}


def merged_case(city, *, before_merging=lambda _case: None):
    earlier, later = bring_to(CaseState.HANDLING, city), bring_to(CaseState.HANDLING, city)
    before_merging(later)
    merge_case(later, into=earlier, by=city.desk, now=MONDAY)
    return later


def test_a_merge_that_is_undone_leaves_a_case_with_the_limits_of_its_channel_as_they_are_by_then():
    city = make_city()
    case = merged_case(city)
    policy = enter_limits(city, reply_within=working_days(8), transfer_within=working_days(2), amber_share=90)

    separate_case(case, by=city.desk, now=TUESDAY)

    case = fresh(case)
    assert (case.policy, case.due_on.isoformat()) == (policy, "2026-03-12")
    assert running(case) == {ClockKind.FINAL: "2026-03-12", ClockKind.TRANSFER: "2026-03-05"}
    assert case.clocks.get(kind=ClockKind.FINAL).amber_share == 90


def test_a_version_of_the_limits_that_was_amended_during_a_merge_holds_after_it():
    city = make_city()
    case = merged_case(city)
    amend_limits(city, reply_within=working_days(8))

    separate_case(case, by=city.desk, now=TUESDAY)

    assert running(case)[ClockKind.FINAL] == "2026-03-12"


@BACK
def test_a_part_that_comes_back_follows_limits_that_changed_during_the_review(give_back):
    city = make_city()
    case = bring_to(CaseState.IN_REVIEW, city)
    enter_limits(city, internal_within=working_days(7), amber_share=90)

    give_back(case, city)

    assert running(case) == {ClockKind.FINAL: "2026-03-09", ClockKind.INTERNAL: "2026-03-11"}
    assert case.clocks.get(kind=ClockKind.INTERNAL).amber_share == 90


@BACK
def test_a_part_whose_limit_was_dropped_during_the_review_has_none_when_it_comes_back(give_back):
    city = make_city()
    case = bring_to(CaseState.IN_REVIEW, city)
    enter_limits(city, internal_within=None)

    give_back(case, city)

    assert running(case) == {ClockKind.FINAL: "2026-03-09"}
    assert apply_policies(city.channel, now=WEDNESDAY) == 0


def except_case(case, city):
    except_from_limit(case, exception="反映情况不属实", explanation="现场无此井盖。", by=city.desk, now=MONDAY)


@pytest.mark.shows("R126")
@BACK
def test_no_clock_of_an_excepted_case_runs_again_when_its_reply_comes_back(give_back):
    city = make_city()
    case = bring_to(CaseState.HANDLING, city)
    except_case(case, city)
    write_reply(case, city, now=MONDAY)

    give_back(case, city)

    case = fresh(case)
    assert (case.state, case.due_on, running(case)) == (CaseState.HANDLING, None, {})


@pytest.mark.shows("R126")
def test_no_clock_of_an_excepted_case_runs_again_when_its_merge_is_undone():
    city = make_city()
    case = merged_case(city, before_merging=partial(except_case, city=city))

    separate_case(case, by=city.desk, now=TUESDAY)

    case = fresh(case)
    assert (case.state, case.due_on, running(case)) == (CaseState.ACCEPTED, None, {})


@pytest.mark.shows("R126")
@BACK
def test_an_extension_that_was_granted_during_the_review_lengthens_the_part_that_comes_back(give_back):
    city = make_city()
    case = bring_to(CaseState.HANDLING, city)
    ask_extension(case, reason="需要会同多部门踏勘。", by=city.handler, now=MONDAY)
    write_reply(case, city, now=MONDAY)

    grant_extension(case, by=city.section, now=TUESDAY)
    give_back(case, city)

    assert running(case) == {ClockKind.FINAL: "2026-03-16", ClockKind.INTERNAL: "2026-03-13"}


def test_an_extension_during_the_review_is_nothing_to_a_unit_that_has_done_its_part():
    city = make_city()
    case = bring_to(CaseState.HANDLING, city, assisting=[city.other])
    ask_extension(case, reason="踏勘", by=city.handler, now=MONDAY)
    contribute(case, text="路面已查看。", by=city.stranger, now=MONDAY)
    write_reply(case, city, now=MONDAY)

    grant_extension(case, by=city.section, now=TUESDAY)

    parts = case.clocks.filter(kind=ClockKind.INTERNAL)
    assert {clock.assignment.unit: len(clock.extensions) for clock in parts} == {city.unit: 1, city.other: 0}
