"""Working hours: the part of each working day in which somebody sits at a desk."""

import datetime
from dataclasses import dataclass

from civic_office.workdays.calendar import Calendar
from civic_office.workdays.civil import CHINA, ONE_DAY, civil_moment


@dataclass(frozen=True, slots=True)
class WorkingHours:
    """From `opens` to `closes` on every working day; nobody's lunch is taken out."""

    opens: datetime.time
    closes: datetime.time

    def __post_init__(self) -> None:
        if self.closes <= self.opens:
            raise ValueError("Working hours end after they begin.")

    def latest_start(self, hours: int, *, now: datetime.datetime, calendar: Calendar) -> datetime.datetime:
        """The latest moment since which `hours` (1 or more) working hours have passed by `now`.

        Whatever came by then, in the night or on a day off before, has waited as long.
        """
        left, end = datetime.timedelta(hours=hours), civil_moment(now)
        day = end.date()
        while True:
            if calendar.is_working(day):
                opens, closes = (datetime.datetime.combine(day, at, CHINA) for at in (self.opens, self.closes))
                worked = max(min(end, closes) - opens, datetime.timedelta())
                if worked >= left:
                    return min(end, closes) - left
                left -= worked
            day -= ONE_DAY
            end = datetime.datetime.combine(day, self.closes, CHINA)
