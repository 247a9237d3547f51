"""Real workers and clocks, in processes of their own, on a database that survives them."""

import signal
import time

import pytest
from django_tasks_db.models import DBTaskResult

from civic_office.models import DeadLetter, JobLease, ScheduleSlot
from tests.office import job_examples
from tests.workers import PATIENCE, wait_until

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def lines(path):
    return path.read_text().splitlines() if path.exists() else []


def test_job_of_a_killed_worker_returns_and_completes(start, tmp_path):
    trace = tmp_path / "trace"
    job_examples.sleep_first_time.enqueue(str(trace))
    victim = start("worker", "--interval", "0.1")
    wait_until(lambda: lines(trace) == ["begun"] and JobLease.objects.exists(), what="the job has begun")

    victim.send_signal(signal.SIGKILL)
    victim.wait()
    killed_at = time.monotonic()
    start("worker", "--interval", "0.1")

    wait_until(lambda: DBTaskResult.objects.get().status == "SUCCESSFUL", what="the job is done by another worker")
    assert lines(trace) == ["begun", "begun", "done"]
    assert len(DBTaskResult.objects.get().worker_ids) == 2
    assert JobLease.objects.count() == 0
    assert time.monotonic() - killed_at < PATIENCE


def test_job_of_a_living_worker_keeps_its_lease(start, tmp_path):
    trace = tmp_path / "trace"
    job_examples.work_for.enqueue(str(trace), 10.0)

    start("worker", "--interval", "0.1")
    start("worker", "--interval", "0.1")

    wait_until(lambda: DBTaskResult.objects.get().status == "SUCCESSFUL", what="the long job is done")
    assert lines(trace) == ["begun", "done"]


def test_sigterm_lets_the_job_at_hand_finish(start, tmp_path):
    trace = tmp_path / "trace"
    job_examples.work_for.enqueue(str(trace), 2.0)
    job_examples.write_line.enqueue(str(trace), "next")
    worker = start("worker", "--interval", "0.1")
    wait_until(lambda: lines(trace) == ["begun"], what="the job has begun")

    worker.send_signal(signal.SIGTERM)

    assert worker.wait(timeout=PATIENCE) == 0
    assert lines(trace) == ["begun", "done"]
    assert sorted(DBTaskResult.objects.values_list("status", flat=True)) == ["READY", "SUCCESSFUL"]


def test_failing_job_is_given_up_after_its_attempts(start, tmp_path):
    job_examples.fail_always.enqueue(str(tmp_path / "trace"))

    start("worker", "--interval", "0.1")

    wait_until(DeadLetter.objects.exists, what="the job has become a dead letter")
    assert lines(tmp_path / "trace") == ["tried"] * 3


def test_batch_worker_runs_what_is_ready_and_stops(start, tmp_path):
    for number in range(3):
        job_examples.write_line.enqueue(str(tmp_path / "trace"), str(number))

    assert start("worker", "--batch").wait(timeout=PATIENCE) == 0
    assert sorted(lines(tmp_path / "trace")) == ["0", "1", "2"]


def test_several_clocks_enqueue_every_slot_once(start):
    clocks = [start("clock", "--once") for _ in range(3)]

    assert [clock.wait(timeout=PATIENCE) for clock in clocks] == [0, 0, 0]
    names = list(ScheduleSlot.objects.values_list("name", flat=True))
    assert "civic_office.tasks.refresh_access" in names
    assert len(names) == len(set(names)) == DBTaskResult.objects.count()


def test_clock_stops_when_told(start):
    clock = start("clock")
    wait_until(ScheduleSlot.objects.exists, what="the clock has looked at the schedule")

    clock.send_signal(signal.SIGTERM)

    assert clock.wait(timeout=PATIENCE) == 0
