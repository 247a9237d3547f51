"""One letter, from its receipt to the answer, by the people whose work it is."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from civic_interaction.domain.accept import accept_case
from civic_interaction.domain.answer import answer_case
from civic_interaction.domain.assign import assign_case, contribute, refuse_transfer
from civic_interaction.domain.draft_reply import draft_reply
from civic_interaction.domain.machine import IllegalTransitionError
from civic_interaction.domain.review_reply import approve_reply, recall_reply, return_reply, send_reply_for_review
from civic_interaction.enums import CaseState, ClockKind, Light, Part, ReplyState
from civic_interaction.models import Case
from civic_interaction.signals import case_changed
from civic_office.enums import ReturnReason, Role
from tests.factories import make_user
from tests.interaction.letters import (
    MONDAY,
    bring_to,
    case_of,
    events_of,
    fresh,
    group_of_departments,
    handler_of,
    make_city,
    moment,
    review,
    send_letter,
    working_days,
    write_reply,
)

pytestmark = pytest.mark.django_db


@pytest.mark.shows("R043", "R116", "R135")
def test_a_letter_walks_from_its_receipt_to_the_answer():
    city = make_city()
    case = case_of(send_letter(city.channel))

    accept_case(case, by=city.desk, now=moment("2026-03-02T11:00"))
    assign_case(case, lead=city.unit, by=city.desk, now=moment("2026-03-02T15:00"))
    write_reply(case, city, now=moment("2026-03-04T09:00"))
    review(case, city, now=moment("2026-03-05T09:00"))
    answer_case(case, by=city.handler, now=moment("2026-03-05T10:00"))

    case = fresh(case)
    assert (case.state, case.light, case.due_on.isoformat()) == (CaseState.ANSWERED, Light.GREEN, "2026-03-09")
    assert (case.accepted_at, case.answered_at) == (moment("2026-03-02T11:00"), moment("2026-03-05T10:00"))
    assert not case.clocks.filter(stopped_at=None).exists()
    assert events_of(case) == [
        "received",
        "accepted",
        "assigned",
        "drafted",
        "sent_for_review",
        "step_approved",
        "approved",
        "answered",
    ]
    parts = list(case.events.values_list("part", flat=True))
    assert parts == ["citizen", "desk", "desk", "lead", "lead", "reviewer", "reviewer", "lead"]


def test_every_event_says_who_for_which_unit_when_and_from_where_to_where():
    city = make_city()
    case = bring_to(CaseState.ACCEPTED, city)

    event = case.events.get(event="accepted")

    assert (event.seq, event.actor, event.unit, event.at) == (2, city.desk, city.office, MONDAY)
    assert (event.from_state, event.to_state) == ("received", "accepted")
    [accept, transfer] = event.clocks
    assert (accept["clock"], "stopped_at" in accept["old"], "stopped_at" in accept["new"]) == ("accept", False, True)
    assert (transfer["clock"], transfer["old"], transfer["new"]["due_on"]) == ("transfer", None, "2026-03-03")


def test_each_event_is_announced_with_the_case_as_it_is_now():
    heard = []

    def listen(case, event, **kwargs):
        heard.append((event.event, Case.objects.get(pk=case.pk).state, event.seq))

    case_changed.connect(listen)
    try:
        bring_to(CaseState.HANDLING, make_city())
    finally:
        case_changed.disconnect(listen)

    assert heard == [("received", "received", 1), ("accepted", "accepted", 2), ("assigned", "handling", 3)]


def test_a_receiver_that_fails_rolls_the_change_back():
    case = bring_to(CaseState.RECEIVED, city := make_city())

    def fail(**kwargs):
        raise RuntimeError("the ledger is full")

    case_changed.connect(fail)
    try:
        with pytest.raises(RuntimeError):
            accept_case(case, by=city.desk, now=MONDAY)
    finally:
        case_changed.disconnect(fail)

    assert (fresh(case).state, events_of(case)) == (CaseState.RECEIVED, ["received"])


def test_what_is_not_possible_in_a_state_is_refused_with_a_sentence():
    case = bring_to(CaseState.RECEIVED, city := make_city())

    with pytest.raises(IllegalTransitionError) as refused:
        assign_case(case, lead=city.unit, by=city.desk, now=MONDAY)

    assert "待受理" in refused.value.messages[0]
    assert events_of(case) == ["received"]


@pytest.mark.shows("R117", "R118", "R119")
def test_the_unit_that_was_written_to_answers_and_the_office_reviews():
    """R117–R119: 收件单位答复，市政府办审核。"""
    city = make_city(receivers=group_of_departments(), name="在线咨询", kind="consultation")
    case = case_of(send_letter(city.channel, addressed_to=city.unit))

    accept_case(case, by=city.handler, now=MONDAY)
    assign_case(case, lead=city.unit, by=city.handler, now=MONDAY)
    write_reply(case, city, now=MONDAY)
    approve_reply(case, by=city.leader, now=MONDAY)
    with pytest.raises(IllegalTransitionError):
        answer_case(case, by=city.handler, now=MONDAY)
    approve_reply(case, by=city.section, now=MONDAY)

    assert answer_case(case, by=city.handler, now=MONDAY).state == CaseState.ANSWERED


@pytest.mark.shows("R143")
def test_one_office_accepts_and_assigns_for_every_unit_that_citizens_write_to():
    """R143: 12345办公室统一承办。"""
    city = make_city()
    city.channel.receiver, city.channel.receivers, city.channel.desk = None, group_of_departments(), city.other
    city.channel.save()

    case = case_of(send_letter(city.channel, addressed_to=city.unit))

    assert (case.desk, case.letter.addressed_to) == (city.other, city.unit)
    with pytest.raises(PermissionDenied):
        accept_case(case, by=city.handler, now=MONDAY)
    accept_case(case, by=city.stranger, now=MONDAY)
    assert assign_case(case, lead=city.unit, by=city.stranger, now=MONDAY).lead_unit == city.unit


@pytest.mark.shows("R043")
def test_each_unit_has_its_own_clock_and_the_citizen_one_answer():
    city = make_city()
    case = bring_to(CaseState.HANDLING, city, assisting=[city.other])

    contribute(case, text="道路已开挖完毕。", by=city.stranger, now=moment("2026-03-03T10:00"))

    clocks = {clock.assignment.unit: clock for clock in case.clocks.filter(kind=ClockKind.INTERNAL)}
    assert {unit: clock.stopped_at is None for unit, clock in clocks.items()} == {city.unit: True, city.other: False}
    assert case.assignments.get(unit=city.other).contribution == "道路已开挖完毕。"
    with pytest.raises(PermissionDenied):
        draft_reply(case, text="答复", by=city.stranger, now=MONDAY)


@pytest.mark.shows("R135")
def test_a_unit_refuses_a_case_within_its_limit_and_with_a_reason():
    city = make_city()
    case = bring_to(CaseState.HANDLING, city)

    with pytest.raises(ValidationError) as refused:
        refuse_transfer(case, reason=" ", by=city.handler, now=MONDAY)
    refuse_transfer(case, reason="供热管网归市住建局管。", by=city.handler, now=moment("2026-03-04T17:00"))

    assert list(refused.value.message_dict) == ["reason"]
    case = fresh(case)
    assert (case.state, case.lead_unit) == (CaseState.ACCEPTED, None)
    ended = case.assignments.get()
    assert (ended.end_reason, ended.end_note) == ("refused", "供热管网归市住建局管。")
    transfer = case.clocks.get(kind=ClockKind.TRANSFER)
    assert (transfer.stopped_at, transfer.due_on.isoformat()) == (None, "2026-03-05")
    with pytest.raises(PermissionDenied):
        draft_reply(case, text="答复", by=city.handler, now=MONDAY)


def test_after_its_limit_a_unit_refuses_no_more():
    city = make_city()
    case = bring_to(CaseState.HANDLING, city)

    with pytest.raises(ValidationError, match="2026-03-04"):
        refuse_transfer(case, reason="不归我们管。", by=city.handler, now=moment("2026-03-05T00:00"))


def test_the_receiving_unit_has_nobody_to_send_a_case_back_to():
    city = make_city()
    case = bring_to(CaseState.ACCEPTED, city)
    assign_case(case, lead=city.office, by=city.desk, now=MONDAY)

    with pytest.raises(ValidationError):
        refuse_transfer(case, reason="不归我们管。", by=city.desk, now=MONDAY)


def test_assigning_again_releases_who_is_named_no_more_and_leaves_the_others_alone():
    city = make_city()
    case = bring_to(CaseState.HANDLING, city, assisting=[city.other])

    assign_case(case, lead=city.unit, assisting=[city.office], by=city.desk, now=moment("2026-03-03T10:00"))

    active = {(row.unit, row.rank, row.assigned_at) for row in case.assignments.active()}
    assert active == {
        (city.unit, "lead", MONDAY),
        (city.office, "assisting", moment("2026-03-03T10:00")),
    }
    assert case.assignments.get(unit=city.other).end_reason == "replaced"
    running = case.clocks.filter(stopped_at=None, kind=ClockKind.INTERNAL)
    assert {clock.assignment.unit for clock in running} == {city.unit, city.office}


def test_the_unit_that_leads_now_answers_with_the_draft_that_another_began():
    city = make_city()
    case = bring_to(CaseState.HANDLING, city)
    draft_reply(case, text="正在核实。", by=city.handler, now=MONDAY)

    assign_case(case, lead=city.other, by=city.desk, now=MONDAY)
    reply = send_reply_for_review(case, by=city.stranger, now=MONDAY)

    assert reply.unit == city.other
    with pytest.raises(PermissionDenied):
        approve_reply(case, comment="同意", by=city.leader, now=MONDAY)


def test_a_unit_does_not_assist_itself_and_closed_units_get_nothing():
    city = make_city()
    case = bring_to(CaseState.ACCEPTED, city)
    city.other.active_until = moment("2025-12-31T00:00").date()
    city.other.save()

    for lead, assisting, field in ((city.unit, [city.unit], "assisting"), (city.other, [], "lead")):
        with pytest.raises(ValidationError) as refused:
            assign_case(case, lead=lead, assisting=assisting, by=city.desk, now=MONDAY)
        assert list(refused.value.message_dict) == [field]


@pytest.mark.shows("R043")
def test_nobody_reviews_what_they_wrote_or_sent():
    city = make_city()
    case = bring_to(CaseState.HANDLING, city)
    draft_reply(case, text="答复", by=city.leader, now=MONDAY)
    send_reply_for_review(case, by=city.handler, now=MONDAY)

    with pytest.raises(PermissionDenied):
        approve_reply(case, by=city.leader, now=MONDAY)

    second = handler_of(city.unit, role=Role.SUPERVISING_LEADER)
    assert approve_reply(case, by=second, now=MONDAY).state == ReplyState.IN_REVIEW


def test_no_level_of_review_is_passed_over():
    city = make_city()
    case = bring_to(CaseState.IN_REVIEW, city)

    with pytest.raises(PermissionDenied):
        approve_reply(case, by=city.section, now=MONDAY)
    with pytest.raises(PermissionDenied):
        approve_reply(case, by=handler_of(city.other, role=Role.SUPERVISING_LEADER), now=MONDAY)


def test_a_returned_reply_is_followed_by_its_next_version_and_starts_at_the_first_level():
    city = make_city()
    case = bring_to(CaseState.IN_REVIEW, city)
    approve_reply(case, by=city.leader, now=MONDAY)

    return_reply(case, reason=ReturnReason.INACCURATE, comment="日期有误。", by=city.section, now=MONDAY)
    assert fresh(case).state == CaseState.HANDLING
    assert case.clocks.get(kind=ClockKind.INTERNAL).stopped_at is None
    write_reply(case, city, now=MONDAY, text="已安排检修，五日内恢复供暖。")

    first, second = case.replies.order_by("version")
    assert (first.state, first.text) == (ReplyState.RETURNED, "已安排检修，三日内恢复供暖。")
    assert (second.version, second.state, second.current_step().level) == (2, ReplyState.IN_REVIEW, 1)
    opinion = first.reviews.get(level=2)
    assert (opinion.is_approved, opinion.reason, opinion.comment) == (False, "inaccurate", "日期有误。")


def test_returning_needs_a_reason_and_words():
    city = make_city()
    case = bring_to(CaseState.IN_REVIEW, city)

    for arguments, field in (({"reason": "bad", "comment": "x"}, "reason"), ({"comment": " "}, "comment")):
        with pytest.raises(ValidationError) as refused:
            return_reply(case, by=city.leader, now=MONDAY, **arguments)
        assert list(refused.value.message_dict) == [field]


def test_a_reply_is_taken_back_from_review_and_after_approval_until_it_is_sent():
    city = make_city()
    for state in (CaseState.IN_REVIEW, CaseState.REVIEWED):
        case = bring_to(state, city)

        recall_reply(case, by=city.handler, now=MONDAY)

        assert (fresh(case).state, case.replies.get().state) == (CaseState.HANDLING, ReplyState.RETURNED)


def test_the_text_under_review_is_not_edited():
    city = make_city()
    case = bring_to(CaseState.IN_REVIEW, city)

    with pytest.raises(ValidationError):
        draft_reply(case, text="别的", by=city.handler, now=MONDAY)

    assert case.replies.get().text == "已安排检修，三日内恢复供暖。"


def test_a_change_of_the_channel_leaves_replies_under_review_alone():
    city = make_city()
    case = bring_to(CaseState.IN_REVIEW, city)
    city.channel.levels = [Role.SUPERVISING_LEADER.value]
    city.channel.save()

    approve_reply(case, by=city.leader, now=MONDAY)

    assert fresh(case).state == CaseState.IN_REVIEW


def test_an_empty_reply_is_not_reviewed():
    city = make_city()
    case = bring_to(CaseState.HANDLING, city)
    draft_reply(case, text="", by=city.handler, now=MONDAY)

    with pytest.raises(ValidationError):
        send_reply_for_review(case, by=city.handler, now=MONDAY)


def test_a_correction_goes_the_same_way_and_leaves_answer_and_clocks_alone():
    city = make_city()
    case = bring_to(CaseState.ANSWERED, city)
    later = moment("2026-03-20T10:00")

    write_reply(case, city, now=later, text="更正：五日内恢复供暖。")
    assert case.replies.sent().get().version == 1
    review(case, city, now=later)
    answer_case(case, by=city.handler, now=later)

    case = fresh(case)
    assert (case.state, case.answered_at, case.round) == (CaseState.ANSWERED, MONDAY, 1)
    assert list(case.replies.sent().values_list("version", flat=True)) == [1, 2]


def test_a_channel_may_have_one_level_or_four():
    for levels in (
        [Role.OFFICE_LEADER.value],
        [Role.SECTION_REVIEWER.value, Role.SUPERVISING_LEADER.value, Role.PROOFREADER.value, Role.OFFICE_LEADER.value],
    ):
        city = make_city(levels=levels)
        case = bring_to(CaseState.IN_REVIEW, city)
        for role in levels:
            unit = city.office if role in {"office_leader", "proofreader"} else city.unit
            approve_reply(case, by=handler_of(unit, role=role), now=MONDAY)
        assert fresh(case).state == CaseState.REVIEWED


def test_citizens_and_clocks_do_no_work_of_the_office():
    case = bring_to(CaseState.RECEIVED, make_city())

    for nobody in (Part.CITIZEN, Part.CLOCK, make_user(), make_user(is_superuser=True, is_active=False)):
        with pytest.raises(PermissionDenied):
            accept_case(case, by=nobody, now=MONDAY)


def test_limits_that_a_policy_does_not_set_are_not_kept():
    city = make_city(policy={"accept_within": None, "transfer_within": None, "internal_within": None})

    case = bring_to(CaseState.HANDLING, city)

    assert [clock.kind for clock in case.clocks.all()] == ["final"]
    assert case.clocks.get().policy == working_days(5)
