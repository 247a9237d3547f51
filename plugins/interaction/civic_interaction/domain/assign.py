"""Who deals with a case: one lead unit and any number of assisting ones (R043, R117, R135)."""

import datetime
from collections.abc import Collection
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from civic_interaction.domain.change import Change, changing
from civic_interaction.domain.keep_clocks import clocks_of, running_clocks, start_clock, stop_clocks
from civic_interaction.enums import AssignmentEnd, AssignmentRank, ClockKind, Event, ReplyState
from civic_interaction.models import Assignment, Case
from civic_office import workdays
from civic_office.history import save_by
from civic_office.models import Unit


def assign_case(
    case: Case,
    *,
    lead: Unit,
    assisting: Collection[Unit] = (),
    instructions: str = "",
    handler: Any | None = None,
    by: Any,
    now: datetime.datetime,
) -> Case:
    """Give the case to `lead`, with `assisting` at its side; also to change an assignment.

    1. Guard: units that exist today, the lead not at its own side.
    2. Units that are named no more are released and their clocks stopped; those that stay keep assignment and clock.
    3. New ones are assigned, each with its own clock; the lead unit may refuse until a day of the policy.
    4. A draft that was begun becomes the lead unit's: its leaders review it, and it answers.
    5. The clock to assign stops.

    Raises `PermissionDenied`, `ValidationError`.
    """
    with changing(
        case, Event.ASSIGNED, by=by, now=now, lead=lead.pk, assisting=[unit.pk for unit in assisting]
    ) as change:
        wanted = {lead: AssignmentRank.LEAD} | dict.fromkeys(assisting, AssignmentRank.ASSISTING)
        _check_units(lead, assisting, today=change.today)
        stop_clocks(change, running_clocks(change, ClockKind.TRANSFER))
        kept = set()
        for assignment in change.case.assignments.active().select_related("unit"):
            if wanted.get(assignment.unit) == assignment.rank:
                kept.add(assignment.unit)
            else:
                release(change, assignment, AssignmentEnd.REPLACED)
        for unit, rank in wanted.items():
            if unit not in kept:
                _begin(change, unit, rank, instructions=instructions)
        change.case.replies.filter(state=ReplyState.DRAFT).update(unit=lead)
        change.case.handler, change.case.lead_unit = handler, lead
    return change.case


def refuse_transfer(case: Case, *, reason: str, by: Any, now: datetime.datetime) -> Case:
    """The lead unit sends a case back to the receiving unit, within its limit and with a reason (派单异议).

    The clock to answer the citizen runs on; the one to assign begins anew.
    """
    if not reason.strip():
        raise ValidationError({"reason": _("Say why the case is not yours.")})
    with changing(case, Event.TRANSFER_REFUSED, by=by, now=now, reason=reason) as change:
        change.case.replies.filter(state=ReplyState.DRAFT).delete()
        lead = change.case.assignments.active().leading().select_related("unit").get()
        release(change, lead, AssignmentEnd.REFUSED, note=reason)
        change.case.lead_unit = change.case.handler = None
        start_clock(change, ClockKind.TRANSFER, change.case.policy.transfer_within, started_at=now)
    return change.case


def contribute(case: Case, *, text: str, by: Any, now: datetime.datetime) -> Case:
    """An assisting unit gives the lead unit its part of the answer; its clock stops. Another time replaces the text."""
    if not text.strip():
        raise ValidationError({"text": _("Please fill in this field.")})
    with changing(case, Event.CONTRIBUTED, by=by, now=now) as change:
        part = change.case.assignments.active().get(unit=change.unit, rank=AssignmentRank.ASSISTING)
        part.contribution, part.contributed_at, part.contributed_by = text, now, change.person
        save_by(part, by=change.person)
        stop_clocks(change, clocks_of(change, part))
    return change.case


def release(change: Change, assignment: Assignment, why: AssignmentEnd, *, note: str = "") -> None:
    """A unit has nothing more to do with the case; its clock stops."""
    assignment.ended_at, assignment.end_reason, assignment.end_note = change.now, why, note
    save_by(assignment, by=change.person)
    stop_clocks(change, clocks_of(change, assignment))


def _check_units(lead: Unit, assisting: Collection[Unit], *, today: datetime.date) -> None:
    if lead in assisting:
        raise ValidationError({"assisting": _("The lead unit cannot assist itself.")})
    if gone := [str(unit) for unit in (lead, *assisting) if not unit.is_active_on(today)]:
        raise ValidationError({"lead": _("These units exist no more: %s") % "、".join(gone)})


def _begin(change: Change, unit: Unit, rank: AssignmentRank, *, instructions: str) -> None:
    assignment = Assignment(
        case=change.case,
        unit=unit,
        rank=rank,
        instructions=instructions,
        assigned_at=change.now,
        assigned_by=change.person,
        refusable_until=_refusable_until(change),
    )
    save_by(assignment, by=change.person)
    policy = change.case.policy
    start_clock(change, ClockKind.INTERNAL, policy.internal_within, started_at=change.now, assignment=assignment)


def _refusable_until(change: Change) -> datetime.date | None:
    period = change.case.policy.refuse_transfer_within
    if period is None:
        return None
    return workdays.due(change.now, workdays.Policy.from_json(period), calendar=change.calendar).on
