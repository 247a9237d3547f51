"""What all letters of the demo share, and how people of an office speak of days."""

import datetime
from collections.abc import Callable, Generator, Iterator
from typing import Any

from cms.demo.letters.desks import Desks
from cms.demo.letters.moments import Hours
from cms.demo.letters.plan import Plan

#: Yields the moment of its next step, and goes on when that has come.
Life = Iterator[datetime.datetime]
#: A part of a life; returns when it was over, or `HALTED`: the letter stands there today.
Stage = Generator[datetime.datetime, None, datetime.datetime]
HALTED = datetime.datetime.max.replace(tzinfo=datetime.UTC)


class World:
    """What lives share: the desks, the hours, and `begin`, by which another life starts beside this one."""

    def __init__(self, desks: Desks, hours: Hours, begin: Callable[[Life], None]) -> None:
        self.desks, self.hours, self.begin = desks, hours, begin

    def later(self, plan: Plan, moment: datetime.datetime, days: int) -> datetime.datetime:
        return self.hours.work_after(moment, days, plan.pen.dice)


def spoken(plan: Plan, world: World, *, now: datetime.datetime) -> dict[str, Any]:
    """What an office tells: days, its telephone, and the facts of the letter."""
    visited = world.hours.last_working_moment(now - datetime.timedelta(days=plan.pen.number(1, 3)))
    visited = max(plan.received_at, visited)
    soon = now + datetime.timedelta(days=plan.pen.number(10, 45))
    return {
        **plan.written.facts,
        "title": plan.written.title,
        "received": in_words(plan.received_at, now=now),
        "visited": in_words(visited, now=now),
        "soon": in_words(soon, now=now),
        "phone": world.desks.facts_of(plan.unit).phone,
    }


def in_words(moment: datetime.datetime, *, now: datetime.datetime) -> str:
    year = {-1: "去年", 0: "", 1: "明年"}[moment.year - now.year]
    return f"{year}{moment.month}月{moment.day}日"
