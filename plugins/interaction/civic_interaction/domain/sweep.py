"""What time brings about: warnings, overdue clocks, answered cases that close. No window: whatever is due by now is done."""

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db import transaction

from civic_interaction.domain.close import close_case
from civic_interaction.domain.note_overdue import mark_overdue, mark_warned
from civic_interaction.enums import CaseState, Part
from civic_interaction.models import Case, CaseClock, Reply
from civic_interaction.models.clocks import CaseClockQuerySet
from civic_office.domain.current_calendar import current_calendar
from civic_office.domain.recompute_due_dates import recompute_due_dates
from civic_office.workdays import civil_date

CHUNK = 2000
#: What reckoning needs of a clock, and the sweep does not: reading these takes longer than all the rest.
HEAVY = ("policy", "extensions", "pauses", "trace")


@dataclass(slots=True)
class Swept:
    overdue: int = 0
    warned: int = 0
    closed: int = 0


def sweep(*, now: datetime.datetime, chunk: int = CHUNK) -> Swept:
    """Look at every case once.

    1. Bring the clocks to the calendar of today, so that nobody is noted by an old one.
    2. Running clocks past their due date are noted as overdue, since the day after it; then those past their amber day
       are warned of. Each once, with its event.
    3. Answered cases whose time for rating has passed are closed.

    Idempotent: run twice, or after thirty days of standing still, it does what is left to do. By chunks, each in a
    transaction of its own, its cases locked before their clocks.
    """
    recompute_due_dates(now=now)
    done = Swept()
    for cases in _cases_of(_late(now), size=chunk):
        done.overdue += _note(_late(now), cases, mark_overdue, now=now)
    for cases in _cases_of(_near(now), size=chunk):
        done.warned += _note(_near(now), cases, mark_warned, now=now)
    done.closed = _close_answered(today=civil_date(now), now=now)
    return done


def _late(now: datetime.datetime) -> CaseClockQuerySet:
    return CaseClock.objects.filter(calendar_version=current_calendar().version).late(now=now).order_by("due_on", "pk")


def _near(now: datetime.datetime) -> CaseClockQuerySet:
    return CaseClock.objects.near(today=civil_date(now)).order_by("amber_on", "pk")


def _cases_of(clocks: CaseClockQuerySet, *, size: int) -> Iterator[list[int]]:
    """Whose clocks these are, in their order, `size` at a time: asked for once, and again of each when it is locked."""
    numbers = list(dict.fromkeys(clocks.values_list("case", flat=True)))
    for start in range(0, len(numbers), size):
        yield numbers[start : start + size]


@transaction.atomic
def _note(clocks: CaseClockQuerySet, numbers: list[int], mark: Callable[..., None], *, now: datetime.datetime) -> int:
    cases = Case.objects.lock(numbers)
    due = list(clocks.filter(case__in=cases).defer(*HEAVY).select_related("assignment").order_by("case", "pk"))
    mark(due, cases, now=now)
    return len(due)


def _close_answered(*, today: datetime.date, now: datetime.datetime) -> int:
    """One by one: each is a change of its own. A correction under way keeps its case open, a forgotten one does not."""
    correcting = Reply.objects.worked_on(today=today)
    over = Case.objects.filter(state=CaseState.ANSWERED, rate_until__lt=today).exclude(replies__in=correcting)
    cases = [Case(pk=number) for number in over.order_by("pk").values_list("pk", flat=True)]
    for case in cases:
        close_case(case, by=Part.CLOCK, now=now)
    return len(cases)
