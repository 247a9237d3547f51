"""Calendars for tests that need no database."""

import datetime

from civic_office import workdays
from civic_office.domain.seed_calendar import read_seed_days


def make_calendar(*, version=1, extra=None, extra_years=()):
    """The seeded calendar, 2004–2026, with the days of `extra` (date → (is_working, name)) on top."""
    days = {
        day.date: workdays.SpecialDay(day.is_working, day.name) for days in read_seed_days().values() for day in days
    }
    days |= {date: workdays.SpecialDay(*special) for date, special in (extra or {}).items()}
    return workdays.Calendar(version=version, years=frozenset(range(2004, 2027)) | set(extra_years), days=days)


SEEDED = make_calendar()


def day(text):
    return datetime.date.fromisoformat(text)


def days(first, last):
    """Every day from `first` to `last`, both included."""
    return [day(first) + datetime.timedelta(number) for number in range((day(last) - day(first)).days + 1)]
