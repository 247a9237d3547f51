"""What time and a new calendar cost over many open cases, beside saving row by row."""

import datetime
import time
from collections.abc import Callable
from typing import Any

from django.db import transaction

from bench.letters.figures import Figure
from bench.letters.fill import OPEN, Filler
from civic_interaction.domain.sweep import Swept, sweep
from civic_interaction.enums import Event, Light, Part
from civic_interaction.models import Case, CaseClock, CaseEvent
from civic_office.domain.recompute_due_dates import recompute_due_dates
from tests.interaction.letters import MONDAY, change_days

#: Seconds of a sweep, however many cases are open.
LONGEST = 10
DAY, ROWS_ONE_BY_ONE = datetime.timedelta(days=1), 1000


def measure_clocks(*, cases: int) -> list[Figure]:
    """On a Monday with letters of the last five days: a new calendar, an ordinary day, and a month of standing still."""
    Filler(now=MONDAY, mix=OPEN, days=5).fill(cases)
    figures = [_recompute()]
    sweep(now=MONDAY)
    for what, now in {
        "sweep with nothing to do": MONDAY,
        "sweep of the next day": MONDAY + DAY,
        "sweep after 30 days of standing still": MONDAY + 30 * DAY,
    }.items():
        figure, done = _timed(what, lambda now=now: sweep(now=now), bar=LONGEST)
        figure.said += f"; {done.overdue:,} clocks overdue, {done.warned:,} warned, of {cases:,} open cases"
        figures.append(figure)
    again, nothing = _timed("the same sweep again", lambda: sweep(now=MONDAY + 30 * DAY), bar=LONGEST)
    if nothing != Swept():
        raise AssertionError("the sweep is not idempotent")
    return [*figures, again, _one_by_one()]


def _recompute() -> Figure:
    """One day of the coming week becomes a holiday."""
    running = CaseClock.objects.running().count()
    change_days("2026-03-05", now=MONDAY)
    figure, moved = _timed("new calendar", lambda: recompute_due_dates(now=MONDAY))
    figure.said += f"; {moved:,} of {running:,} running clocks moved"
    return figure


def _one_by_one() -> Figure:
    """The plain way to do what a sweep does: read a clock, save clock, case and event, commit."""
    clocks = list(CaseClock.objects.filter(overdue_on__isnull=False)[:ROWS_ONE_BY_ONE])

    def save() -> None:
        for clock in clocks:
            with transaction.atomic():
                case = Case.objects.select_for_update().get(pk=clock.case_id)
                clock.save()
                case.light, case.event_count = Light.RED if case.overdue_on else case.light, case.event_count + 1
                case.save()
                facts = {"event": Event.OVERDUE, "part": Part.CLOCK, "at": MONDAY}
                states = {"from_state": case.state, "to_state": case.state}
                CaseEvent(case=case, seq=case.event_count, **facts, **states).save()

    figure, _nothing = _timed(f"row by row: {len(clocks):,} overdue clocks", save)
    return figure


def _timed(what: str, act: Callable[[], Any], *, bar: float | None = None) -> tuple[Figure, Any]:
    """Seconds by the clock, and of this process's own CPU."""
    began, before = time.perf_counter(), time.process_time()
    result = act()
    figure = Figure(what, time.perf_counter() - began, "s", bar, said=f"CPU {time.process_time() - before:.1f} s")
    return figure, result
