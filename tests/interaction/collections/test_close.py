import datetime

from civic_interaction.domain.collections.close import close_collection
from civic_office.workdays.civil import CHINA
from tests.interaction.collections.asked import (
    AFTER,
    MUCH_LATER,
    fresh,
    make_collection,
)


def test_the_clock_for_the_results_runs_from_the_last_day_however_late_that_is_noticed(bureau):
    prompt, late = (make_collection(bureau) for _times in range(2))
    close_collection(prompt, now=AFTER)
    close_collection(late, now=MUCH_LATER)

    # Thirty days after the second of April is the second of May, a holiday until the fifth.
    assert fresh(prompt).due_on == fresh(late).due_on == datetime.date(2026, 5, 6)
    assert fresh(late).closed_at == fresh(prompt).closed_at == datetime.datetime(2026, 4, 3, tzinfo=CHINA)
