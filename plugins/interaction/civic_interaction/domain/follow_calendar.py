"""A change of the calendar moved clocks: their cases learn of it."""

import datetime
from collections.abc import Iterator, Sequence

from django.db.models import prefetch_related_objects

from civic_interaction.domain.keep_clocks import note_moved
from civic_interaction.domain.machine import find_target
from civic_interaction.domain.note_overdue import copy_final_clock, note_overdue_of
from civic_interaction.domain.record_many import record_many
from civic_interaction.enums import ClockKind, Event, Part
from civic_interaction.models import Case, CaseClock, CaseEvent
from civic_office.models import DueChange
from civic_office.workdays import civil_date

Moved = Sequence[tuple[CaseClock, DueChange]]


def follow_calendar(moved: Moved, *, now: datetime.datetime) -> None:
    """Record old → new in the events of each case, and copy the date of its final clock to it.

    The office has locked the cases, and reckoned and saved the clocks in the same transaction. A clock that was noted as
    overdue by the old calendar, and is not by the new one, is overdue no more; the event says so. What is late by the
    new date is noted before all else. As if the clocks were taken one by one (`changing`), at a few statements for all.
    """
    cases = Case.objects.lock({clock.case_id for clock, _change in moved})
    clocks = [clock for clock, _change in moved]
    prefetch_related_objects(clocks, "assignment")
    for wave in _waves(moved):
        _follow(wave, cases, now=now)


def _waves(moved: Moved) -> Iterator[Moved]:
    """No two clocks of one case in the same: what becomes of one may bear on the next."""
    waves: list[list[tuple[CaseClock, DueChange]]] = []
    seen: dict[int, int] = {}
    for clock, change in moved:
        place = seen[clock.case_id] = seen.get(clock.case_id, -1) + 1
        if place == len(waves):
            waves.append([])
        waves[place].append((clock, change))
    yield from waves


def _follow(wave: Moved, cases: dict[int, Case], *, now: datetime.datetime) -> None:
    note_overdue_of({clock.case_id: cases[clock.case_id] for clock, _change in wave}, now=now)
    stored = CaseClock.objects.filter(pk__in=[clock.pk for clock, _change in wave])
    overdue, forgiven, events = dict(stored.values_list("pk", "overdue_on")), [], []
    for clock, change in wave:
        case = cases[clock.case_id]
        state = find_target(case, Event.RECOMPUTED, today=civil_date(now))
        clock.overdue_on = overdue[clock.pk]
        entry = note_moved(clock, change)
        if clock.overdue_on != overdue[clock.pk]:
            forgiven.append(clock.pk)
        if clock.kind == ClockKind.FINAL and clock.round == case.round:
            copy_final_clock(case, clock)
        case.event_count += 1
        facts = {"version": change.version.number, "reason": change.reason}
        states = {"from_state": case.state, "to_state": state}
        recorded = {"event": Event.RECOMPUTED, "part": Part.CLOCK, "at": now, "data": facts, "clocks": [entry]}
        events.append(CaseEvent(case=case, seq=case.event_count, **states, **recorded))
    CaseClock.objects.filter(pk__in=forgiven).update(overdue_on=None)
    record_many(events, cases)
