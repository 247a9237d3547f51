import datetime
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from civic_office.models.calendar import FIRST_YEAR, LAST_YEAR
from civic_office.workdays import describe_day
from civic_office.workdays.civil import SATURDAY

#: The festivals of 《全国年节及纪念日放假办法》: a notice that leaves one out is doubtful, not wrong.
FESTIVALS = ("元旦", "春节", "清明", "劳动", "端午", "中秋", "国庆")
MOST_DAYS = 100
DECEMBER = 12


@dataclass(frozen=True, slots=True)
class NoticeDay:
    date: datetime.date
    is_working: bool
    name: str = ""


@dataclass(frozen=True, slots=True)
class NoticeData:
    """A holiday notice as somebody hands it in. `reason` is why it is changed; `ignored` what a file held besides."""

    year: int
    days: tuple[NoticeDay, ...]
    document_number: str = ""
    issued_on: datetime.date | None = None
    source: str = ""
    reason: str = ""
    ignored: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: in which field, and for a day on which date."""

    message: str
    field: str = "days"
    date: datetime.date | None = None


class NoticeRefused(ValidationError):  # noqa: N818 (a refusal, and part of what plugins catch)
    """The notice cannot be loaded; `faults` says everything that is wrong with it, not only the first."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__([fault.message for fault in self.faults])


def find_faults(data: NoticeData, *, taken: Mapping[datetime.date, int], today: datetime.date) -> list[Fault]:
    """Everything that keeps the notice from being loaded. `taken`: days that another year's notice speaks of."""
    faults = _faults_of_header(data, today=today)
    if not any(not day.is_working for day in data.days):
        faults.append(Fault(_("The notice names no day off.")))
    if len(data.days) > MOST_DAYS:
        faults.append(
            Fault(_("The notice names more than %(most)d days; that is no yearly notice.") % {"most": MOST_DAYS})
        )
    times = Counter(day.date for day in data.days)
    told: set[datetime.date] = set()
    for day in sorted(data.days, key=lambda day: (day.date, day.is_working)):
        if day.date not in told:
            faults.extend(_faults_of_day(day, data.year, times[day.date], taken))
        told.add(day.date)
    return faults


def find_doubts(data: NoticeData) -> list[str]:
    """What somebody should look at again, though it may be right."""
    names = "".join(day.name for day in data.days if not day.is_working)
    missing = [festival for festival in FESTIVALS if festival not in names]
    doubts = []
    if missing:
        doubts.append(_("The notice does not mention: %(festivals)s.") % {"festivals": "、".join(missing)})
    if data.ignored:
        doubts.append(
            _("%(count)d entries of the file say neither off nor worked and were left out: %(entries)s.")
            % {"count": len(data.ignored), "entries": "、".join(data.ignored[:10])}
        )
    return doubts


def _faults_of_header(data: NoticeData, *, today: datetime.date) -> list[Fault]:
    faults = []
    if not FIRST_YEAR <= data.year <= LAST_YEAR:
        faults.append(
            Fault(_("The year is between %(first)d and %(last)d.") % {"first": FIRST_YEAR, "last": LAST_YEAR}, "year")
        )
    if not data.document_number:
        faults.append(Fault(_("Give the number of the document."), "document_number"))
    if data.issued_on is not None and data.issued_on > today:
        faults.append(Fault(_("The notice cannot have been issued in the future."), "issued_on"))
    faults.extend(_faults_of_length(data))
    return faults


def _faults_of_length(data: NoticeData) -> list[Fault]:
    longest = {"document_number": 60, "source": 120, "reason": 200}
    return [
        Fault(_("At most %(length)d characters.") % {"length": length}, field)
        for field, length in longest.items()
        if len(getattr(data, field)) > length
    ]


def _faults_of_day(day: NoticeDay, year: int, times: int, taken: Mapping[datetime.date, int]) -> Iterable[Fault]:
    facts = {"day": describe_day(day.date, with_year=True), "year": year}
    if times > 1:
        yield Fault(_("%(day)s is named more than once.") % facts, date=day.date)
    if not _belongs_to_year(day.date, year):
        yield Fault(
            _(
                "%(day)s does not belong to the notice for %(year)d, which may name days of that year and of the December before."
            )
            % facts,
            date=day.date,
        )
    elif day.date in taken:
        yield Fault(
            _("The notice for %(other)d names %(day)s already.") % {**facts, "other": taken[day.date]}, date=day.date
        )
    if day.is_working and day.date.weekday() < SATURDAY:
        yield Fault(
            _("%(day)s is no Saturday or Sunday, so it cannot be a make-up working day.") % facts, date=day.date
        )
    if not day.is_working and not day.name:
        yield Fault(_("%(day)s is off: for which holiday?") % facts, date=day.date)
    if len(day.name) > 60:  # noqa: PLR2004 (the length of the column)
        yield Fault(_("The holiday's name for %(day)s is longer than 60 characters.") % facts, date=day.date)


def _belongs_to_year(date: datetime.date, year: int) -> bool:
    return date.year == year or (date.year == year - 1 and date.month == DECEMBER)
