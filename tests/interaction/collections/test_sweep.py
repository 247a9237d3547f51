import datetime

from civic_interaction.domain.collections.sweep import sweep_collections
from civic_interaction.enums import CollectionState
from civic_office.workdays.civil import CHINA
from tests.interaction.collections.asked import (
    AFTER,
    CLOSES,
    MUCH_LATER,
    fresh,
    make_collection,
    report,
    steps_of,
)


def test_the_sweep_closes_and_notes_what_is_overdue_once_after_any_downtime(bureau):
    collection = make_collection(bureau)
    make_collection(bureau, CollectionState.DRAFT)

    assert sweep_collections(now=datetime.datetime.combine(CLOSES, datetime.time(23, 59), CHINA)) == {
        "closed": 0,
        "overdue": 0,
    }
    assert sweep_collections(now=MUCH_LATER) == {"closed": 1, "overdue": 1}
    assert sweep_collections(now=MUCH_LATER) == {"closed": 0, "overdue": 0}

    assert fresh(collection).overdue_on == datetime.date(2026, 5, 7)
    assert steps_of(collection)[-2:] == ["closed", "overdue"]


def test_results_in_time_are_never_overdue_and_late_ones_always(bureau):
    for now, overdue_on in ((AFTER, None), (MUCH_LATER, datetime.date(2026, 5, 7))):
        collection = make_collection(bureau, CollectionState.CLOSED)
        report(collection, bureau, now=now)
        assert (fresh(collection).overdue_on, sweep_collections(now=MUCH_LATER)["overdue"]) == (overdue_on, 0)
