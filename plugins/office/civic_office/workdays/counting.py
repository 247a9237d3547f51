import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Self

from civic_office.workdays.calendar import Calendar
from civic_office.workdays.civil import CHINA, ONE_DAY, civil_date, civil_moment, days_after, midnight_before
from civic_office.workdays.periods import MONTHS_OF, Pause, PeriodUnit, Policy, add_months, find_pause
from civic_office.workdays.trace import Step, Trace, Why, merge_steps


@dataclass(frozen=True, slots=True)
class Due:
    """The last day of a period, or its moment where it runs in hours, and how it came about.

    Without `at` the period ends with the day (二十四时). `is_provisional`: it rests on a day of a year whose notice has
    not been published.
    """

    on: datetime.date
    at: datetime.datetime | None
    trace: Trace
    is_provisional: bool
    calendar_version: int

    def to_json(self) -> dict[str, Any]:
        return {
            "on": self.on.isoformat(),
            "at": self.at and self.at.isoformat(),
            "trace": self.trace.to_json(),
            "is_provisional": self.is_provisional,
            "calendar_version": self.calendar_version,
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        at = data["at"]
        return cls(
            on=datetime.date.fromisoformat(data["on"]),
            at=datetime.datetime.fromisoformat(at).astimezone(CHINA) if at else None,
            trace=Trace.from_json(data["trace"]),
            is_provisional=data["is_provisional"],
            calendar_version=data["calendar_version"],
        )


def due(
    start: datetime.date | datetime.datetime,
    policy: Policy,
    *,
    calendar: Calendar,
    extensions: Iterable[Policy] = (),
    pauses: Iterable[Pause] = (),
) -> Due:
    """The day on which a period that began at `start` ends (民法典第201—204条; 条例第33条).

    1. Days are counted from the day after `start`, hours from the moment itself (an aware one is then required).
    2. Working days: the days that the calendar has worked. Natural days: every day. Months and years: up to the
       corresponding day, or the month's last.
    3. Days of a pause are not counted; a period of months or years is put off by as many days.
    4. Each extension goes on where the period would have ended, before any rolling; months added to months are counted
       from the first of them, so that Jan 31 + 1 month + 1 month is Mar 31.
    5. If the last leg `rolls_forward` and the last day is off, the period ends on the next working day.

    Never fails for want of a notice: a year without one is worked from Monday to Friday, and the result provisional.
    """
    count = _Count(calendar=calendar, pauses=tuple(pauses))
    legs = (policy, *extensions)
    count.begin(start, legs[0])
    for leg in legs:
        count.add_leg(leg)
    if legs[-1].rolls_forward:
        count.roll_forward()
    return count.result(legs)


def is_working(day: datetime.date, *, calendar: Calendar) -> bool:
    return calendar.is_working(day)


def next_working_day(day: datetime.date, *, calendar: Calendar) -> datetime.date:
    """The first working day after `day`."""
    return next(later for later in days_after(day) if calendar.is_working(later))


def working_days_between(start: datetime.date, end: datetime.date, *, calendar: Calendar) -> int:
    """The working days after `start` up to and including `end`: what is left today until the due date.

    Negative when `end` has passed: the working days by which it is late.
    """
    if end < start:
        return -working_days_between(end, start, calendar=calendar)
    return sum(calendar.is_working(start + ONE_DAY * number) for number in range(1, (end - start).days + 1))


@dataclass(slots=True)
class _Count:
    """The walk along the calendar: where it stands, and the steps it has taken."""

    calendar: Calendar
    pauses: Sequence[Pause]
    day: datetime.date = datetime.date.min
    at: datetime.datetime | None = None
    started_at: datetime.datetime | None = None
    leg: int = -1
    steps: list[Step] = field(default_factory=list)
    # Months that follow months are counted from where the first of them began.
    anchor: datetime.date | None = None
    months: int = 0

    def begin(self, start: datetime.date | datetime.datetime, first_leg: Policy) -> None:
        self.day = civil_date(start)
        self.started_at = civil_moment(start) if isinstance(start, datetime.datetime) else None
        if first_leg.unit != PeriodUnit.HOURS:
            self.add(self.day, Why.START)
        elif self.started_at is None:
            raise ValueError("A period in hours begins at a moment, not on a date.")
        else:
            self.at = self.started_at

    def add_leg(self, policy: Policy) -> None:
        self.leg += 1
        if policy.unit not in MONTHS_OF:
            self.anchor = None
        if policy.unit == PeriodUnit.HOURS:
            self.count_hours(policy.amount)
            return
        if policy.unit == PeriodUnit.WORKING_DAYS:
            self.count_working_days(policy.amount)
        elif policy.unit == PeriodUnit.NATURAL_DAYS:
            self.count_natural_days(policy.amount)
        else:
            self.count_natural_days(self.days_to_corresponding_day(policy.amount * MONTHS_OF[policy.unit]))
        self.at = None

    def add(
        self, day: datetime.date, why: Why, name: str = "", *, number: int = 0, rests_on_calendar: bool = False
    ) -> None:
        is_assumed = rests_on_calendar and not self.calendar.is_published(day)
        self.steps.append(Step(day, day, why, name, max(self.leg, 0), number, is_assumed))

    def skips_pause(self, day: datetime.date) -> bool:
        pause = find_pause(self.pauses, day)
        if pause is not None:
            self.add(day, Why.PAUSED, pause.reason)
        return pause is not None

    def count_working_days(self, amount: int) -> None:
        number = 0
        while number < amount:
            self.day += ONE_DAY
            if self.skips_pause(self.day):
                continue
            why, name = self.calendar.explain(self.day)
            is_counted = why in (Why.WORKING, Why.MAKE_UP)
            number += is_counted
            self.add(self.day, why, name, number=number if is_counted else 0, rests_on_calendar=True)

    def count_natural_days(self, amount: int) -> None:
        """Day by day only where a pause may be: alone, all days count alike, and the last may turn out to be off."""
        number = 0
        if not self.pauses and amount > 1:
            number, first = amount - 1, self.day + ONE_DAY
            self.day += number * ONE_DAY
            self.steps.append(Step(first, self.day, Why.NATURAL, leg=max(self.leg, 0), number=number))
        while number < amount:
            self.day += ONE_DAY
            if not self.skips_pause(self.day):
                number += 1
                self.add(self.day, Why.NATURAL, number=number)

    def days_to_corresponding_day(self, months: int) -> int:
        if self.anchor is None:
            self.anchor, self.months = self.day, 0
        before = add_months(self.anchor, self.months)
        self.months += months
        return (add_months(self.anchor, self.months) - before).days

    def count_hours(self, amount: int) -> None:
        total = left = datetime.timedelta(hours=amount)
        at = midnight_before(self.day + ONE_DAY) if self.at is None else self.at
        while left:
            day, midnight = at.date(), midnight_before(at.date() + ONE_DAY)
            if self.skips_pause(day):
                at = midnight
                continue
            counted = min(left, midnight - at)
            at, left = at + counted, left - counted
            self.add(day, Why.HOURS, number=(total - left) // datetime.timedelta(hours=1))
        if at.date() != day:
            self.add(at.date(), Why.HOURS, number=amount)
        self.day, self.at = at.date(), at

    def roll_forward(self) -> None:
        if not self.calendar.is_published(self.day):
            self.steps[-1] = replace(self.steps[-1], is_assumed=True)
        if self.calendar.is_working(self.day):
            return
        for day in days_after(self.day):
            self.day = day
            if self.skips_pause(day):
                continue
            why, name = self.calendar.explain(day)
            is_end = why in (Why.WORKING, Why.MAKE_UP)
            self.add(day, Why.ROLLED_TO if is_end else Why.ROLLED, name, rests_on_calendar=True)
            if is_end:
                return

    def result(self, legs: tuple[Policy, ...]) -> Due:
        trace = Trace(legs=legs, steps=merge_steps(self.steps), started_at=self.started_at, due_at=self.at)
        return Due(
            on=self.day,
            at=self.at,
            trace=trace,
            is_provisional=trace.is_provisional,
            calendar_version=self.calendar.version,
        )
