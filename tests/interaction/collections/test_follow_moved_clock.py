import datetime

from civic_interaction.enums import CollectionState
from civic_interaction.models import CollectionClock
from civic_office.domain.recompute_due_dates import recompute_due_dates
from civic_office.models import DueChange
from tests.interaction.collections.asked import (
    DURING,
    fresh,
    make_collection,
)


def test_a_change_of_the_calendar_moves_the_due_date_and_is_recorded(bureau):
    collection = make_collection(bureau, CollectionState.CLOSED)
    clock = CollectionClock.objects.get()
    CollectionClock.objects.update(calendar_version=0, due_on=datetime.date(2026, 5, 2))

    recompute_due_dates(now=DURING)

    assert fresh(clock).due_on == fresh(collection).due_on == datetime.date(2026, 5, 6)
    assert collection.events.get(step="recomputed").data["from"] == "2026-05-02"
    assert DueChange.objects.of_clock(clock).count() == 1
