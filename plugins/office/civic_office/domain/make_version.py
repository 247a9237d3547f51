import datetime
from typing import Any

from django.db.models import Max

from civic_office.models import CalendarVersion, HolidayNotice


def lock_calendar() -> None:
    """Let one change of the calendar follow the other: until the transaction ends, nobody else makes a version."""
    CalendarVersion.objects.select_for_update().order_by("number").first()


def make_version(
    changes: list[list[str | None]],
    *,
    year: int | None,
    by: Any | None,
    now: datetime.datetime,
    reason: str,
) -> CalendarVersion:
    """Add the next version, after the days have been written and under `lock_calendar`."""
    newest = CalendarVersion.objects.aggregate(newest=Max("number"))["newest"] or 0
    return CalendarVersion.objects.create(
        number=newest + 1,
        made_at=now,
        made_by=by,
        reason=reason,
        year=year,
        changes=changes,
        covers_until=_published_until(),
    )


def _published_until() -> datetime.date | None:
    """The last day before the first year, counted from the oldest notice, for which there is none."""
    years = set(HolidayNotice.objects.values_list("year", flat=True))
    if not years:
        return None
    last = min(years)
    while last + 1 in years:
        last += 1
    return datetime.date(last, 12, 31)
