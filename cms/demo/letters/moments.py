"""When people write, and when offices work."""

import datetime
import random
from functools import cached_property

from civic_office.workdays import Calendar, civil_date, is_working
from cms.demo.pen import SHANGHAI

DAY = datetime.timedelta(days=1)
#: Letters by day of the week, Monday first, and by hour: people write in the breaks and in the evening.
BY_WEEKDAY = (22, 18, 17, 16, 14, 7, 6)
BY_HOUR = (1, 0, 0, 0, 0, 1, 2, 4, 8, 11, 10, 7, 8, 6, 7, 9, 8, 6, 4, 6, 8, 9, 6, 3)
#: Office hours, in minutes of the day.
MORNING, AFTERNOON = (515, 710), (845, 1040)


class Hours:
    """The working time of the offices up to `now`, by their calendar."""

    def __init__(self, calendar: Calendar, *, now: datetime.datetime) -> None:
        self.calendar, self.now = calendar, now

    @cached_property
    def today(self) -> datetime.date:
        return civil_date(self.now)

    def work_after(self, moment: datetime.datetime, days: int, dice: random.Random) -> datetime.datetime:
        """In office hours `days` working days after `moment`; 0: later the same day, else on the next working day."""
        day = civil_date(moment)
        for _day in range(days):
            day = self._next(day)
        local = moment.astimezone(SHANGHAI)
        earliest = local.hour * 60 + local.minute + 15 if day == local.date() else 0
        if not is_working(day, calendar=self.calendar) or earliest > AFTERNOON[1]:
            day, earliest = self._next(day), 0
        halves = [(max(start, earliest), end) for start, end in (MORNING, AFTERNOON) if earliest <= end]
        return _at(day, dice.randint(*dice.choice(halves)), dice)

    def last_working_moment(self, moment: datetime.datetime) -> datetime.datetime:
        while not is_working(civil_date(moment), calendar=self.calendar):
            moment -= DAY
        return moment

    def working_days_ago(self, days: int) -> datetime.date:
        day = self.today
        while days:
            day -= DAY
            days -= is_working(day, calendar=self.calendar)
        return day

    def _next(self, day: datetime.date) -> datetime.date:
        day += DAY
        while not is_working(day, calendar=self.calendar):
            day += DAY
        return day


def draw_day(first: datetime.date, last: datetime.date, dice: random.Random) -> datetime.date:
    """A day on which somebody writes."""
    days = [first + number * DAY for number in range((last - first).days + 1)]
    return dice.choices(days, [BY_WEEKDAY[day.weekday()] for day in days])[0]


def draw_moment(day: datetime.date, dice: random.Random) -> datetime.datetime:
    [hour] = dice.choices(range(24), BY_HOUR)
    return _at(day, hour * 60 + dice.randint(0, 59), dice)


def _at(day: datetime.date, minutes: int, dice: random.Random) -> datetime.datetime:
    return datetime.datetime.combine(
        day, datetime.time(minutes // 60, minutes % 60, dice.randint(0, 59)), tzinfo=SHANGHAI
    )
