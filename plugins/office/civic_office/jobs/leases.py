"""Heartbeat and reaper: a running job holds a lease; when the lease runs out, the job returns to the queue."""

import datetime
import logging
import threading
import uuid

from django.db import DatabaseError, close_old_connections, connection, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from civic_office.app_settings import app_settings
from civic_office.jobs.failures import settle_failure
from civic_office.models.jobs import JobLease

logger = logging.getLogger("civic_office.jobs")


def lease_length() -> datetime.timedelta:
    return datetime.timedelta(seconds=app_settings.JOB_LEASE_SECONDS)


def take_lease(result: DBTaskResult, *, worker_id: str) -> None:
    JobLease.objects.update_or_create(
        result=result, defaults={"worker_id": worker_id, "expires_at": timezone.now() + lease_length()}
    )


def renew_leases(*, worker_id: str) -> int:
    """Push the leases of this worker ahead; 0 means that it runs nothing, or was taken for dead."""
    return JobLease.objects.filter(worker_id=worker_id).update(expires_at=timezone.now() + lease_length())


def drop_lease(result: DBTaskResult, *, worker_id: str) -> bool:
    """Give the lease back. False when it was lost: the job is somebody else's now, and its outcome no longer ours."""
    deleted, _rows = JobLease.objects.filter(result=result, worker_id=worker_id).delete()
    return bool(deleted)


def return_lost_jobs() -> int:
    """Return jobs of dead workers to the queue, or make dead letters of them; returns how many.

    A job is lost when its lease has run out, or when it is running without any lease for longer than a lease lasts: its
    worker died between claiming and taking the lease.
    """
    now = timezone.now()
    without_lease = Q(status=TaskResultStatus.RUNNING, civic_lease=None, started_at__lt=now - lease_length())
    lost = list(
        DBTaskResult.objects.filter(Q(civic_lease__expires_at__lt=now) | without_lease).values_list("pk", flat=True)
    )
    return sum(_return_lost_job(pk, now=now) for pk in lost)


@transaction.atomic
def _return_lost_job(pk: uuid.UUID, *, now: datetime.datetime) -> bool:
    result = DBTaskResult.objects.select_for_update().filter(pk=pk).first()
    if result is None:
        return False
    lease = JobLease.objects.filter(result=result).first()
    if lease is not None and lease.expires_at >= now:
        return False  # its worker was only slow: it has renewed since we looked
    JobLease.objects.filter(result=result).delete()
    if result.status not in (TaskResultStatus.RUNNING, TaskResultStatus.FAILED):
        return False
    logger.warning("Job %s lost its worker %s", result.pk, result.worker_ids[-1:])
    settle_failure(result, reason=_("The worker died or hung"), now=now)
    return True


class Heart(threading.Thread):
    """Beats three times a lease: renews this worker's leases, and returns the jobs of workers that died."""

    def __init__(self, *, worker_id: str) -> None:
        super().__init__(name=f"heart of {worker_id}", daemon=True)
        self.worker_id = worker_id
        self.stopped = threading.Event()

    def run(self) -> None:
        while not self.stopped.wait(app_settings.JOB_LEASE_SECONDS / 3):
            try:
                close_old_connections()
                renew_leases(worker_id=self.worker_id)
                return_lost_jobs()
            except DatabaseError:
                # A locked or restarting database: the next beat tries again.
                logger.exception("A heartbeat was missed")
        connection.close()

    def stop(self) -> None:
        self.stopped.set()
        self.join(timeout=5)
