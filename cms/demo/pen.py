"""Chance and patterns. A pen is seeded by words, so whoever asks with the same words reads the same text."""

import datetime
import random
import re
from collections.abc import Sequence
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from cms.demo.facts import UnitFacts

SHANGHAI = ZoneInfo("Asia/Shanghai")
YEARS_BACK = 4
T = TypeVar("T")


class Figure:
    """A number drawn when it is written: ``{n:20-80}`` whole, ``{n:200-900/50}`` rounded, ``{f:3-12}`` one decimal."""

    def __init__(self, dice: random.Random, *, decimals: int) -> None:
        self.dice = dice
        self.decimals = decimals

    def __format__(self, spec: str) -> str:
        low, high, step = re.fullmatch(r"(\d+)-(\d+)(?:/(\d+))?", spec).groups()  # type: ignore[union-attr]
        if self.decimals:
            return f"{self.dice.uniform(int(low), int(high)):.{self.decimals}f}"
        width = int(step or 1)
        return str(self.dice.randrange(int(low), int(high) + 1, width))


class Slots(dict[str, Any]):
    """What a pattern may leave open besides the facts it is given: places, programmes, actions, numbers."""

    def __init__(self, pen: "Pen", facts: dict[str, Any]) -> None:
        super().__init__(facts)
        self.pen = pen
        self.used: dict[str, set[str]] = {}

    def __missing__(self, key: str) -> Any:
        pen, unit = self.pen, self.pen.unit
        if key == "n":
            return Figure(pen.dice, decimals=0)
        if key == "f":
            return Figure(pen.dice, decimals=1)
        fixed = {
            "unit": unit.official_name,
            "short": unit.short_name,
            "area": unit.area,
            "whole": unit.whole,
            "city": unit.city.full_name,
            "field": unit.domain.field,
            "parts": parts_of(unit),
        }
        if key in fixed:
            return fixed[key]
        return self.pick_other(
            key,
            {
                "place": unit.places,
                "town": unit.city.towns,
                "road": unit.city.roads,
                "village": unit.city.villages,
                "estate": unit.city.estates,
                "river": unit.city.rivers,
                "section": unit.domain.sections,
                "body": unit.domain.bodies,
                "programme": unit.domain.programmes,
                "action": unit.domain.actions,
                "check": unit.domain.checks,
                "risk": unit.domain.risks,
            }[key],
        )

    def pick_other(self, key: str, options: Sequence[str]) -> str:
        """Not the one just used in this pattern: 「兰山区、兰山区」 never stands in a text."""
        left = [one for one in options if one not in self.used.get(key, ())] or options
        picked = self.pen.pick(left)
        self.used.setdefault(key, set()).add(picked)
        return picked


def parts_of(unit: UnitFacts) -> str:
    """What the unit's area consists of, as its documents address it."""
    if unit.is_local:
        return "各镇街" if unit.kind != "town" else "各村居"
    return "各县区" if unit.city.level == "市" else "各镇街"


class Pen:
    def __init__(self, unit: UnitFacts, *words: object) -> None:
        self.unit = unit
        self.dice = random.Random("|".join(map(str, (unit.code, *words))))  # noqa: S311 (a demo, not a secret)

    def pick(self, options: Sequence[T]) -> T:
        return options[int(self.dice.random() * len(options))]

    def take(self, options: Sequence[T], count: int) -> list[T]:
        """Several different ones, in their own order."""
        chosen = sorted(self.dice.sample(range(len(options)), min(count, len(options))))
        return [options[index] for index in chosen]

    def shuffle(self, options: Sequence[T]) -> list[T]:
        return self.dice.sample(options, len(options))

    def number(self, low: int, high: int) -> int:
        return self.dice.randint(low, high)

    def chance(self, percent: int) -> bool:
        return self.dice.random() * 100 < percent

    def write(self, pattern: str, **facts: Any) -> str:
        """Fill a pattern; what was filled in may hold slots itself (standards, works)."""
        text = pattern.format_map(Slots(self, facts))
        return text.format_map(Slots(self, facts)) if "{" in text else text

    def pick_and_write(self, patterns: Sequence[str], **facts: Any) -> str:
        return self.write(self.pick(patterns), **facts)

    def write_some(self, patterns: Sequence[str], count: int, **facts: Any) -> tuple[str, ...]:
        return tuple(self.write(pattern, **facts) for pattern in self.take(patterns, count))

    def past_day(self, today: datetime.date) -> datetime.date:
        """A working day in the last four years, the nearer the likelier."""
        back = 1 + int(365 * YEARS_BACK * self.dice.random() ** 2)
        return working_day(today - datetime.timedelta(days=back))

    def day_in(self, year: int, *, first: tuple[int, int], last: tuple[int, int]) -> datetime.date:
        start, end = datetime.date(year, *first), datetime.date(year, *last)
        return working_day(start + datetime.timedelta(days=self.number(0, (end - start).days)))

    def moment(self, day: datetime.date) -> datetime.datetime:
        """A moment in office hours."""
        minutes = self.number(0, 200) + self.pick((8 * 60 + 35, 14 * 60 + 5))
        return datetime.datetime.combine(day, datetime.time(minutes // 60, minutes % 60, self.number(0, 59)), SHANGHAI)


def working_day(day: datetime.date) -> datetime.date:
    """The day itself or the last one before it that is neither a weekend nor in the long holidays."""
    while day.weekday() > 4 or (day.month, day.day) in _HOLIDAYS:  # noqa: PLR2004 (Friday)
        day -= datetime.timedelta(days=1)
    return day


_HOLIDAYS = frozenset({(1, 1), *((5, day) for day in range(1, 6)), *((10, day) for day in range(1, 8))})


def chinese_number(number: int) -> str:
    """1–99 as 一 … 九十九, for articles and headings."""
    digits = "零一二三四五六七八九"
    tens, ones = divmod(number, 10)
    if not tens:
        return digits[ones]
    return ("" if tens == 1 else digits[tens]) + "十" + (digits[ones] if ones else "")


def long_date(day: datetime.date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
