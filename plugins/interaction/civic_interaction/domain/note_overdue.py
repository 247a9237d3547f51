"""Overdue is stored once: by the sweep for every case, and before each change for the case that is changed."""

import datetime
from collections.abc import Mapping, Sequence

from civic_interaction.domain.machine import TRANSITIONS
from civic_interaction.domain.record_many import grouped, record_many
from civic_interaction.enums import ClockKind, Event, Part
from civic_interaction.models import Case, CaseClock, CaseEvent
from civic_office.domain.current_calendar import current_calendar
from civic_office.workdays import civil_date


def note_overdue(case: Case, *, now: datetime.datetime) -> None:
    """Record the clocks of a locked case that have run out by `now`; does nothing when there are none."""
    note_overdue_of({case.pk: case}, now=now)


def note_overdue_of(cases: Mapping[int, Case], *, now: datetime.datetime) -> None:
    """The same for several locked cases, by primary key."""
    open_ones = [case.pk for case in cases.values() if case.state in TRANSITIONS[Event.OVERDUE].moves]
    if not open_ones:
        return
    clocks = CaseClock.objects.filter(case__in=open_ones, calendar_version=current_calendar().version).late(now=now)
    if late := list(clocks.select_related("assignment").order_by("case", "pk")):
        mark_overdue(late, cases, now=now)


def mark_overdue(clocks: Sequence[CaseClock], cases: Mapping[int, Case], *, now: datetime.datetime) -> None:
    """Store on each clock since when it is overdue, and the event; `cases` are locked, by primary key, and kept true.

    The day stored is the first late one, not the day on which it was noticed: a downtime changes nothing.
    """
    for clock in clocks:
        clock.overdue_on = clock.first_late_day()
    for day, rows in grouped(clocks, by=lambda clock: clock.overdue_on).items():
        CaseClock.objects.filter(pk__in=[clock.pk for clock in rows]).update(overdue_on=day)
    _record(clocks, cases, Event.OVERDUE, now=now)


def mark_warned(clocks: Sequence[CaseClock], cases: Mapping[int, Case], *, now: datetime.datetime) -> None:
    """Store on each clock that a warning was given today, and the event."""
    for clock in clocks:
        clock.warned_on = civil_date(now)
    CaseClock.objects.filter(pk__in=[clock.pk for clock in clocks]).update(warned_on=civil_date(now))
    _record(clocks, cases, Event.WARNED, now=now)


def copy_final_clock(case: Case, clock: CaseClock) -> None:
    """The case carries the due date, the light and the overdue day of its final clock, for lists."""
    case.due_on, case.overdue_on, case.light = clock.due_on, clock.overdue_on, clock.light


def _record(clocks: Sequence[CaseClock], cases: Mapping[int, Case], kind: Event, *, now: datetime.datetime) -> None:
    events = []
    for clock in clocks:
        case = cases[clock.case_id]
        if clock.kind == ClockKind.FINAL and clock.round == case.round:
            copy_final_clock(case, clock)
        case.event_count += 1
        events.append(_event_of(clock, case, kind, now=now))
    record_many(events, cases)


def _event_of(clock: CaseClock, case: Case, kind: Event, *, now: datetime.datetime) -> CaseEvent:
    return CaseEvent(
        case=case,
        seq=case.event_count,
        event=kind,
        part=Part.CLOCK,
        at=now,
        from_state=case.state,
        to_state=case.state,
        data={
            "clock": clock.kind,
            "unit": clock.assignment and clock.assignment.unit_id,
            "due_on": clock.due_on and clock.due_on.isoformat(),
            "since": clock.overdue_on and clock.overdue_on.isoformat(),
        },
    )
