"""Overdue is stored once: by the sweep for every case, and before each change for the case that is changed."""

import datetime
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from civic_interaction.domain.machine import TRANSITIONS
from civic_interaction.domain.tell_people import pass_on
from civic_interaction.enums import ClockKind, Event, Part
from civic_interaction.models import Case, CaseClock, CaseEvent
from civic_interaction.signals import case_changed
from civic_office.domain.current_calendar import current_calendar
from civic_office.workdays import civil_date

Row = TypeVar("Row")


def note_overdue(case: Case, *, now: datetime.datetime) -> None:
    """Record the clocks of a locked case that have run out by `now`; does nothing when there are none."""
    if case.state not in TRANSITIONS[Event.OVERDUE].moves:
        return
    clocks = CaseClock.objects.filter(case=case, calendar_version=current_calendar().version).late(now=now)
    if late := list(clocks.order_by("pk")):
        mark_overdue(late, {case.pk: case}, now=now)


def mark_overdue(clocks: Sequence[CaseClock], cases: dict[int, Case], *, now: datetime.datetime) -> None:
    """Store on each clock since when it is overdue, and the event; `cases` are locked, by primary key, and kept true.

    The day stored is the first late one, not the day on which it was noticed: a downtime changes nothing.
    """
    for clock in clocks:
        clock.overdue_on = clock.first_late_day()
    for day, rows in _grouped(clocks, by=lambda clock: clock.overdue_on).items():
        CaseClock.objects.filter(pk__in=[clock.pk for clock in rows]).update(overdue_on=day)
    _record(clocks, cases, Event.OVERDUE, now=now)


def mark_warned(clocks: Sequence[CaseClock], cases: dict[int, Case], *, now: datetime.datetime) -> None:
    """Store on each clock that a warning was given today, and the event."""
    for clock in clocks:
        clock.warned_on = civil_date(now)
    CaseClock.objects.filter(pk__in=[clock.pk for clock in clocks]).update(warned_on=civil_date(now))
    _record(clocks, cases, Event.WARNED, now=now)


def copy_final_clock(case: Case, clock: CaseClock) -> None:
    """The case carries the due date, the light and the overdue day of its final clock, for lists."""
    case.due_on, case.overdue_on, case.light = clock.due_on, clock.overdue_on, clock.light


def _record(clocks: Sequence[CaseClock], cases: dict[int, Case], kind: Event, *, now: datetime.datetime) -> None:
    events = []
    for clock in clocks:
        case = cases[clock.case_id]
        if clock.kind == ClockKind.FINAL and clock.round == case.round:
            copy_final_clock(case, clock)
        case.event_count += 1
        events.append(_event_of(clock, case, kind, now=now))
    _save_cases(list({clock.case_id: cases[clock.case_id] for clock in clocks}.values()))
    stored = CaseEvent.objects.bulk_create(events)
    pass_on(stored)
    for event in stored:
        case_changed.send(sender=Case, case=cases[event.case_id], event=event)


def _save_cases(cases: Sequence[Case]) -> None:
    """Few statements for many cases: the days are few, and `bulk_update` takes ten times as long."""
    for facts, rows in _grouped(cases, by=lambda case: (case.overdue_on, case.light, case.event_count)).items():
        overdue_on, light, event_count = facts
        Case.objects.filter(pk__in=[case.pk for case in rows]).update(
            overdue_on=overdue_on, light=light, event_count=event_count
        )


def _grouped(rows: Iterable[Row], *, by: Callable[[Row], Any]) -> dict[Any, list[Row]]:
    groups: dict[Any, list[Row]] = {}
    for row in rows:
        groups.setdefault(by(row), []).append(row)
    return groups


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
