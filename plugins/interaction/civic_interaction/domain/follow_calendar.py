"""A change of the calendar moved a clock: the case learns of it."""

import datetime

from civic_interaction.domain.change import changing
from civic_interaction.domain.keep_clocks import note_moved
from civic_interaction.enums import Event, Part
from civic_interaction.models import CaseClock
from civic_office.models import DueChange


def follow_calendar(clock: CaseClock, moved: DueChange, *, now: datetime.datetime) -> None:
    """Record old → new in the case's events and copy the date to the case.

    The office has reckoned and saved the clock in the same transaction. A clock that was noted as overdue by the old
    calendar, and is not by the new one, is overdue no more; the event says so.
    """
    facts = {"version": moved.version.number, "reason": moved.reason}
    with changing(clock.case, Event.RECOMPUTED, by=Part.CLOCK, now=now, **facts) as change:
        # Read anew: by the new date it may be late, which the change has noted before all else.
        note_moved(change, CaseClock.objects.get(pk=clock.pk), moved)
