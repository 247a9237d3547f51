"""The site's clock and worker are killed, a month passes, they start again: what was due is noted once, nothing twice."""

import datetime
import signal

import pytest
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from civic_interaction.domain.sweep import sweep
from civic_interaction.enums import CaseState, Light
from civic_interaction.models import CaseClock
from civic_office.models import ScheduleSlot
from tests.interaction.letters import bring_to, events_of, fresh, make_city
from tests.workers import wait_until

SWEEP = "civic_interaction.tasks.sweep_cases"
DAY, MONTH = datetime.timedelta(days=1), datetime.timedelta(days=30)


@pytest.fixture
def worker_settings():
    return "tests.load.settings"


def delays(case):
    """Which clocks of the case are noted as overdue, and since when; on the clocks, and in its story."""
    clocks = case.clocks.filter(overdue_on__isnull=False).values_list("kind", "overdue_on")
    told = [(event.data["clock"], event.data["since"]) for event in case.events.filter(event="overdue")]
    return sorted((kind, day.isoformat()) for kind, day in clocks), sorted(told)


@pytest.fixture
def run_for_one_sweep(start):
    """Start the real clock and the real worker, and kill both once a sweep is done."""

    def run():
        done = DBTaskResult.objects.filter(task_path=SWEEP, status="SUCCESSFUL")
        before = done.count()
        processes = [start("clock"), start("worker", "--interval", "0.1")]
        wait_until(lambda: done.count() > before, what="a sweep is done")
        for process in processes:
            process.send_signal(signal.SIGKILL)
            process.wait()

    return run


@pytest.mark.slow
@pytest.mark.shows("R126")
@pytest.mark.django_db(transaction=True)
def test_a_month_without_clock_and_worker_loses_and_doubles_nothing(run_for_one_sweep):
    now, city = timezone.now(), make_city()
    days = [now - MONTH - number * DAY for number in range(4)]
    swept_daily = [bring_to(CaseState.HANDLING, city, now=day) for day in days]
    for number in range(35):
        sweep(now=days[-1] + number * DAY)
    expected = [delays(fresh(case)) for case in swept_daily]
    CaseClock.objects.update(stopped_at=now)
    connection.close()
    run_for_one_sweep()

    # The clock was last seen a month ago. Since then nobody has looked at these:
    ScheduleSlot.objects.filter(name=SWEEP).update(slot=now - MONTH)
    stood_still = [bring_to(CaseState.HANDLING, city, now=day) for day in days]
    connection.close()
    run_for_one_sweep()
    found = [delays(case) for case in stood_still]
    story = [events_of(case) for case in stood_still]

    assert found == expected
    assert all(noted == told and len(noted) == 2 for noted, told in found)
    assert {fresh(case).light for case in stood_still} == {Light.RED}
    assert ScheduleSlot.objects.filter(name=SWEEP).count() == 2
    sweep(now=timezone.now())
    assert [events_of(case) for case in stood_still] == story
