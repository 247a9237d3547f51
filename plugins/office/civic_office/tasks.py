import datetime

from django.utils import timezone
from django_tasks import task

from civic_office.domain import recompute_due_dates as recomputing
from civic_office.domain.clear_jobs import clear_jobs
from civic_office.domain.clear_kept_files import clear_kept_files
from civic_office.domain.clear_notices import clear_notices
from civic_office.domain.deliver import deliver
from civic_office.domain.grant import grant_access
from civic_office.domain.send_digests import send_digests
from civic_office.jobs import scheduled
from civic_office.workdays import civil_date


@scheduled(every=datetime.timedelta(days=1), at=datetime.time(0, 5), catch_up=False)
@task()
def refresh_access(slot: str) -> int:
    """Posts begin and end by the calendar too: put everybody into the groups of the posts they hold today."""
    return grant_access(today=civil_date(timezone.now()))


@scheduled(every=datetime.timedelta(days=1), at=datetime.time(3, 40), catch_up=False)
@task()
def clear_old_jobs(slot: str) -> int:
    return clear_jobs(now=timezone.now())


@scheduled(every=datetime.timedelta(days=1), at=datetime.time(3, 50), catch_up=False)
@task()
def clear_files_of_forms(slot: str) -> int:
    return clear_kept_files(now=timezone.now())


@task()
def recompute_due_dates() -> int:
    """Bring every running clock to the current calendar. Safe to run at any time, and again."""
    return recomputing.recompute_due_dates(now=timezone.now())


@scheduled(every=datetime.timedelta(days=1), at=datetime.time(1, 10), catch_up=False)
@task()
def recompute_due_dates_daily(slot: str) -> int:
    """Catch a clock that was saved while a notice was being committed."""
    return recomputing.recompute_due_dates(now=timezone.now())


@task()
def deliver_message(delivery_id: int) -> str:
    return deliver(delivery_id, now=timezone.now())


@scheduled(every=datetime.timedelta(days=1), at=datetime.time(8, 30), catch_up=False)
@task()
def send_daily_digests(slot: str) -> int:
    """It sends whatever has gathered, so no slot is made up for."""
    return send_digests(now=timezone.now())


@scheduled(every=datetime.timedelta(days=1), at=datetime.time(3, 30), catch_up=False)
@task()
def clear_old_notices(slot: str) -> int:
    return clear_notices(now=timezone.now())
