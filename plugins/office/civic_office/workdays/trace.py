import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Self

from civic_office.workdays.civil import CHINA, ONE_DAY
from civic_office.workdays.periods import Policy


class Why(StrEnum):
    """Why a day was counted or skipped."""

    START = "start"  # the day it began: not counted (民法典第201条)
    WORKING = "working"  # counted
    MAKE_UP = "make_up"  # counted: a weekend day that is worked (调休上班)
    NATURAL = "natural"  # counted: every day counts
    HOURS = "hours"  # hours of this day were counted
    WEEKEND = "weekend"  # skipped
    HOLIDAY = "holiday"  # skipped
    PAUSED = "paused"  # skipped
    ROLLED = "rolled"  # a day off at the end, passed over (末日遇休顺延)
    ROLLED_TO = "rolled_to"  # the working day on which the period ends instead


COUNTED = frozenset({Why.WORKING, Why.MAKE_UP, Why.NATURAL, Why.HOURS})


@dataclass(frozen=True, slots=True)
class Step:
    """Consecutive days treated alike for one reason.

    `name` is the holiday or the reason of the pause; `leg` is 0 for the period itself and 1, 2 … for its extensions;
    `number` is how far the leg has come on `last`; `is_assumed` says that no notice has been published for these days.
    """

    first: datetime.date
    last: datetime.date
    why: Why
    name: str = ""
    leg: int = 0
    number: int = 0
    is_assumed: bool = False

    @property
    def is_counted(self) -> bool:
        return self.why in COUNTED

    def days(self) -> Iterator[datetime.date]:
        day = self.first
        while day <= self.last:
            yield day
            day += ONE_DAY

    def to_json(self) -> dict[str, Any]:
        data: dict[str, Any] = {"first": self.first.isoformat(), "last": self.last.isoformat(), "why": self.why.value}
        optional = {"name": self.name, "leg": self.leg, "number": self.number, "is_assumed": self.is_assumed}
        return data | {key: value for key, value in optional.items() if value}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        return cls(
            **data
            | {
                "first": datetime.date.fromisoformat(data["first"]),
                "last": datetime.date.fromisoformat(data["last"]),
                "why": Why(data["why"]),
            }
        )


@dataclass(frozen=True, slots=True)
class Trace:
    """How a due date came about: the periods that were added up, and every day from the start to the due date once.

    (A day within which one leg of hours ends and the next begins belongs to both.)
    """

    legs: tuple[Policy, ...]
    steps: tuple[Step, ...]
    started_at: datetime.datetime | None = None
    due_at: datetime.datetime | None = None

    def days(self) -> Iterator[tuple[datetime.date, Step]]:
        """Every single day with the step it belongs to."""
        for step in self.steps:
            for day in step.days():
                yield day, step

    def counted_days(self) -> list[datetime.date]:
        return [day for day, step in self.days() if step.is_counted]

    @property
    def is_provisional(self) -> bool:
        return any(step.is_assumed for step in self.steps)

    def to_json(self) -> dict[str, Any]:
        return {
            "legs": [leg.to_json() for leg in self.legs],
            "steps": [step.to_json() for step in self.steps],
            "started_at": self.started_at and self.started_at.isoformat(),
            "due_at": self.due_at and self.due_at.isoformat(),
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        return cls(
            legs=tuple(Policy.from_json(leg) for leg in data["legs"]),
            steps=tuple(Step.from_json(step) for step in data["steps"]),
            started_at=_moment(data.get("started_at")),
            due_at=_moment(data.get("due_at")),
        )


def _moment(text: str | None) -> datetime.datetime | None:
    return None if text is None else datetime.datetime.fromisoformat(text).astimezone(CHINA)


def merge_steps(days: Sequence[Step]) -> tuple[Step, ...]:
    """Join neighbouring days that were treated alike, keeping the number reached on the last of them."""
    runs: list[tuple[Step, Step]] = []  # the first and the last of each
    for step in days:
        if runs and _kind(runs[-1][1]) == _kind(step) and runs[-1][1].last + ONE_DAY == step.first:
            runs[-1] = (runs[-1][0], step)
        else:
            runs.append((step, step))
    return tuple(replace(first, last=last.last, number=last.number) for first, last in runs)


def _kind(step: Step) -> tuple[object, ...]:
    return (step.why, step.name, step.leg, step.is_assumed)
