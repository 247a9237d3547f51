"""The period has ended."""

import datetime
from typing import Any

from civic_interaction.domain.collections.change import changing
from civic_interaction.enums import Part, Step
from civic_interaction.models import Collection, CollectionClock
from civic_office.domain.current_calendar import current_calendar
from civic_office.workdays.civil import midnight_before


def close_collection(collection: Collection, *, by: Any = Part.CLOCK, now: datetime.datetime) -> Collection:
    """Note that the last day has passed; from the end of that day the clock for the results runs.

    However late it is noticed, the due date is the same. Opinions were refused from midnight on in any case.
    """
    with changing(collection, Step.CLOSED, by=by, now=now) as change:
        collection = change.collection
        collection.closed_at = midnight_before(collection.closes_on + datetime.timedelta(days=1))
        rule = collection.rule
        if rule is None:
            raise ValueError("An announced collection has its rule.")
        clock = CollectionClock(
            collection=collection,
            started_at=collection.closed_at - datetime.timedelta(seconds=1),
            policy=rule.result_within,
        )
        clock.reckon(current_calendar())
        clock.save()
        collection.due_on = clock.due_on
        change.data |= {
            "opinions": collection.opinions.count(),
            "due_on": clock.due_on and clock.due_on.isoformat(),
            "is_provisional": clock.is_provisional,
        }
    return collection
