"""After the answer: satisfaction, once more, and the end."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from civic_interaction.domain.answer import answer_case
from civic_interaction.domain.close import close_case, close_without_answer, withdraw_case
from civic_interaction.domain.extend import ask_extension
from civic_interaction.domain.machine import IllegalTransitionError
from civic_interaction.domain.pause import pause_case
from civic_interaction.domain.rate import rate_answer, reopen_case
from civic_interaction.domain.sweep import sweep
from civic_interaction.enums import WITHOUT_ANSWER, CaseState, ClockKind, ClosingReason, Light, ReplyState
from tests.interaction.letters import (
    MONDAY,
    bring_to,
    events_of,
    fresh,
    make_city,
    moment,
    review,
    working_days,
    write_reply,
)

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


def test_a_satisfied_citizen_settles_the_case():
    case = bring_to(CaseState.ANSWERED, make_city())

    rate_answer(case, score=4, text="谢谢", now=MONDAY + DAY)

    case = fresh(case)
    assert (case.state, case.closing_reason, case.closed_at) == ("closed", ClosingReason.SETTLED, MONDAY + DAY)
    assert events_of(case)[-2:] == ["rated", "closed"]


def test_one_who_is_not_has_it_reopened_once_with_a_clock_of_its_own():
    city = make_city(policy={"reopened_within": working_days(3)})
    case = bring_to(CaseState.ANSWERED, city)
    rate_answer(case, score=1, text="还是不热", now=MONDAY + DAY)

    reopen_case(case, now=MONDAY + DAY)

    case = fresh(case)
    assert (case.state, case.round, case.lead_unit) == (CaseState.HANDLING, 2, city.unit)
    clocks = list(case.clocks.filter(kind=ClockKind.FINAL).order_by("round"))
    assert [(clock.round, clock.stopped_at is None) for clock in clocks] == [(1, False), (2, True)]
    assert (case.due_on, case.light) == (clocks[1].due_on, Light.GREEN)
    assert case.due_on.isoformat() == "2026-03-06"
    write_reply(case, city, now=MONDAY + 2 * DAY, text="已更换管道。")
    review(case, city, now=MONDAY + 2 * DAY)
    answer_case(case, by=city.handler, now=MONDAY + 2 * DAY)
    rate_answer(case, score=1, now=MONDAY + 3 * DAY)
    with pytest.raises(ValidationError, match="一次"):
        reopen_case(case, now=MONDAY + 3 * DAY)


def test_a_late_first_answer_stays_known_after_a_reopening():
    city = make_city()
    case = bring_to(CaseState.REVIEWED, city)
    answer_case(case, by=city.handler, now=moment("2026-03-12T09:00"))
    rate_answer(case, score=2, now=moment("2026-03-13T09:00"))

    reopen_case(case, now=moment("2026-03-13T10:00"))

    first, second = fresh(case).clocks.filter(kind=ClockKind.FINAL).order_by("round")
    assert (first.overdue_on.isoformat(), second.overdue_on, fresh(case).light) == ("2026-03-10", None, Light.GREEN)


def test_only_who_rated_badly_and_in_time_reopens():
    unrated, late = (bring_to(CaseState.ANSWERED, make_city()) for _number in range(2))
    rate_answer(late, score=1, now=MONDAY)

    for case, when in ((unrated, MONDAY), (late, moment("2026-04-02T00:00"))):
        with pytest.raises(ValidationError):
            reopen_case(case, now=when)


def test_an_answer_is_rated_once_between_one_and_five_and_in_time():
    case = bring_to(CaseState.ANSWERED, make_city())

    for score in (0, 6):
        with pytest.raises(ValidationError):
            rate_answer(case, score=score, now=MONDAY)
    with pytest.raises(ValidationError):
        rate_answer(case, score=3, text="字" * 1001, now=MONDAY)
    with pytest.raises(ValidationError):
        rate_answer(case, score=3, now=moment("2026-04-02T00:00"))
    rate_answer(case, score=2, now=MONDAY)
    with pytest.raises(ValidationError):
        rate_answer(case, score=5, now=MONDAY)


def test_the_policy_says_how_long_an_answer_may_be_rated():
    case = bring_to(CaseState.ANSWERED, make_city(policy={"rate_within": working_days(5)}))

    assert fresh(case).rate_until.isoformat() == "2026-03-09"


def test_a_correction_under_way_keeps_a_settled_case_open_until_it_is_sent():
    city = make_city()
    case = bring_to(CaseState.ANSWERED, city)
    write_reply(case, city, now=MONDAY)

    rate_answer(case, score=5, now=MONDAY)
    assert fresh(case).state == CaseState.ANSWERED
    review(case, city, now=MONDAY)
    answer_case(case, by=city.handler, now=MONDAY)
    sweep(now=moment("2026-04-10T09:00"))

    assert fresh(case).state == CaseState.CLOSED


def test_reopening_sends_back_a_correction_that_was_under_review():
    city = make_city()
    case = bring_to(CaseState.ANSWERED, city)
    write_reply(case, city, now=MONDAY)
    rate_answer(case, score=1, now=MONDAY)

    reopen_case(case, now=MONDAY)

    assert case.replies.get(version=2).state == ReplyState.RETURNED
    assert write_reply(case, city, now=MONDAY).version == 3


@pytest.mark.shows("R126")
@pytest.mark.parametrize("reason", WITHOUT_ANSWER)
def test_a_letter_that_gets_no_answer_is_closed_with_a_reason_and_an_explanation(reason):
    city = make_city()
    case = bring_to(CaseState.HANDLING, city)
    ask_extension(case, reason="踏勘", by=city.handler, now=MONDAY)

    close_without_answer(case, reason=reason, explanation="经核实，现场无此情况。", by=city.desk, now=MONDAY)

    case = fresh(case)
    assert (case.state, case.closing_reason, case.closing_note) == ("closed", reason, "经核实，现场无此情况。")
    assert not case.clocks.filter(stopped_at=None).exists()
    assert case.extensions.get().state == "refused"
    sweep(now=moment("2026-06-01T09:00"))
    assert fresh(case).light == Light.GREEN


def test_closing_without_an_answer_is_the_desks_and_explained():
    city = make_city()
    case = bring_to(CaseState.HANDLING, city)

    for arguments in (
        {"reason": "answered", "explanation": "x"},
        {"reason": "untrue", "explanation": " "},
        {"reason": "", "explanation": "x"},
    ):
        with pytest.raises(ValidationError):
            close_without_answer(case, by=city.desk, now=MONDAY, **arguments)
    with pytest.raises(PermissionDenied):
        close_without_answer(case, reason="untrue", explanation="x", by=city.handler, now=MONDAY)


def test_a_citizen_withdraws_a_letter_while_it_is_not_answered():
    city = make_city()
    for state in (CaseState.RECEIVED, CaseState.ACCEPTED, CaseState.HANDLING, CaseState.IN_REVIEW, CaseState.REVIEWED):
        case = bring_to(state, city)
        withdraw_case(case, now=MONDAY)
        assert (fresh(case).state, events_of(case)[-1]) == (CaseState.WITHDRAWN, "withdrawn")
        assert not case.clocks.filter(stopped_at=None).exists()
        assert not case.replies.exclude(state=ReplyState.RETURNED).exists()
    paused = bring_to(CaseState.HANDLING, city)
    pause_case(paused, reason="citizen", explanation="请补充", by=city.handler, now=MONDAY)
    assert withdraw_case(paused, now=MONDAY).state == CaseState.WITHDRAWN
    with pytest.raises(IllegalTransitionError):
        withdraw_case(bring_to(CaseState.ANSWERED, city), now=MONDAY)


def test_nobody_of_the_office_closes_an_answered_case_before_its_time():
    city = make_city()
    case = bring_to(CaseState.ANSWERED, city)

    for person in (city.section, city.desk, city.handler):
        with pytest.raises(PermissionDenied):
            close_case(case, by=person, now=MONDAY)
