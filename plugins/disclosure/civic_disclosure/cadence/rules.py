import calendar
import datetime
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self

from civic_office.workdays import Policy

#: February 29 counts as a day that a table may name.
LEAP_YEAR = 2000


class CadenceKind(StrEnum):
    EVERY = "every"  # again within each period: every working day, weekly, two-weekly … five-yearly (R057, R060–R064, R069–R072)
    YEARLY = "yearly"  # by a day of every year (R065–R068)
    ONCE = "once"  # once, by a day (R075–R077)
    AFTER_EVENT = "after_event"  # within a period of what it is about, or at once (R055, R056, R059)
    ON_CHANGE = "on_change"  # whenever the facts have changed
    CONTINUOUS = "continuous"  # 随时, 动态维护 (R064, R073)
    AS_ASKED = "as_asked"  # 按要求维护 (R074)
    AS_SOURCE = "as_source"  # when the unit's own site does (R058)
    ELSEWHERE = "elsewhere"  # an external link: it is fed by somebody else


@dataclass(frozen=True, slots=True, order=True)
class YearDay:
    """A day of some year. 「7月底」 is July 31, 「2月底」 the last of February in whatever year."""

    month: int
    day: int

    def __post_init__(self) -> None:
        datetime.date(LEAP_YEAR, self.month, self.day)  # raises ValueError for a day that no year has

    @classmethod
    def last_of(cls, month: int) -> Self:
        return cls(month, calendar.monthrange(LEAP_YEAR, month)[1])

    def of(self, year: int) -> datetime.date:
        return datetime.date(year, self.month, min(self.day, calendar.monthrange(year, self.month)[1]))


@dataclass(frozen=True, slots=True)
class CadenceRule:
    """One rule of a cadence. A cell that states several gives several.

    `period`: of EVERY, from one feed to the next; of AFTER_EVENT, from the event (none: at once).
    `days`: of YEARLY and ONCE. Two days of one year are those of the departments and of the government (R067).
    `year`: of ONCE, where it is named. `hour`: of AFTER_EVENT, the hour of the last day by which it ends (R055).
    `about`: the words that narrow it to a part of what the column holds (主要领导活动视频), otherwise blank.
    """

    kind: CadenceKind
    period: Policy | None = None
    days: tuple[YearDay, ...] = ()
    year: int | None = None
    hour: int | None = None
    about: str = ""

    @property
    def has_clock(self) -> bool:
        """Whether the column can be late by this rule alone, without knowing what happened in the world."""
        return self.kind in (CadenceKind.EVERY, CadenceKind.YEARLY, CadenceKind.ONCE)

    def to_json(self) -> dict[str, Any]:
        return {
            "kind": self.kind.value,
            "period": self.period and self.period.to_json(),
            "days": [[day.month, day.day] for day in self.days],
            "year": self.year,
            "hour": self.hour,
            "about": self.about,
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        return cls(
            kind=CadenceKind(data["kind"]),
            period=data["period"] and Policy.from_json(data["period"]),
            days=tuple(YearDay(month, day) for month, day in data["days"]),
            year=data["year"],
            hour=data["hour"],
            about=data["about"],
        )
