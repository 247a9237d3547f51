"""Whatever people do to a case, in whatever order: no illegal state, exact clocks, every event recorded."""

import datetime
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from civic_interaction.domain.accept import accept_case
from civic_interaction.domain.annotate import note_case
from civic_interaction.domain.answer import answer_case
from civic_interaction.domain.assign import assign_case, contribute, refuse_transfer
from civic_interaction.domain.change_policy import apply_policies, change_policy
from civic_interaction.domain.close import close_without_answer, withdraw_case
from civic_interaction.domain.draft_reply import draft_reply
from civic_interaction.domain.except_from_limit import except_from_limit
from civic_interaction.domain.extend import ask_extension, grant_extension, refuse_extension
from civic_interaction.domain.machine import TRANSITIONS
from civic_interaction.domain.pause import pause_case, resume_case
from civic_interaction.domain.rate import rate_answer, reopen_case
from civic_interaction.domain.reclassify import reclassify_case
from civic_interaction.domain.review_reply import approve_reply, recall_reply, return_reply, send_reply_for_review
from civic_interaction.domain.split import split_case
from civic_interaction.domain.supplement import supplement_letter
from civic_interaction.domain.sweep import sweep
from civic_interaction.enums import OPEN_STATES, CaseState, ClockKind, Event, Light, ReplyState
from civic_interaction.models import CaseClock, ReplyPolicy
from civic_office import workdays
from civic_office.domain.current_calendar import current_calendar
from civic_office.domain.recompute_due_dates import recompute_due_dates
from tests.interaction.letters import (
    MONDAY,
    case_of,
    change_days,
    fresh,
    make_channel,
    make_city,
    send_letter,
    working_days,
)

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def verbs(machine):
    """Every verb by its name, as somebody may try it at any time; the arguments are right, the moment perhaps not."""
    city, case, now = machine.city, machine.case, machine.now
    words = {"now": now}
    return {
        "accept": partial(accept_case, case, **words),
        "assign": partial(assign_case, case, lead=city.unit, **words),
        "assign_with_help": partial(assign_case, case, lead=city.unit, assisting=[city.other], **words),
        "refuse": partial(refuse_transfer, case, reason="不归我们管", **words),
        "contribute": partial(contribute, case, text="意见", **words),
        "note": partial(note_case, case, text="记一笔", **words),
        "split": partial(split_case, case, title="另一件事", **words),
        "reclassify": partial(reclassify_case, case, channel=machine.other_channel(), reason="属于信访", **words),
        "pause": partial(pause_case, case, reason="citizen", explanation="请补充", **words),
        "resume": partial(resume_case, case, **words),
        "ask_extension": partial(ask_extension, case, reason="踏勘", **words),
        "grant_extension": partial(grant_extension, case, **words),
        "refuse_extension": partial(refuse_extension, case, answer="不必", **words),
        "except": partial(except_from_limit, case, exception="反映情况不属实", explanation="查无此事", **words),
        "draft": partial(draft_reply, case, text="答复", **words),
        "send_for_review": partial(send_reply_for_review, case, **words),
        "recall": partial(recall_reply, case, **words),
        "approve": partial(approve_reply, case, **words),
        "return": partial(return_reply, case, comment="请改", **words),
        "answer": partial(answer_case, case, **words),
        "close": partial(close_without_answer, case, reason="untrue", explanation="查无此事", **words),
    }


CITIZENS = {
    "withdraw": lambda machine: withdraw_case(machine.case, now=machine.now),
    "rate_well": lambda machine: rate_answer(machine.case, score=5, now=machine.now),
    "rate_badly": lambda machine: rate_answer(machine.case, score=1, now=machine.now),
    "reopen": lambda machine: reopen_case(machine.case, now=machine.now),
    "supplement": lambda machine: supplement_letter(machine.case.letter, text="补充", now=machine.now),
}
#: Ends come seldom, so that most lives are long.
WORK = st.sampled_from(
    [
        *("accept", "assign", "assign", "assign_with_help", "draft", "draft", "send_for_review", "send_for_review"),
        *("approve", "approve", "approve", "answer", "answer", "pause", "resume", "resume", "ask_extension"),
        *("grant_extension", "refuse_extension", "return", "recall", "contribute", "note", "refuse", "split"),
        *("reclassify", "except", "close"),
    ]
)
PEOPLE = st.sampled_from(["desk", "section", "handler", "handler", "leader", "stranger"])


#: The states that were reached, so that a machine that never gets anywhere is noticed.
SEEN: set[str] = set()


class CaseLife(RuleBasedStateMachine):
    @initialize()
    def receive(self):
        self.city = make_city(policy={"reopened_within": working_days(3)})
        self.channels = [self.city.channel, make_channel(self.city.office, policy={"reply_within": NATURAL})]
        self.now, self.kept = MONDAY, {}
        self.case = case_of(send_letter(self.city.channel, now=self.now))

    def other_channel(self):
        return next(channel for channel in self.channels if channel.pk != self.case.channel_id)

    def attempt(self, act):
        """Do it, or be refused and leave no trace."""
        before = fresh(self.case)
        try:
            act()
        except (PermissionDenied, ValidationError):
            after = fresh(self.case)
            assert (after.state, after.event_count) == (before.state, before.event_count)
        self.case = fresh(self.case)
        SEEN.add(self.case.state)

    @rule(verb=WORK, person=PEOPLE)
    def work(self, verb, person):
        self.attempt(partial(verbs(self)[verb], by=getattr(self.city, person)))

    @rule()
    def go_on_as_planned(self):
        """What usually comes next, by whom it usually is: long lives need it."""
        verb, person = {
            CaseState.RECEIVED: ("accept", "desk"),
            CaseState.ACCEPTED: ("assign", "desk"),
            CaseState.PAUSED: ("resume", "handler"),
            CaseState.REVIEWED: ("answer", "handler"),
        }.get(self.case.state, ("note", "section"))
        if self.case.state == CaseState.HANDLING:
            has_draft = self.case.replies.filter(state=ReplyState.DRAFT).exists()
            verb, person = ("send_for_review", "handler") if has_draft else ("draft", "handler")
        if self.case.state == CaseState.IN_REVIEW:
            level = self.case.replies.get(state=ReplyState.IN_REVIEW).current_step().level
            verb, person = "approve", {1: "leader", 2: "section"}[level]
        self.attempt(partial(verbs(self)[verb], by=getattr(self.city, person)))

    @rule(verb=st.sampled_from(["rate_badly", "rate_well", "reopen", "reopen", "supplement", "withdraw"]))
    def citizen(self, verb):
        self.attempt(partial(CITIZENS[verb], self))

    @rule(hours=st.integers(1, 60))
    def time_passes(self, hours):
        self.now += datetime.timedelta(hours=hours)

    @rule()
    def clock(self):
        sweep(now=self.now)
        self.case = fresh(self.case)
        sweep(now=self.now)
        assert fresh(self.case).event_count == self.case.event_count

    @rule(is_working=st.booleans())
    def calendar_changes(self, is_working):
        """A Saturday becomes a day of work, or is off again; whoever runs is reckoned anew."""
        change_days("2026-03-07", is_working=is_working, now=self.now)
        recompute_due_dates(now=self.now)
        self.case = fresh(self.case)

    @rule(amount=st.integers(3, 12))
    def limits_change(self, amount):
        policy = ReplyPolicy.objects.get(channel=self.case.channel)
        policy.reply_within = working_days(amount)
        change_policy(policy, by=None, now=self.now)
        for channel in self.channels:
            apply_policies(channel, now=self.now)
        self.case = fresh(self.case)

    @invariant()
    def events_tell_the_whole_story(self):
        """Numbered without a gap; each begins where the last ended; each move stands in the table."""
        events = list(self.case.events.order_by("seq"))
        assert [event.seq for event in events] == list(range(1, self.case.event_count + 1))
        state = ""
        for event in events:
            assert event.from_state == state
            assert TRANSITIONS[Event(event.event)].moves[event.from_state] == event.to_state
            assert event.part in TRANSITIONS[Event(event.event)].parts
            state = event.to_state
        assert state == self.case.state

    @invariant()
    def clocks_are_exact(self):
        """Each running clock says what the calendar says; a stopped one keeps what it said then. No ended case has one."""
        calendar = current_calendar()
        for clock in CaseClock.objects.filter(case=self.case):
            if clock.paused_since is not None or (clock.stopped_at is not None and clock.due_on is None):
                assert clock.due_on is None
                continue
            due = workdays.due(
                clock.started_at,
                workdays.Policy.from_json(clock.policy),
                calendar=calendar,
                extensions=[workdays.Policy.from_json(period) for period in clock.extensions],
                pauses=[workdays.Pause.from_json(pause) for pause in clock.pauses],
            )
            expected = (due.on, due.at)
            if clock.stopped_at is None:
                self.kept.pop(clock.pk, None)
            else:
                expected = self.kept.setdefault(clock.pk, expected)
            assert (clock.due_on, clock.due_at) == expected
            assert clock.stopped_at is None or clock.stopped_at <= self.now
        if self.case.state not in OPEN_STATES:
            assert not CaseClock.objects.filter(case=self.case, stopped_at=None).exists()

    @invariant()
    def case_copies_its_final_clock(self):
        final = CaseClock.objects.filter(case=self.case, kind=ClockKind.FINAL, round=self.case.round).first()
        if final is None or self.case.exception:
            return
        assert (self.case.due_on, self.case.overdue_on) == (final.due_on, final.overdue_on)
        assert (self.case.light == Light.RED) == (final.overdue_on is not None)

    @invariant()
    def delays_are_noted_once_and_since_the_right_day(self):
        for clock in CaseClock.objects.filter(case=self.case, overdue_on__isnull=False, due_on__isnull=False):
            assert clock.overdue_on <= workdays.civil_date(self.now)
        noted = [
            (event.data["clock"], event.data["unit"], event.data["since"])
            for event in self.case.events.filter(event=Event.OVERDUE)
        ]
        assert len(noted) == len(set(noted))

    @invariant()
    def nothing_unreviewed_is_sent(self):
        for reply in self.case.replies.filter(state__in=(ReplyState.APPROVED, ReplyState.SENT)):
            reviews = list(reply.reviews.order_by("level"))
            assert len(reviews) == len(self.city.channel.levels)
            assert all(review.is_approved and review.decided_by_id != reply.author_id for review in reviews)


NATURAL = {"amount": 15, "unit": "natural_days", "rolls": True}


def test_lives_of_cases():
    class Life(CaseLife):
        """Each life is undone before the next begins."""

        def __init__(self):
            super().__init__()
            self.atomic = transaction.atomic()
            self.atomic.__enter__()

        def teardown(self):
            transaction.set_rollback(True)
            self.atomic.__exit__(None, None, None)

    run_state_machine_as_test(
        Life,
        settings=settings(
            max_examples=20,
            stateful_step_count=40,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert {CaseState.HANDLING, CaseState.IN_REVIEW, CaseState.REVIEWED, CaseState.ANSWERED} <= SEEN
