"""Clear away what old jobs leave behind."""

import datetime

from django.db import transaction
from django.db.models import Max
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from civic_office.app_settings import app_settings
from civic_office.models import JobProgress, ScheduleSlot

#: A job that went well is of no interest after this time.
KEPT = datetime.timedelta(days=30)


@transaction.atomic
def clear_jobs(*, now: datetime.datetime) -> int:
    """Delete finished jobs and progress older than a month, and slots that no catching up can reach.

    Jobs that failed stay as long as nobody has decided about them, and every periodic job keeps its last slot: from
    there the clock counts. Returns how many rows went.
    """
    finished = DBTaskResult.objects.filter(finished_at__lt=now - KEPT).exclude(civic_dead_letters__outcome="open")
    jobs, _ = finished.filter(status__in=(TaskResultStatus.SUCCESSFUL, TaskResultStatus.FAILED)).delete()
    progress, _ = JobProgress.objects.filter(started_at__lt=now - KEPT).delete()
    return jobs + progress + _clear_slots(before=now - datetime.timedelta(days=app_settings.CATCH_UP_DAYS))


def _clear_slots(*, before: datetime.datetime) -> int:
    last = ScheduleSlot.objects.values("name").annotate(last=Max("pk")).values("last")
    deleted, _ = (
        ScheduleSlot.objects.filter(slot__lt=before).exclude(pk__in=list(last.values_list("last", flat=True))).delete()
    )
    return deleted
