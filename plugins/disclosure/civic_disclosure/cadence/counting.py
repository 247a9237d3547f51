"""When a column must be fed next, if it was fed on a day."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from civic_disclosure.cadence.rules import CadenceKind, CadenceRule, YearDay
from civic_office.workdays import Calendar, Trace, due


@dataclass(frozen=True, slots=True)
class NextFeed:
    """The last day on which feeding is in time, the rule that says so, and how a counted period came about.

    `is_provisional`: it rests on a day of a year whose notice of holidays has not been published.
    """

    on: datetime.date
    rule: CadenceRule
    trace: Trace | None = None
    is_provisional: bool = False


def next_feed(
    rules: Iterable[CadenceRule],
    *,
    fed_on: datetime.date | None,
    since: datetime.date,
    calendar: Calendar,
    is_government: bool = False,
) -> NextFeed | None:
    """The earliest of what the rules ask for; None where none of them has a clock of its own, or all are met for good.

    `fed_on`: the last day on which the column was fed; `since`: the day from which the duty is owed.

    1. EVERY counts from the last feed, or from `since`, as every period is counted (民法典第201—204条).
    2. YEARLY is met for the year of the last feed, and due in the next; never fed, on its first day from `since` on.
       Of two days (R067) the first is the departments', the last the government's.
    3. ONCE is due on its day, the first such from `since` on where no year is named, and met by any feed from `since` on.
    """
    found = (
        _next_by(rule, fed_on=fed_on, since=since, calendar=calendar, is_government=is_government)
        for rule in rules
        if rule.has_clock
    )
    return min(filter(None, found), key=lambda one: one.on, default=None)


def _next_by(
    rule: CadenceRule, *, fed_on: datetime.date | None, since: datetime.date, calendar: Calendar, is_government: bool
) -> NextFeed | None:
    if rule.kind == CadenceKind.EVERY and rule.period is not None:
        counted = due(fed_on or since, rule.period, calendar=calendar)
        return NextFeed(counted.on, rule, counted.trace, counted.is_provisional)
    day = rule.days[-1 if is_government else 0]
    if rule.kind == CadenceKind.YEARLY:
        return NextFeed(day.of(fed_on.year + 1) if fed_on else _first_from(day, since), rule)
    if fed_on is not None and fed_on >= since:
        return None
    return NextFeed(day.of(rule.year) if rule.year else _first_from(day, since), rule)


def _first_from(day: YearDay, since: datetime.date) -> datetime.date:
    this_year = day.of(since.year)
    return this_year if this_year >= since else day.of(since.year + 1)
