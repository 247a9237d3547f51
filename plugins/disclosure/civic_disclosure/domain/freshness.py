"""How fresh a column is: pure functions over what is owed and when it was fed. No clock, no database.

A column is fed by every public item in it and below, on the civil day of its *first* publication: renewing an old item
does not feed it (back-dating is a veto item, 国办秘函〔2019〕19号).
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from civic_disclosure.cadence import CadenceRule, NextFeed, next_feed
from civic_disclosure.enums import ClockWhy, FreshnessState
from civic_office.workdays import Calendar

#: The light is amber in the last fifth of a period, and for a month at most.
LAST_SHARE = 5
LONGEST_NOTICE = datetime.timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Ground:
    """What asks for feeding, from the day `since` on: the words of a duty, or a general limit with its document."""

    rules: tuple[CadenceRule, ...]
    since: datetime.date
    words: str
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Owed:
    """What is asked of a column.

    `duties`: of responsibility tables. `limits`: general ones, which count only where no duty names a day (still): what a
    city has settled for one column goes before what holds for all of its kind. `without`: why there is no clock, whatever
    they say (ClockWhy.LINK, HIDDEN, CLOSED).
    """

    duties: tuple[Ground, ...] = ()
    limits: tuple[Ground, ...] = ()
    is_government: bool = False
    without: str = ""


@dataclass(frozen=True, slots=True)
class Reckoned:
    """The last day on which feeding is in time, the day from which the light is amber, and how that came about.

    No `due_on`: the column has no clock. `trace` is JSON; `freshness_sentences` says it in words.
    """

    why: str
    due_on: datetime.date | None = None
    soon_from: datetime.date | None = None
    is_provisional: bool = False
    trace: dict[str, Any] = field(default_factory=dict)

    def state_on(self, *, today: datetime.date) -> str:
        """Due soon from `soon_from` on, overdue from the day after `due_on`."""
        if self.due_on is None or self.soon_from is None:
            return FreshnessState.NO_CLOCK
        if today > self.due_on:
            return FreshnessState.OVERDUE
        return FreshnessState.DUE_SOON if today >= self.soon_from else FreshnessState.FRESH


@dataclass(frozen=True, slots=True)
class Feed:
    """That a column was fed on a day, and by which day it had been due then (None: it had no clock)."""

    on: datetime.date
    was_due_on: datetime.date | None

    @property
    def is_late(self) -> bool:
        return self.was_due_on is not None and self.on > self.was_due_on


def reckon_freshness(owed: Owed, *, fed_on: datetime.date | None, calendar: Calendar) -> Reckoned:
    """When a column that was fed last on `fed_on` (None: never) must be fed next: the earliest of what is asked for."""
    if owed.without:
        return Reckoned(why=owed.without)
    for why, grounds in ((ClockWhy.TABLE, owed.duties), (ClockWhy.LIMIT, owed.limits)):
        dated = [
            (feed.on, number, feed, ground)
            for number, ground in enumerate(grounds)
            if (feed := _next(ground, owed, fed_on=fed_on, calendar=calendar)) is not None
        ]
        if dated:
            _on, _number, feed, ground = min(dated)
            return _reckoned(why, feed, ground, counted_from=fed_on or ground.since)
    return _without_day(owed)


def _reckoned(why: str, feed: NextFeed, ground: Ground, *, counted_from: datetime.date) -> Reckoned:
    return Reckoned(
        why=why,
        due_on=feed.on,
        soon_from=soon_before(feed.on, counted_from=counted_from),
        is_provisional=feed.is_provisional,
        trace={
            "words": ground.words,
            "basis": ground.basis,
            "rule": feed.rule.to_json(),
            "steps": feed.trace and feed.trace.to_json(),
        },
    )


def soon_before(due_on: datetime.date, *, counted_from: datetime.date) -> datetime.date:
    return due_on - min(LONGEST_NOTICE, (due_on - counted_from) // LAST_SHARE)


def follow_feeds(
    feeds: Sequence[datetime.date], owed: Owed, *, due_on: datetime.date | None, calendar: Calendar
) -> tuple[Feed, ...]:
    """What each of these days of feeding met, in their order; the first of them `due_on`.

    For whoever was not there while it happened: a machine that stood still for a month finds what was late as if it
    had run, and what was in time as well.
    """
    found = []
    for day in feeds:
        found.append(Feed(day, due_on))
        due_on = reckon_freshness(owed, fed_on=day, calendar=calendar).due_on
    return tuple(found)


def _next(ground: Ground, owed: Owed, *, fed_on: datetime.date | None, calendar: Calendar) -> NextFeed | None:
    return next_feed(
        ground.rules, fed_on=fed_on, since=ground.since, calendar=calendar, is_government=owed.is_government
    )


def _without_day(owed: Owed) -> Reckoned:
    """Nothing has a day: all was to be done once and is done, or only words without a date are there, or none at all."""
    if not owed.duties:
        return Reckoned(why=ClockWhy.NOTHING)
    is_met = any(rule.has_clock for ground in owed.duties for rule in ground.rules)
    words = "；".join(dict.fromkeys(ground.words for ground in owed.duties))
    return Reckoned(why=ClockWhy.MET if is_met else ClockWhy.WITHOUT_DAY, trace={"words": words})
