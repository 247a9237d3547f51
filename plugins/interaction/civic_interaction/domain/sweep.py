"""What time brings about: warnings, overdue clocks, answered cases that close. No window: whatever is due by now is done."""

import datetime
from dataclasses import dataclass

from django.db import transaction

from civic_interaction.domain.close import close_case
from civic_interaction.domain.note_overdue import mark_overdue, mark_warned
from civic_interaction.enums import CaseState, Part
from civic_interaction.models import Case, CaseClock, Reply
from civic_office.domain.current_calendar import current_calendar
from civic_office.domain.recompute_due_dates import recompute_due_dates
from civic_office.workdays import civil_date

CHUNK = 1000
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
    while count := _sweep_overdue(now=now, size=chunk):
        done.overdue += count
    while count := _sweep_near(now=now, size=chunk):
        done.warned += count
    done.closed = _close_answered(today=civil_date(now), now=now)
    return done


@transaction.atomic
def _sweep_overdue(*, now: datetime.datetime, size: int) -> int:
    version = current_calendar().version
    late = CaseClock.objects.filter(calendar_version=version).late(now=now)
    cases = Case.objects.lock(set(late.order_by("due_on", "pk").values_list("case", flat=True)[:size]))
    clocks = list(late.filter(case__in=cases).defer(*HEAVY).select_related("assignment").order_by("case", "pk"))
    mark_overdue(clocks, cases, now=now)
    return len(clocks)


@transaction.atomic
def _sweep_near(*, now: datetime.datetime, size: int) -> int:
    near = CaseClock.objects.near(today=civil_date(now))
    cases = Case.objects.lock(set(near.order_by("amber_on", "pk").values_list("case", flat=True)[:size]))
    clocks = list(near.filter(case__in=cases).defer(*HEAVY).select_related("assignment").order_by("case", "pk"))
    mark_warned(clocks, cases, now=now)
    return len(clocks)


def _close_answered(*, today: datetime.date, now: datetime.datetime) -> int:
    """One by one: each is a change of its own. A correction under way keeps its case open, a forgotten one does not."""
    correcting = Reply.objects.worked_on(today=today)
    over = Case.objects.filter(state=CaseState.ANSWERED, rate_until__lt=today).exclude(replies__in=correcting)
    cases = [Case(pk=number) for number in over.order_by("pk").values_list("pk", flat=True)]
    for case in cases:
        close_case(case, by=Part.CLOCK, now=now)
    return len(cases)
