import datetime
from collections import defaultdict

from django.db import transaction

from civic_office.domain.check_notice import NoticeDay
from civic_office.domain.make_version import lock_calendar, make_version
from civic_office.models import CalendarDay, HolidayNotice
from civic_office.models.calendar import SEED_SOURCE

#: What `chinesecalendar` is known to hold; a later notice is entered by the office, with its document number.
SEED_YEARS = range(2004, 2027)
#: What the version of the calendar says of itself: the office knows the notices, not the library they were read from.
SEED_REASON = "国务院办公厅历年放假通知（%s–%s年）"
#: Of the seeded years, the notices whose number and date have been checked.
KNOWN_NOTICES = {
    2006: ("国办发明电〔2005〕35号", datetime.date(2005, 12, 16)),
    2007: ("国办发明电〔2006〕49号", datetime.date(2006, 12, 14)),
    2017: ("国办发明电〔2016〕17号", datetime.date(2016, 12, 1)),
    2022: ("国办发明电〔2021〕11号", datetime.date(2021, 10, 25)),
    2026: ("", datetime.date(2025, 11, 4)),
}
DECEMBER = 12


@transaction.atomic
def seed_calendar(*, now: datetime.datetime) -> list[int]:
    """Enter the years 2004–2026 that the table lacks, as one version of the calendar; return them.

    A year that is there stays as the office left it. Runs after every `migrate`, so a fresh database, and one that a
    test has emptied, has its calendar. Nothing is announced: there is nothing yet that rests on it.
    """
    lock_calendar()
    present = set(HolidayNotice.objects.values_list("year", flat=True))
    missing = [year for year in SEED_YEARS if year not in present]
    if not missing:
        return []
    by_year = read_seed_days()
    for year in missing:
        _write_year(year, by_year[year], now=now)
    make_version([], year=None, by=None, now=now, reason=SEED_REASON % (missing[0], missing[-1]))
    return missing


def read_seed_days() -> dict[int, list[NoticeDay]]:
    """The library's days by the year of their notice: New Year's days of December belong to the next year's."""
    from chinese_calendar.constants import (  # plc0415: 1,000 lines that only a fresh database needs
        Holiday,
        holidays,
        workdays,
    )

    by_year = defaultdict(list)
    for table, is_working in ((holidays, False), (workdays, True)):
        for date, holiday in table.items():
            name = Holiday(holiday).chinese
            is_next_year = date.month == DECEMBER and holiday == Holiday.new_years_day.value
            by_year[date.year + is_next_year].append(NoticeDay(date, is_working, name))
    return by_year


def _write_year(year: int, days: list[NoticeDay], *, now: datetime.datetime) -> None:
    document_number, issued_on = KNOWN_NOTICES.get(year, ("", None))
    notice = HolidayNotice(
        year=year, document_number=document_number, issued_on=issued_on, loaded_at=now, source=SEED_SOURCE
    )
    notice._change_reason = SEED_REASON % (year, year)
    notice.save()
    CalendarDay.objects.bulk_create(
        CalendarDay(notice=notice, date=day.date, is_working=day.is_working, name=day.name) for day in days
    )
