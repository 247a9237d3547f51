import datetime

import pytest

from civic_office.workdays import WorkingHours
from tests.interaction.letters import moment
from tests.office.calendars import SEEDED

HOURS = WorkingHours(datetime.time(8, 30), datetime.time(17, 30))


@pytest.mark.parametrize(
    ("hours", "now", "since"),
    [
        (2, "2026-03-02T12:00", "2026-03-02T10:00"),
        (2, "2026-03-02T10:30", "2026-03-02T08:30"),
        (2, "2026-03-02T10:00", "2026-02-28T17:00"),  # the Saturday before was worked
        (1, "2026-03-02T20:00", "2026-03-02T16:30"),
        (1, "2026-03-01T12:00", "2026-02-28T16:30"),
        (9, "2026-03-03T08:30", "2026-03-02T08:30"),
        (10, "2026-10-08T09:30", "2026-09-30T08:30"),
    ],
)
def test_hours_are_counted_back_over_working_days_only(hours, now, since):
    assert HOURS.latest_start(hours, now=moment(now), calendar=SEEDED) == moment(since)


def test_hours_that_end_before_they_begin_are_refused():
    with pytest.raises(ValueError, match="after they begin"):
        WorkingHours(datetime.time(9), datetime.time(9))
