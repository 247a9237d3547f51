"""The figures of letters that are published, by channel and by unit. Questions only; `FIGURES` defines each of them."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Avg, Count, Q, QuerySet
from django.db.models.functions import Coalesce, TruncDate
from django.utils.translation import gettext_lazy as _

from civic_interaction.enums import CaseState, ClockKind
from civic_interaction.models import Case, CaseClock, Channel, Rating
from civic_interaction.models.ratings import UNSATISFIED
from civic_office.models import Unit
from civic_office.workdays import Calendar, working_days_between
from civic_office.workdays.civil import CHINA, midnight_before

#: Each figure and what it says, as the public reads it beside the figure.
FIGURES: Mapping[str, Any] = {
    "received": _("Cases out of letters that were received in the year; merged ones are counted once."),
    "accepted": _("Of these, those that were accepted so far."),
    "answered": _("Of these, those that have been answered at least once so far."),
    "on_time": _("Of these, those whose first answer was sent within the time limit, extensions and pauses included."),
    "due": _(
        "Cases that were answered, or whose time limit has passed without an answer; without those that have no limit."
    ),
    "on_time_share": _("Answered within the time limit, per hundred cases that were due."),
    "average_days": _(
        "Working days from the day after receipt to the day of the first answer, pauses included, on average."
    ),
    "rated": _("Ratings that citizens gave to the answers of these cases."),
    "satisfaction": _("Grades of citizens from 1 to 5, on average."),
    "satisfied_share": _("Grades of 3 and better, per hundred ratings."),
}
PERCENT = 100


@dataclass(slots=True)
class Figures:
    """The figures of one group of cases; what rests on too few is None. Shares are per hundred, days are working days."""

    received: int = 0
    accepted: int = 0
    answered: int = 0
    on_time: int = 0
    due: int = 0
    days: int = 0
    timed: int = 0
    rated: int = 0
    satisfied: int = 0
    grades: float = 0.0
    is_opinion_hidden: bool = False

    def add(self, other: "Figures") -> None:
        for name in (
            "received",
            "accepted",
            "answered",
            "on_time",
            "due",
            "days",
            "timed",
            "rated",
            "satisfied",
            "grades",
        ):
            setattr(self, name, getattr(self, name) + getattr(other, name))

    def as_json(self, *, minimum: int) -> dict[str, Any]:
        """All figures of `FIGURES`; averages and shares of fewer than `minimum` are None."""
        shows_opinion = self.rated >= minimum and not self.is_opinion_hidden
        return {
            "received": self.received,
            "accepted": self.accepted,
            "answered": self.answered,
            "on_time": self.on_time,
            "due": self.due,
            "on_time_share": _share(self.on_time, self.due) if self.due >= minimum else None,
            "average_days": round(self.days / self.timed, 1) if self.timed and self.timed >= minimum else None,
            "rated": self.rated,
            "satisfaction": round(self.grades / self.rated, 2) if self.rated and shows_opinion else None,
            "satisfied_share": _share(self.satisfied, self.rated) if shows_opinion else None,
        }


def _share(part: int, whole: int) -> float | None:
    return round(part * PERCENT / whole, 1) if whole else None


@dataclass(frozen=True, slots=True)
class Statistics:
    """Of one year: all cases together, by channel, and by the unit that answers (before that: the receiving one)."""

    year: int
    total: Figures
    channels: list[tuple[Channel, Figures]]
    units: list[tuple[Unit, Figures]]


def letter_statistics(year: int, *, calendar: Calendar, minimum: int) -> Statistics:
    """Count the cases of a year of receipt (civil year of China). Six queries, however many cases.

    Merged cases are left out: the case that they were merged into stands for them. Where the opinions of only a few
    are hidden in a table, so are those of the next smallest group: nobody can subtract them from the total.
    """
    groups = _count(year, calendar=calendar)
    total = Figures()
    for figures in groups.values():
        total.add(figures)
    by_channel = _together(groups, lambda channel, unit: channel)
    by_unit = _together(groups, lambda channel, unit: unit)
    for table in (by_channel, by_unit):
        hide_few(table.values(), minimum=minimum)
    channels = Channel.objects.filter(pk__in=by_channel).order_by("position", "pk")
    units = Unit.objects.filter(pk__in=by_unit).order_by("official_name", "pk")
    return Statistics(
        year,
        total,
        [(channel, by_channel[channel.pk]) for channel in channels],
        [(unit, by_unit[unit.pk]) for unit in units],
    )


def years_with_letters() -> tuple[int, int] | None:
    """The first and the last year of receipt; None when there is no letter."""
    moments = Case.objects.order_by("received_at").values_list("received_at", flat=True)
    first, last = moments.first(), moments.last()
    return None if first is None or last is None else (first.astimezone(CHINA).year, last.astimezone(CHINA).year)


def hide_few(figures: Iterable[Figures], *, minimum: int) -> None:
    """Hide the opinions of groups with fewer than `minimum` ratings, and of further ones until so many are hidden together."""
    hidden = 0
    for group in sorted((one for one in figures if one.rated), key=lambda one: one.rated):
        if group.rated < minimum or 0 < hidden < minimum:
            group.is_opinion_hidden = True
            hidden += group.rated


Group = tuple[int, int]


def _count(year: int, *, calendar: Calendar) -> dict[Group, Figures]:
    """By channel and unit."""
    groups: dict[Group, Figures] = defaultdict(Figures)
    cases = cases_of(year)
    is_answered = Q(answered_at__isnull=False)
    counted = _grouped(cases).annotate(
        received=Count("pk"), accepted=Count("accepted_at"), answered=Count("pk", filter=is_answered)
    )
    for row in counted:
        figures = groups[row["channel"], row["of_unit"]]
        figures.received, figures.accepted, figures.answered = row["received"], row["accepted"], row["answered"]
    for row in _first_answers(cases):
        figures = groups[row["case__channel"], row["of_unit"]]
        figures.on_time, figures.due = row["on_time"], row["on_time"] + row["late"]
    for (channel, unit, start, end), number in _spans(cases).items():
        figures = groups[channel, unit]
        figures.days += working_days_between(start, end, calendar=calendar) * number
        figures.timed += number
    ratings = Rating.objects.filter(case__in=cases).values("case__channel", of_unit=_unit("case__"))
    for row in ratings.order_by().annotate(
        rated=Count("pk"), satisfied=Count("pk", filter=Q(score__gt=UNSATISFIED)), mean=Avg("score")
    ):
        figures = groups[row["case__channel"], row["of_unit"]]
        figures.rated, figures.satisfied = row["rated"], row["satisfied"]
        figures.grades = row["mean"] * row["rated"]
    return dict(groups)


def cases_of(year: int) -> QuerySet[Case]:
    first, after = midnight_before(datetime.date(year, 1, 1)), midnight_before(datetime.date(year + 1, 1, 1))
    return Case.objects.filter(received_at__gte=first, received_at__lt=after).exclude(state=CaseState.MERGED)


def _unit(path: str = "") -> Coalesce:
    return Coalesce(f"{path}lead_unit", f"{path}desk")


def _grouped(cases: QuerySet[Case]) -> Any:
    return cases.order_by().values("channel", of_unit=_unit())


def _final_clocks(cases: QuerySet[Case]) -> QuerySet[CaseClock]:
    """The clock of the first answer of each case that has a limit: it stopped when that answer was sent."""
    return CaseClock.objects.filter(case__in=cases, case__exception="", kind=ClockKind.FINAL, round=1).order_by()


def _first_answers(cases: QuerySet[Case]) -> Any:
    in_time = Q(overdue_on__isnull=True, case__answered_at__isnull=False, stopped_at__isnull=False)
    return (
        _final_clocks(cases)
        .values("case__channel", of_unit=_unit("case__"))
        .annotate(on_time=Count("pk", filter=in_time), late=Count("pk", filter=Q(overdue_on__isnull=False)))
    )


def _spans(cases: QuerySet[Case]) -> Counter[tuple[int, int, datetime.date, datetime.date]]:
    """How many cases of a group were received on one day and first answered on another."""
    answered = _final_clocks(cases).filter(case__answered_at__isnull=False, stopped_at__isnull=False)
    rows = (
        answered.annotate(
            start=TruncDate("case__received_at", tzinfo=CHINA),
            end=TruncDate("stopped_at", tzinfo=CHINA),
            of_unit=_unit("case__"),
        )
        .values_list("case__channel", "of_unit", "start", "end")
        .annotate(number=Count("pk"))
    )
    return Counter({(channel, unit, start, end): number for channel, unit, start, end, number in rows})


def _together(groups: Mapping[Group, Figures], key: Callable[[int, int], int]) -> dict[int, Figures]:
    tables: dict[int, Figures] = defaultdict(Figures)
    for group, figures in groups.items():
        tables[key(*group)].add(figures)
    return dict(tables)
