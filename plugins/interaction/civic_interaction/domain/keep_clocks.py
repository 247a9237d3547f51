"""Start, stop, pause, resume and lengthen the clocks of a case within a change; each step is recorded old → new."""

import copy
import datetime
from collections.abc import Callable, Iterable
from typing import Any

from civic_interaction.domain.change import Change
from civic_interaction.domain.note_overdue import copy_final_clock
from civic_interaction.enums import CaseState, ClockKind
from civic_interaction.models import Assignment, CaseClock, ReplyPolicy
from civic_office import workdays
from civic_office.models import DueChange
from civic_office.workdays import civil_date

Period = dict[str, Any]


def start_clock(
    change: Change,
    kind: ClockKind,
    period: Period | None,
    *,
    started_at: datetime.datetime,
    assignment: Assignment | None = None,
) -> CaseClock | None:
    """Let a clock run from `started_at`; None where the policy sets no such limit, or the case is excepted from it.

    A clock of the same kind that stopped earlier in this round (a case that was sent back) begins anew.
    """
    case = change.case
    if period is None or case.exception:
        return None
    old = None
    if case.pk is not None:
        old = CaseClock.objects.filter(case=case, kind=kind, round=case.round, assignment=assignment).first()
    clock = CaseClock(
        pk=old.pk if old is not None else None,
        case=case,
        kind=kind,
        round=case.round,
        assignment=assignment,
        started_at=started_at,
        policy=period,
        amber_share=case.policy.amber_share,
    )
    clock.reckon(change.calendar)
    if case.pk is not None:
        clock.save()
    else:
        change.new_clocks.append(clock)
    _note(change, clock, old=old.facts() if old is not None else None)
    return clock


def running_clocks(change: Change, *kinds: ClockKind) -> list[CaseClock]:
    """The clocks of this round that have not stopped, paused ones included; of all kinds if none is named."""
    clocks = CaseClock.objects.of_round(change.case).filter(stopped_at__isnull=True).select_related("assignment")
    return list((clocks.filter(kind__in=kinds) if kinds else clocks).order_by("pk"))


def clocks_of(change: Change, assignment: Assignment) -> list[CaseClock]:
    """The clock of a unit's part, if one runs."""
    return [clock for clock in running_clocks(change, ClockKind.INTERNAL) if clock.assignment_id == assignment.pk]


def stop_clocks(change: Change, clocks: Iterable[CaseClock]) -> None:
    """What they were running for is done. A paused clock keeps no due date: none was known."""
    _alter(change, clocks, lambda clock: setattr(clock, "stopped_at", change.now), reckons=False)


def run_again(change: Change, clocks: Iterable[CaseClock]) -> None:
    """Clocks that were stopped run on as if they had never been, by the limits of today: a merge was undone, or a review.

    None does in a case that was excepted from the limits meanwhile, or where the limit was dropped.
    """
    if change.case.exception:
        return

    def alter(clock: CaseClock) -> None:
        period = period_for(change.case.policy, clock)
        if period is not None:
            clock.stopped_at, clock.policy, clock.amber_share = None, period, change.case.policy.amber_share

    _alter(change, clocks, alter)


def pause_clocks(change: Change) -> None:
    """The clocks of the work stand still from today on; days on which they stood are not counted (条例第33条的做法)."""

    def alter(clock: CaseClock) -> None:
        clock.paused_since = change.today

    _alter(change, running_clocks(change, ClockKind.INTERNAL, ClockKind.FINAL), alter)


def resume_clocks(change: Change, *, reason: str) -> None:
    """They run again after today; the pause stands in the trace with its reason."""

    def alter(clock: CaseClock) -> None:
        pause = workdays.Pause(clock.paused_since or change.today, change.today, reason)
        clock.pauses, clock.paused_since = [*clock.pauses, pause.to_json()], None

    _alter(change, [clock for clock in running_clocks(change) if clock.paused_since is not None], alter)


def lengthen_clocks(change: Change, period: Period) -> None:
    """An extension goes on where the final clock, and those of the units, would have ended.

    The part of a unit whose reply is under review is lengthened as well: should the reply be returned, it runs again.
    """

    def alter(clock: CaseClock) -> None:
        clock.extensions = [*clock.extensions, period]
        clock.warned_on = None

    clocks = running_clocks(change, ClockKind.INTERNAL, ClockKind.FINAL)
    if change.case.state == CaseState.IN_REVIEW:
        done = CaseClock.objects.filter(stopped_at__isnull=False, kind=ClockKind.INTERNAL)
        lead = change.case.assignments.active().leading()
        clocks += done.filter(assignment__in=lead).select_related("assignment")
    _alter(change, clocks, alter)


def follow_limits(change: Change) -> None:
    """A case that was over goes on: the policy of its channel may have changed since, and it was not told."""
    policy = ReplyPolicy.objects.applying_to(change.case.channel, civil_date(change.case.received_at))
    change.case.policy = policy or change.case.policy


def note_moved(clock: CaseClock, moved: DueChange) -> dict[str, Any]:
    """What an event records of a clock that the office has reckoned by a new calendar; forgives it, unsaved."""
    before = copy.copy(clock)
    before.due_on, before.due_at, before.is_provisional = moved.old_due_on, moved.old_due_at, moved.was_provisional
    before.amber_on = None
    _forgive(clock)
    return _entry(clock, old=before.facts())


def reset_limits(change: Change) -> None:
    """Give the running clocks the periods of the case's policy, counted from where they began."""

    def alter(clock: CaseClock) -> None:
        period = period_for(change.case.policy, clock)
        if period is not None:
            clock.policy, clock.amber_share = period, change.case.policy.amber_share
        else:
            clock.stopped_at = change.now

    _alter(change, running_clocks(change), alter)


def period_for(policy: ReplyPolicy, clock: CaseClock) -> Period | None:
    """What `policy` says of such a clock; None when it sets no such limit."""
    final = policy.reply_within if clock.round == 1 else policy.reopened_within or policy.reply_within
    return {
        ClockKind.ACCEPT: policy.accept_within,
        ClockKind.TRANSFER: policy.transfer_within,
        ClockKind.INTERNAL: policy.internal_within,
        ClockKind.FINAL: final,
    }[ClockKind(clock.kind)]


def _alter(
    change: Change, clocks: Iterable[CaseClock], alter: Callable[[CaseClock], None], *, reckons: bool = True
) -> None:
    for clock in clocks:
        old = clock.facts()
        alter(clock)
        if reckons and clock.stopped_at is None:
            clock.reckon(change.calendar)
            _forgive(clock)
        if clock.facts() != old:
            clock.save()
            _note(change, clock, old=old)


def _forgive(clock: CaseClock) -> None:
    """A clock whose new due date lies later than the day it was noted as overdue was never late."""
    if clock.overdue_on is not None and clock.due_on is not None and clock.first_late_day() > clock.overdue_on:
        clock.overdue_on = None


def _note(change: Change, clock: CaseClock, *, old: dict[str, Any] | None) -> None:
    change.clocks.append(_entry(clock, old=old))
    if clock.kind == ClockKind.FINAL and clock.round == change.case.round:
        copy_final_clock(change.case, clock)


def _entry(clock: CaseClock, *, old: dict[str, Any] | None) -> dict[str, Any]:
    unit = clock.assignment and clock.assignment.unit_id
    return {"clock": clock.kind, "round": clock.round, "unit": unit, "old": old, "new": clock.facts()}
