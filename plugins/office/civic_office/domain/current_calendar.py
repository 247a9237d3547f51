from types import MappingProxyType

from django.db import connection

from civic_office.models import CalendarVersion, HolidayNotice
from civic_office.workdays import Calendar, SpecialDay

_cached: tuple[object, Calendar] = (None, Calendar())


def current_calendar() -> Calendar:
    """The working calendar as it is now in the database.

    Asks for the newest version each time (one indexed row), and reads the days only when this process has not seen that
    version: never stale, in whatever process the notice was loaded. Number and days come from one statement, so they
    belong together; if they are newer than the token, they are read once more. Before the first notice: an empty calendar
    of version 0, Monday to Friday and provisional.
    """
    global _cached  # noqa: PLW0603 (the one cache of this process; replaced whole, never changed in place)
    token = _newest_token()
    if token != _cached[0]:
        _cached = token, _read_calendar()
    return _cached[1]


def _newest_token() -> object:
    """As the database spells it; None before the first version. Spelt out, for it is asked with every step of a letter."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT token FROM {CalendarVersion._meta.db_table} ORDER BY number DESC LIMIT 1")  # noqa: S608 (our own table)
        row = cursor.fetchone()
    return row and row[0]


def _read_calendar() -> Calendar:
    versions = CalendarVersion.objects.all()
    rows = HolidayNotice.objects.order_by().values_list(
        "year",
        "days__date",
        "days__is_working",
        "days__name",
        versions.latest_value("number"),
    )
    years, days = set(), {}
    number = 0
    for year, date, is_working, name, number in rows:  # noqa: B007 (the same on each row)
        years.add(year)
        if date is not None:
            days[date] = SpecialDay(is_working, name)
    return Calendar(version=number or 0, years=frozenset(years), days=MappingProxyType(days))
