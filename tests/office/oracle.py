"""An independent way to the same dates, for `test_workdays_oracle`: brute force, from `chinesecalendar` itself.

Shares nothing with `civic_office.workdays`: it lists what is counted, day by day, and looks up the n-th.
"""

import datetime
from itertools import count, islice

from chinese_calendar.constants import holidays, workdays

DAY = datetime.timedelta(days=1)
LAST_YEAR = 2026


def works(day):
    """Monday to Friday where the tables say nothing, which is also what happens after 2026."""
    return day in workdays or (day not in holidays and day.isoweekday() <= 5)


def shift_month(day, months):
    """The corresponding day, found by going back from the 31st until the month has the day."""
    year, month = day.year, day.month + months
    while month > 12:
        year, month = year + 1, month - 12
    for candidate in range(day.day, 27, -1):
        try:
            return datetime.date(year, month, candidate)
        except ValueError:
            continue
    return datetime.date(year, month, day.day)


def last_day(start, periods, paused):
    """Where `periods` (amount, unit), one after the other, end; `paused` is a set of days. No rolling yet."""
    end, months_from, months = start, None, 0
    for amount, unit in periods:
        if unit in ("months", "years"):
            if months_from is None:
                months_from, months = end, 0
            size = amount * (12 if unit == "years" else 1)
            days = (shift_month(months_from, months + size) - shift_month(months_from, months)).days
            months += size
            end = nth_day(end, days, lambda day: day not in paused)
        else:
            months_from = None
            counts = (
                (lambda day: day not in paused and works(day))
                if unit == "working_days"
                else (lambda day: day not in paused)
            )
            end = nth_day(end, amount, counts)
    return end


def nth_day(start, amount, counts):
    counted = (day for day in (start + DAY * number for number in count(1)) if counts(day))
    return next(islice(counted, amount - 1, None))


def rolled(end, paused):
    if works(end):
        return end
    return nth_day(end, 1, lambda day: works(day) and day not in paused)


def due_on(start, periods, paused, *, rolls):
    end = last_day(start, periods, paused)
    return rolled(end, paused) if rolls and periods[-1][1] != "working_days" else end


def due_at(moment, hours, paused):
    """Minute by minute would take hours; hour by hour is exact for starts on the hour."""
    left = hours
    while left:
        if moment.date() not in paused:
            left -= 1
        moment += datetime.timedelta(hours=1)
    return moment
