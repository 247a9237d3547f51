"""Civil time in China: every date of this suite is one of Asia/Shanghai."""

import datetime
from collections.abc import Iterator
from zoneinfo import ZoneInfo

CHINA = ZoneInfo("Asia/Shanghai")
ONE_DAY = datetime.timedelta(days=1)
SATURDAY = 5


def civil_moment(moment: datetime.datetime) -> datetime.datetime:
    """The moment on the clocks of China. A naive one is refused: nobody knows which moment it is."""
    if moment.tzinfo is None:
        raise ValueError("A moment needs a time zone.")
    return moment.astimezone(CHINA)


def civil_date(start: datetime.date | datetime.datetime) -> datetime.date:
    """The civil date in China of a moment; a date is itself."""
    return civil_moment(start).date() if isinstance(start, datetime.datetime) else start


def midnight_before(day: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(), CHINA)


def days_after(day: datetime.date) -> Iterator[datetime.date]:
    """The days that follow `day`, without end."""
    while True:
        day += ONE_DAY
        yield day
