"""Whatever people do to a case, in whatever order: no illegal state, exact clocks, every event recorded.

What the clocks should say is found another way, by `naive_clocks`, which hears the events and counts days.
"""

import copy
import datetime
import random
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from hypothesis import HealthCheck, Phase, note, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from civic_interaction.domain.change_policy import apply_policies, change_policy
from civic_interaction.domain.machine import TRANSITIONS
from civic_interaction.domain.sweep import sweep
from civic_interaction.enums import OPEN_STATES, CaseState, ClockKind, Event, Light, ReplyState
from civic_interaction.models import Case, CaseClock, ReplyPolicy
from civic_office.domain.recompute_due_dates import recompute_due_dates
from tests.interaction.domain.naive_clocks import DAY, Almanac, NaiveCase, day_in_china, stored_facts
from tests.interaction.domain.verbs import CITIZENS, ENDS, draw_deed, usual_step, verbs
from tests.interaction.letters import (
    LONG_AGO,
    change_days,
    fresh,
    make_channel,
    make_city,
    moment,
    send_letter,
    working_days,
)

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

#: A Monday before the Spring Festival of 2026: the 14th and the 28th of February, both Saturdays, are worked.
BEGIN = moment("2026-02-09 10:00")
NATURAL = {"amount": 15, "unit": "natural_days", "rolls": True}
#: Under which name a policy keeps the limit of each kind of clock.
FIELDS = {
    "accept": "accept_within",
    "transfer": "transfer_within",
    "internal": "internal_within",
    "final": "reply_within",
    "reopened": "reopened_within",
    "extension": "extension_within",
}
MAILBOX = dict(zip(FIELDS.values(), map(working_days, (1, 1, 4, 5, 3, 5)), strict=True))
PETITIONS = MAILBOX | {"reply_within": NATURAL, "reopened_within": NATURAL, "internal_within": working_days(6)}
#: Days that the office declares off, or worked: some before, some after what runs is due.
OFF = ("2026-02-10", "2026-02-12", "2026-02-24", "2026-02-25", "2026-03-03", "2026-03-07", "2026-03-12")
WORKED = ("2026-02-28", "2026-03-01", "2026-03-07", "2026-03-14")
CHANGES = [*((day, False) for day in OFF), *((day, True) for day in WORKED)]

#: The states that were reached, so that a machine that never gets anywhere is noticed.
SEEN: set[str] = set()
#: The same for what moves clocks: each of `MOVING` has to occur.
HEARD: set[str] = set()
MOVING = {
    *("assigned", "contributed", "extended", "paused", "recomputed", "resumed", "reclassified", "returned", "split"),
    *("answered", "overdue", "recalled", "reopened"),
}


def limits_of(policy):
    return {kind: (policy[name]["amount"], policy[name]["unit"]) for kind, name in FIELDS.items()}


class CaseLife(RuleBasedStateMachine):
    @initialize(steps=st.sampled_from([2, 3, 5, 0]))
    def receive(self, steps):
        self.city = make_city(policy=MAILBOX)
        self.channels = [self.city.channel, make_channel(self.city.office, policy=PETITIONS)]
        self.now, self.almanac = BEGIN, Almanac()
        self.limits = {
            channel.code: {LONG_AGO: limits_of(policy)}
            for channel, policy in zip(self.channels, (MAILBOX, PETITIONS), strict=True)
        }
        self.letter = send_letter(self.city.channel, now=self.now).letter
        self.case = Case.objects.get(letter=self.letter)
        self.naive, self.told, self.overdue = {}, {}, {}
        self.listen()
        self.go_on_as_planned(steps=steps)

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
        self.listen()

    def listen(self):
        """Tell the naive cases what is new, each of its own case."""
        self.case = fresh(self.case)
        SEEN.add(self.case.state)
        for case in Case.objects.filter(letter=self.letter).select_related("channel"):
            if case.pk not in self.naive:
                day = day_in_china(case.received_at)
                self.naive[case.pk] = NaiveCase(
                    channel=case.channel.code, received=day, almanac=self.almanac, limits=self.limits
                )
            for event in case.events.filter(seq__gt=self.told.get(case.pk, 0)).order_by("seq"):
                self.naive[case.pk].tell(event)
                self.told[case.pk] = event.seq
                HEARD.add(event.event)

    def go_on_as_planned(self, *, steps):
        for _step in range(steps):
            self.act(usual_step(self.case, today=day_in_china(self.now)))

    @rule(lot=st.integers(0, 10**9))
    def go_on(self, lot):
        chance = random.Random(lot)
        for _deed in range(6):
            deed = draw_deed(chance, self.case, today=day_in_china(self.now))
            note(f"{deed}")
            self.act(deed)
            self.clocks_are_exact()
            self.delays_begin_on_the_day_after_the_last()

    def act(self, deed):
        verb, person = deed
        if verb == "usual":
            self.go_on_as_planned(steps=1)
        elif person == "citizen":
            self.attempt(partial(CITIZENS[verb], self))
        else:
            self.attempt(partial(verbs(self)[verb], by=getattr(self.city, person)))

    @rule(deed=st.sampled_from(ENDS), chance=st.integers(1, 5))
    def end(self, deed, chance):
        if chance == 5:
            self.act(deed)

    @rule(hours=st.integers(1, 60))
    def time_passes(self, hours):
        self.now += datetime.timedelta(hours=hours)

    @rule()
    def clock(self):
        """Whoever is late is noted, nobody else, and a second look finds nothing."""
        sweep(now=self.now)
        self.listen()
        sweep(now=self.now)
        assert fresh(self.case).event_count == self.case.event_count
        today = day_in_china(self.now)
        for clock in CaseClock.objects.filter(case=self.case, stopped_at=None, paused_since=None):
            naive = self.naive_of(clock)
            assert (clock.overdue_on is not None) == (naive.due(self.almanac) < today)

    @rule(change=st.sampled_from(CHANGES))
    def calendar_changes(self, change):
        day, is_working = change
        change_days(day, is_working=is_working, now=self.now)
        self.almanac.changed[datetime.date.fromisoformat(day)] = is_working
        recompute_due_dates(now=self.now)
        self.listen()

    @rule(
        place=st.integers(0, 1),
        kind=st.sampled_from(sorted(FIELDS)),
        amount=st.integers(1, 12),
        since=st.sampled_from([LONG_AGO, BEGIN.date(), BEGIN.date() + DAY]),
    )
    def limits_change(self, place, kind, amount, since):
        """Those of an old version, or of one that begins on the day the letter came, or on the next."""
        channel, limits = self.channels[place], self.limits[self.channels[place].code]
        policy = ReplyPolicy.objects.filter(channel=channel, effective_from=since).first()
        if policy is None:
            policy = copy.copy(ReplyPolicy.objects.get(channel=channel, effective_from=LONG_AGO))
            policy.pk, policy.effective_from, limits[since] = None, since, dict(limits[LONG_AGO])
        setattr(policy, FIELDS[kind], working_days(amount))
        limits[since][kind] = (amount, "working_days")
        change_policy(policy, by=None, now=self.now)
        for either in self.channels:
            apply_policies(either, now=self.now)
        for case in Case.objects.open().filter(letter=self.letter):
            self.naive[case.pk].take_limits()
        self.listen()

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
        """Every clock of every case of the letter: from when it runs, whether it does, and until when. An ended case has none."""
        for pk, naive in self.naive.items():
            found = [stored_facts(clock) for clock in CaseClock.objects.filter(case=pk).select_related("assignment")]
            assert sorted(found, key=repr) == sorted(map(naive.facts_of, naive.clocks), key=repr)
        if self.case.state not in OPEN_STATES:
            assert not CaseClock.objects.filter(case=self.case, stopped_at=None).exists()

    def naive_of(self, clock):
        """The naive clock of one that runs: no other has its kind, unit and round."""
        clocks = self.naive[clock.case_id].running()
        return next(one for one in clocks if (one.kind, one.round, one.unit) == stored_facts(clock)[:3])

    @invariant()
    def delays_begin_on_the_day_after_the_last(self):
        """Stored once, and taken back only where the last day turned out to be a later one."""
        running = CaseClock.objects.filter(case__letter=self.letter, stopped_at=None, paused_since=None)
        noted = {}
        for clock in running.select_related("assignment"):
            due, key = self.naive_of(clock).due(self.almanac), (clock.pk, clock.started_at)
            was_due, was_overdue = self.overdue.get(key, (due, None))
            if clock.overdue_on is None:
                assert was_overdue is None or due >= was_overdue
            elif clock.overdue_on != was_overdue:
                assert clock.overdue_on in {was_due + DAY, due + DAY}
                assert clock.overdue_on <= day_in_china(self.now)
                assert was_overdue is None or due >= was_overdue
            noted[key] = (due, clock.overdue_on)
        self.overdue = noted

    @invariant()
    def case_copies_its_final_clock(self):
        final = CaseClock.objects.filter(case=self.case, kind=ClockKind.FINAL, round=self.case.round).first()
        if final is None or self.case.exception:
            return
        assert (self.case.due_on, self.case.overdue_on) == (final.due_on, final.overdue_on)
        assert (self.case.light == Light.RED) == (final.overdue_on is not None)

    @invariant()
    def delays_are_told_once(self):
        """Once more only where the clock began anew, or the delay was taken back meanwhile: other limits, other days."""
        told = set()
        for event in self.case.events.order_by("seq"):
            told -= {(entry["clock"], entry["unit"]) for entry in event.clocks if "overdue_on" not in entry["new"]}
            if event.event == Event.OVERDUE:
                late = event.data["clock"], event.data["unit"]
                assert late not in told
                told.add(late)

    @invariant()
    def nothing_unreviewed_is_sent(self):
        for reply in self.case.replies.filter(state__in=(ReplyState.APPROVED, ReplyState.SENT)):
            reviews = list(reply.reviews.order_by("level"))
            assert len(reviews) == len(self.city.channel.levels)
            assert all(review.is_approved and review.decided_by_id != reply.author_id for review in reviews)


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
            derandomize=True,
            phases=(Phase.generate, Phase.shrink),
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert {CaseState.HANDLING, CaseState.IN_REVIEW} <= SEEN
    assert MOVING <= HEARD
