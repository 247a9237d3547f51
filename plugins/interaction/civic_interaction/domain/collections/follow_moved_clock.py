"""A change of the calendar moved the day on which results are due: the collection learns of it."""

import datetime

from civic_interaction.domain.collections.change import changing
from civic_interaction.enums import Part, Step
from civic_interaction.models import CollectionClock
from civic_office.models import DueChange


def follow_moved_clock(clock: CollectionClock, moved: DueChange, *, now: datetime.datetime) -> None:
    """Copy the date and record old → new. What the new date shows not to be late is overdue no more."""
    facts = {
        "from": moved.old_due_on and moved.old_due_on.isoformat(),
        "to": moved.new_due_on.isoformat(),
        "version": moved.version.number,
        "reason": moved.reason,
    }
    with changing(clock.collection, Step.RECOMPUTED, by=Part.CLOCK, now=now, **facts) as change:
        change.collection.due_on = clock.due_on
        if clock.overdue_on is not None and clock.due_on is not None and clock.due_on >= clock.overdue_on:
            clock.overdue_on = None
            clock.save(update_fields=["overdue_on"])
        change.collection.overdue_on = clock.overdue_on
