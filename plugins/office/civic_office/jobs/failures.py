"""What happens after an attempt failed: again later, or a dead letter."""

import datetime

from django.db import transaction
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from civic_office.app_settings import app_settings
from civic_office.models.jobs import DeadLetter


def retry_delay(attempt: int) -> datetime.timedelta:
    """The pause after attempt number `attempt` (from 1): doubles each time, at most a day."""
    seconds = app_settings.JOB_RETRY_SECONDS * 2 ** (attempt - 1)
    return datetime.timedelta(seconds=min(seconds, 86_400))


@transaction.atomic
def settle_failure(result: DBTaskResult, *, reason: str, now: datetime.datetime, traceback: str = "") -> None:
    """Put a job whose attempt failed back into the queue, or make it a dead letter when its attempts are used up.

    Every claim leaves the worker's name in `worker_ids`, so their number is the number of attempts.
    """
    attempts = len(result.worker_ids)
    if attempts < app_settings.JOB_ATTEMPTS:
        result.status = TaskResultStatus.READY
        result.run_after = now + retry_delay(max(1, attempts))
        result.save(update_fields=["status", "run_after"])
        return
    result.status = TaskResultStatus.FAILED
    result.finished_at = now
    result.exception_class_path = reason[:300]
    result.traceback = traceback
    result.save(update_fields=["status", "finished_at", "exception_class_path", "traceback"])
    DeadLetter.objects.create(
        result=result,
        task_path=result.task_path[:200],
        arguments=result.args_kwargs,
        reason=reason[:300],
        traceback=traceback,
        attempts=attempts,
        died_at=now,
    )


def ready_again(result: DBTaskResult) -> None:
    """Give a dead job a fresh set of attempts, from now."""
    result.status = TaskResultStatus.READY
    result.run_after = timezone.now()
    result.worker_ids = []
    result.finished_at = None
    result.exception_class_path = result.traceback = ""
    result.save()
