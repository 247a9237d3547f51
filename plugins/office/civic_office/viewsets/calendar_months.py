"""A year of the calendar as twelve months to look at, and as the rows in which a notice speaks."""

import calendar
import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field

from civic_office.domain.check_notice import NoticeDay
from civic_office.workdays import Calendar, Why
from civic_office.workdays.civil import ONE_DAY


@dataclass(frozen=True, slots=True)
class Cell:
    day: datetime.date
    why: Why
    name: str

    @property
    def is_special(self) -> bool:
        return self.why in (Why.HOLIDAY, Why.MAKE_UP)


@dataclass(frozen=True, slots=True)
class Month:
    first: datetime.date
    weeks: list[list[Cell | None]]
    working_days: int


@dataclass(slots=True)
class HolidayRow:
    """「春节：2月15日至23日放假，2月14日、28日上班」; a row may hold make-up days only."""

    name: str
    first: datetime.date | None = None
    last: datetime.date | None = None
    make_up: list[datetime.date] = field(default_factory=list)


def lay_out_year(year: int, working_calendar: Calendar) -> list[Month]:
    """Twelve months of whole weeks, Monday first; None where a week reaches into another month."""
    return [_lay_out_month(year, month, working_calendar) for month in range(1, 13)]


def _lay_out_month(year: int, month: int, working_calendar: Calendar) -> Month:
    weeks = [
        [Cell(day, *working_calendar.explain(day)) if day.month == month else None for day in week]
        for week in calendar.Calendar().monthdatescalendar(year, month)
    ]
    worked = sum(working_calendar.is_working(cell.day) for week in weeks for cell in week if cell is not None)
    return Month(datetime.date(year, month, 1), weeks, worked)


def group_days(days: Iterable[NoticeDay]) -> list[HolidayRow]:
    """The days as rows: one for each run of days off, its make-up days beside it."""
    ordered = sorted(days, key=lambda day: day.date)
    rows: list[HolidayRow] = []
    for day in ordered:
        if day.is_working:
            continue
        previous = rows[-1] if rows else None
        if previous and previous.name == day.name and previous.last and previous.last + ONE_DAY == day.date:
            previous.last = day.date
        else:
            rows.append(HolidayRow(day.name, day.date, day.date))
    for day in ordered:
        if day.is_working:
            _row_for_make_up_day(rows, day).make_up.append(day.date)
    return rows


def _row_for_make_up_day(rows: list[HolidayRow], day: NoticeDay) -> HolidayRow:
    """The nearest run of the same holiday, or a row of its own."""
    same = [row for row in rows if row.name == day.name]
    if not same:
        same = [HolidayRow(day.name)]
        rows.extend(same)
    return min(same, key=lambda row: abs(((row.first or day.date) - day.date).days))
