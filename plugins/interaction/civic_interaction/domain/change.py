"""The one way in which a case changes: lock → permission and guards → the change → event → signal, in one transaction.

with changing(case, Event.ACCEPTED, by=user, now=now) as change:
    change.case.accepted_at = now
return change.case
"""

import datetime
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db import transaction
from django.db.models import Q

from civic_interaction.domain.machine import TRANSITIONS, find_target
from civic_interaction.domain.note_overdue import note_overdue
from civic_interaction.domain.tell_people import pass_on
from civic_interaction.enums import Event, Part
from civic_interaction.models import Case, CaseClock, CaseEvent
from civic_interaction.permissions import require_part
from civic_interaction.privacy.masking import cover_found
from civic_interaction.signals import case_changed
from civic_office import workdays
from civic_office.domain.current_calendar import current_calendar
from civic_office.domain.insert_rows import insert_rows
from civic_office.models import Unit

#: Facts of an event that somebody wrote in their own words.
FREE_TEXTS = ("reason", "explanation", "comment", "answer", "what")


@dataclass
class Change:
    """A change under way. The verb works on `case`, puts facts into `data`, and moves clocks by `keep_clocks`."""

    case: Case
    event: Event
    by: Any
    part: Part
    unit: Unit | None
    now: datetime.datetime
    from_state: str
    data: dict[str, Any]
    clocks: list[dict[str, Any]] = field(default_factory=list)
    new_clocks: list[CaseClock] = field(default_factory=list)

    @cached_property
    def today(self) -> datetime.date:
        return workdays.civil_date(self.now)

    @cached_property
    def calendar(self) -> workdays.Calendar:
        return current_calendar()

    @property
    def person(self) -> Any:
        """The person of the office who acts; None when it is the citizen or the clock."""
        return None if isinstance(self.by, Part) else self.by

    def turn_into(self, event: Event) -> None:
        """The change came to more than it began as: the last level approved, so the reply is approved."""
        self.event, self.case.state = event, TRANSITIONS[event].moves[self.from_state]


@contextmanager
def changing(case: Case, event: Event, *, by: Any, now: datetime.datetime, **data: Any) -> Iterator[Change]:
    """Change a stored case.

    1. Lock the case; record what has become overdue by now, so that no change hides it.
    2. Check that `by` plays a part that may do this, and that the event is possible in the state and by its guards.
    3. Run the body of the `with`; the case is in its new state already.
    4. Save the case, add the event, enqueue the notices to those concerned, announce `case_changed`.

    The order of locks, for everybody: first the case, then its clocks and whatever else belongs to it. Several cases in
    the order of their keys, all of them before the first is changed (`together`). So nobody waits in a circle.

    Raises `PermissionDenied`, `IllegalTransitionError`, `ValidationError`; nothing is changed then.
    """
    with transaction.atomic():
        today = workdays.civil_date(now)
        case = lock_case(case)
        note_overdue(case, now=now)
        part, unit = require_part(by, case, TRANSITIONS[event].parts, today=today)
        from_state, case.state = case.state, find_target(case, event, today=today)
        change = Change(case, event, by, part, unit, now, from_state, dict(data))
        yield change
        record(change)


@contextmanager
def together(*cases: Case) -> Iterator[None]:
    """One transaction for changes of several cases: these, and those that were merged into them, are locked before."""
    numbers = [case.pk for case in cases]
    with transaction.atomic():
        Case.objects.lock(Case.objects.filter(Q(pk__in=numbers) | Q(merged_into__in=numbers)).values("pk"))
        yield


def lock_case(case: Case) -> Case:
    return (
        Case.objects.select_for_update(of=("self",))
        .select_related("letter", "channel", "policy", "desk", "lead_unit")
        .get(pk=case.pk)
    )


@contextmanager
def beginning(case: Case, event: Event, *, by: Any, now: datetime.datetime, **data: Any) -> Iterator[Change]:
    """Bring a case into being, as `changing` does for a stored one, within the transaction that it is part of.

    The body runs before anything is written: case, clocks and event are one INSERT each.
    """
    with transaction.atomic(savepoint=False):
        part, unit = require_part(by, case, TRANSITIONS[event].parts, today=workdays.civil_date(now))
        case.state = TRANSITIONS[event].moves[""]
        change = Change(case, event, by, part, unit, now, "", dict(data))
        yield change
        record(change)


def _without_personal_data(change: Change) -> dict[str, Any]:
    """What people of the office wrote is masked before it is written for ever: an event cannot be anonymised later."""
    written = {key: str(change.data[key]) for key in FREE_TEXTS if change.data.get(key)}
    if not written:
        return change.data
    known = [change.case.letter.sender.name]
    return change.data | {key: cover_found(text, known=known) for key, text in written.items()}


def _save(case: Case, new_clocks: Sequence[CaseClock]) -> None:
    """A case that begins brings its first clocks along."""
    if not case._state.adding:  # noqa: SLF001 (whether it is new)
        case.save()
        return
    insert_rows(Case, [case])
    for clock in new_clocks:
        clock.case = case
    insert_rows(CaseClock, new_clocks)


def record(change: Change) -> CaseEvent:
    """Save the case, add its event, pass it on to people, announce it to plugins."""
    case = change.case
    case.event_count += 1
    _save(case, change.new_clocks)
    event = CaseEvent(
        case=case,
        seq=case.event_count,
        event=change.event,
        part=change.part,
        actor=change.person,
        unit=change.unit,
        at=change.now,
        from_state=change.from_state,
        to_state=case.state,
        data=_without_personal_data(change),
        clocks=change.clocks,
    )
    insert_rows(CaseEvent, [event])
    pass_on([event])
    case_changed.send(sender=Case, case=case, event=event)
    return event
