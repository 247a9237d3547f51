from types import MappingProxyType

from civic_office.models import CalendarVersion, HolidayNotice
from civic_office.workdays import Calendar, SpecialDay

_cached: tuple[object, Calendar] = (None, Calendar())


def current_calendar() -> Calendar:
    """The working calendar as it is now in the database.

    Asks for the newest version each time (one indexed row), and reads the days only when this process has not seen that
    version: never stale, in whatever process the notice was loaded. Version and days come from one statement, so they
    belong together. Before the first notice: an empty calendar of version 0, Monday to Friday and provisional.
    """
    global _cached  # noqa: PLW0603 (the one cache of this process; replaced whole, never changed in place)
    token = CalendarVersion.objects.order_by("-number").values_list("token", flat=True).first()
    if token != _cached[0]:
        _cached = _read_calendar()
    return _cached[1]


def _read_calendar() -> tuple[object, Calendar]:
    versions = CalendarVersion.objects.all()
    rows = HolidayNotice.objects.order_by().values_list(
        "year",
        "days__date",
        "days__is_working",
        "days__name",
        versions.latest_value("number"),
        versions.latest_value("token"),
    )
    years, days = set(), {}
    number, token = 0, None
    for year, date, is_working, name, number, token in rows:  # noqa: B007 (the same on each row)
        years.add(year)
        if date is not None:
            days[date] = SpecialDay(is_working, name)
    return token, Calendar(version=number or 0, years=frozenset(years), days=MappingProxyType(days))
