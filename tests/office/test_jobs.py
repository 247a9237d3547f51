import contextlib
import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext
from django_tasks_db.models import DBTaskResult

from civic_office.domain.clear_jobs import clear_jobs
from civic_office.domain.settle_job import discard_job, retry_job
from civic_office.enums import Role
from civic_office.jobs import leases
from civic_office.jobs.failures import retry_delay
from civic_office.jobs.progress import start_progress
from civic_office.jobs.worker import LeasingWorker
from civic_office.models import DeadLetter, JobLease
from tests.factories import make_government_office, make_post, make_user
from tests.jobs import run_jobs
from tests.office import job_examples

pytestmark = pytest.mark.django_db


@pytest.fixture
def short_patience(settings):
    settings.CIVIC_OFFICE_JOB_RETRY_SECONDS = 0
    settings.CIVIC_OFFICE_JOB_ATTEMPTS = 3


@pytest.fixture
def dead_letter(short_patience, tmp_path):
    job_examples.fail_always.enqueue(str(tmp_path / "tries"))
    run_jobs(may_fail=True)
    return DeadLetter.objects.get()


def claimed(tmp_path, **changes):
    """A job that some worker claimed and never finished."""
    job_examples.write_line.enqueue(str(tmp_path / "lines"), "一")
    job = DBTaskResult.objects.get()
    job.claim("gone")
    DBTaskResult.objects.filter(pk=job.pk).update(**changes)
    job.refresh_from_db()
    return job


def test_run_jobs_runs_what_is_ready(tmp_path):
    job_examples.write_line.enqueue(str(tmp_path / "lines"), "一")

    assert run_jobs() == 1
    assert (tmp_path / "lines").read_text() == "一\n"
    assert DBTaskResult.objects.get().status == "SUCCESSFUL"
    assert JobLease.objects.count() == 0


def test_run_jobs_shows_the_error_of_a_failing_job(tmp_path):
    job_examples.fail_always.enqueue(str(tmp_path / "tries"))

    with pytest.raises(ValueError, match="没有应答"):
        run_jobs()


def test_job_enqueued_in_a_transaction_that_fails_never_runs(tmp_path):
    with contextlib.suppress(RuntimeError), transaction.atomic():
        job_examples.write_line.enqueue(str(tmp_path / "lines"), "一")
        raise RuntimeError

    assert run_jobs() == 0


def test_job_that_failed_waits_and_is_tried_again(tmp_path):
    job_examples.fail_always.enqueue(str(tmp_path / "tries"))

    run_jobs(may_fail=True)

    job = DBTaskResult.objects.get()
    assert (job.status, len(job.worker_ids)) == ("READY", 1)
    assert job.run_after > timezone.now() + datetime.timedelta(seconds=25)
    assert run_jobs(may_fail=True) == 0


def test_pause_doubles_and_ends_at_a_day(settings):
    settings.CIVIC_OFFICE_JOB_RETRY_SECONDS = 30

    assert [retry_delay(n).total_seconds() for n in (1, 2, 3, 20)] == [30, 60, 120, 86_400]


def test_job_that_fails_too_often_becomes_a_dead_letter(dead_letter, tmp_path):
    job = DBTaskResult.objects.get()

    assert (tmp_path / "tries").read_text() == "tried\n" * 3
    assert (job.status, dead_letter.attempts, dead_letter.outcome) == ("FAILED", 3, "open")
    assert dead_letter.reason == "ValueError: 对方系统没有应答"
    assert "fail_always" in dead_letter.traceback


def test_job_whose_task_is_gone_becomes_a_dead_letter(short_patience, tmp_path):
    job_examples.write_line.enqueue(str(tmp_path / "lines"), "一")
    DBTaskResult.objects.update(task_path="tests.office.job_examples.renamed_since")

    run_jobs(may_fail=True)

    assert DeadLetter.objects.get().reason.startswith("ImportError")


def test_lost_job_returns_when_its_lease_has_run_out(tmp_path):
    job = claimed(tmp_path)
    leases.take_lease(job, worker_id="gone")
    assert leases.return_lost_jobs() == 0

    JobLease.objects.update(expires_at=timezone.now() - datetime.timedelta(seconds=1))

    assert leases.return_lost_jobs() == 1
    job.refresh_from_db()
    assert (job.status, job.worker_ids, JobLease.objects.count()) == ("READY", ["gone"], 0)


def test_lost_job_returns_when_its_worker_died_before_it_took_a_lease(tmp_path):
    job = claimed(tmp_path)
    assert leases.return_lost_jobs() == 0

    DBTaskResult.objects.update(started_at=timezone.now() - datetime.timedelta(seconds=121))

    assert leases.return_lost_jobs() == 1
    job.refresh_from_db()
    assert job.status == "READY"


def test_lost_job_returns_when_its_worker_died_between_failure_and_settling(tmp_path):
    job = claimed(tmp_path, status="FAILED")
    leases.take_lease(job, worker_id="gone")
    JobLease.objects.update(expires_at=timezone.now() - datetime.timedelta(seconds=1))

    leases.return_lost_jobs()

    job.refresh_from_db()
    assert job.status == "READY"


def test_job_that_kills_its_workers_becomes_a_dead_letter(short_patience, tmp_path):
    job = claimed(tmp_path, worker_ids=["a", "b", "c"])
    leases.take_lease(job, worker_id="c")
    JobLease.objects.update(expires_at=timezone.now() - datetime.timedelta(seconds=1))

    leases.return_lost_jobs()

    letter = DeadLetter.objects.get()
    assert (letter.attempts, letter.reason) == (3, gettext("The worker died or hung"))


def test_worker_that_lost_its_lease_writes_no_outcome(tmp_path):
    """Its job runs elsewhere by now: two outcomes for one job would be one too many."""
    job = claimed(tmp_path)
    worker = LeasingWorker(
        queue_names=["*"],
        excluded_queue_names=[],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id="slow",
    )
    leases.take_lease(job, worker_id="other")

    worker._settle(job, value="late")

    job.refresh_from_db()
    assert (job.status, job.return_value) == ("RUNNING", None)


def test_retry_gives_a_dead_job_fresh_attempts(dead_letter, tmp_path):
    supervisor = make_post(unit=make_government_office(), role=Role.SUPERVISOR).user

    retry_job(dead_letter, by=supervisor, now=timezone.now())
    run_jobs(may_fail=True)

    dead_letter.refresh_from_db()
    assert (dead_letter.outcome, dead_letter.settled_by) == ("retried", supervisor)
    assert (tmp_path / "tries").read_text() == "tried\n" * 6
    assert DeadLetter.objects.open().count() == 1


def test_discard_leaves_the_job_dead(dead_letter):
    discard_job(dead_letter, by=make_user(is_superuser=True), now=timezone.now())

    assert run_jobs(may_fail=True) == 0
    with pytest.raises(ValidationError):
        retry_job(dead_letter, by=make_user(is_superuser=True), now=timezone.now())


def test_dead_letters_are_settled_by_supervisors_only(dead_letter):
    for by in (make_user(), make_post(role=Role.PRINCIPAL_LEADER).user):
        with pytest.raises(PermissionDenied):
            retry_job(dead_letter, by=by, now=timezone.now())


def test_progress_counts_and_finishes(django_assert_max_num_queries):
    progress = start_progress("导入条目", by=None)
    job_examples.count_to.enqueue(str(progress.pk), 500)

    with django_assert_max_num_queries(40):
        run_jobs()

    progress.refresh_from_db()
    assert (progress.done, progress.total, progress.percent, progress.message) == (500, 500, 100, "第500项")
    assert progress.is_finished


def test_progress_of_a_job_that_stumbled_says_why():
    progress = start_progress("导入条目", by=None)
    job_examples.stumble.enqueue(str(progress.pk))

    run_jobs(may_fail=True)

    progress.refresh_from_db()
    assert (progress.done, progress.percent, progress.error) == (4, 40, "第5行缺少标题")


def test_clear_jobs_keeps_what_is_young_or_undecided(dead_letter, tmp_path):
    job_examples.write_line.enqueue(str(tmp_path / "lines"), "一")
    run_jobs()
    assert clear_jobs(now=timezone.now()) == 0

    assert clear_jobs(now=timezone.now() + datetime.timedelta(days=31)) == 1
    assert DBTaskResult.objects.get() == dead_letter.result
