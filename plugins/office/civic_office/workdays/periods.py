import calendar
import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self


class PeriodUnit(StrEnum):
    WORKING_DAYS = "working_days"
    NATURAL_DAYS = "natural_days"
    HOURS = "hours"
    MONTHS = "months"
    YEARS = "years"


#: Far beyond any period of law; a typing error must not walk the calendar for a minute.
LONGEST = {
    PeriodUnit.WORKING_DAYS: 10_000,
    PeriodUnit.NATURAL_DAYS: 36_600,
    PeriodUnit.HOURS: 100_000,
    PeriodUnit.MONTHS: 1_200,
    PeriodUnit.YEARS: 100,
}
MONTHS_OF = {PeriodUnit.MONTHS: 1, PeriodUnit.YEARS: 12}


@dataclass(frozen=True, slots=True)
class Policy:
    """How long: 「20个工作日」 is `Policy(20, "working_days")`.

    `rolls`: a period of natural days, months or years whose last day is off ends on the next working day
    (民法典第203条). A special rule may switch it off. It says nothing about working days, which never end on a day off,
    nor about hours, which end at their moment.
    """

    amount: int
    unit: PeriodUnit
    rolls: bool = True

    def __post_init__(self) -> None:
        object.__setattr__(self, "unit", PeriodUnit(self.unit))
        if isinstance(self.amount, bool) or not isinstance(self.amount, int):
            raise TypeError("The amount of a period is a whole number.")
        if not 1 <= self.amount <= LONGEST[self.unit]:
            raise ValueError(f"A period in {self.unit} lasts from 1 to {LONGEST[self.unit]}, not {self.amount}.")

    @property
    def rolls_forward(self) -> bool:
        return self.rolls and self.unit not in (PeriodUnit.WORKING_DAYS, PeriodUnit.HOURS)

    def to_json(self) -> dict[str, Any]:
        return {"amount": self.amount, "unit": self.unit.value, "rolls": self.rolls}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        return cls(amount=data["amount"], unit=PeriodUnit(data["unit"]), rolls=data.get("rolls", True))


@dataclass(frozen=True, slots=True)
class Pause:
    """Days that are not counted, `first` and `last` included, and why (条例第33条: 征求第三方意见 …).

    The clock stands still on every day it was stopped for even a part of: from the day the matter is sent out to the day
    the answer comes in. It runs on the next day, as every period begins on the next day (民法典第201条), and a stop on the
    last day does not use that day up.
    """

    first: datetime.date
    last: datetime.date
    reason: str = ""

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError("A pause cannot end before it begins.")

    def to_json(self) -> dict[str, str]:
        return {"first": self.first.isoformat(), "last": self.last.isoformat(), "reason": self.reason}

    @classmethod
    def from_json(cls, data: dict[str, str]) -> Self:
        return cls(
            first=datetime.date.fromisoformat(data["first"]),
            last=datetime.date.fromisoformat(data["last"]),
            reason=data.get("reason", ""),
        )


def find_pause(pauses: Iterable[Pause], day: datetime.date) -> Pause | None:
    return next((pause for pause in pauses if pause.first <= day <= pause.last), None)


def add_months(day: datetime.date, months: int) -> datetime.date:
    """The corresponding day, or the month's last where there is none: Jan 31 + 1 month = Feb 28 (民法典第202条)."""
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return datetime.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
