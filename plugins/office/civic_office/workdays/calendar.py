import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from civic_office.workdays.civil import SATURDAY
from civic_office.workdays.trace import Why


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """What a notice says of one day: off, or a make-up working day (调休上班), and for which holiday."""

    is_working: bool
    name: str = ""


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days of all published notices, as of one version.

    A day of a published year is what its notice says, and Monday to Friday otherwise. A day of any other year is
    taken to be worked from Monday to Friday: that is an assumption, and what rests on it is provisional.
    """

    version: int = 0
    years: frozenset[int] = frozenset()
    days: Mapping[datetime.date, SpecialDay] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "years", frozenset(self.years))
        object.__setattr__(self, "days", MappingProxyType(dict(self.days)))

    def is_working(self, day: datetime.date) -> bool:
        special = self.days.get(day)
        return day.weekday() < SATURDAY if special is None else special.is_working

    def is_published(self, day: datetime.date) -> bool:
        """True when a notice has settled this day; a notice for 2027 may settle a day of December 2026 as well."""
        return day.year in self.years or day in self.days

    def explain(self, day: datetime.date) -> tuple[Why, str]:
        """Why the day is worked or not, and the holiday's name if it has to do with one."""
        special = self.days.get(day)
        if special is not None:
            return (Why.MAKE_UP if special.is_working else Why.HOLIDAY), special.name
        return (Why.WORKING if day.weekday() < SATURDAY else Why.WEEKEND), ""
