import datetime

from django.utils import timezone
from django_tasks import task

from civic_interaction.domain import clear_uploads as clearing
from civic_interaction.domain import rotate_personal_data as rotating
from civic_interaction.domain import scan_uploads as scanning
from civic_office.jobs import scheduled
from civic_office.jobs.progress import following


@task()
def rotate_personal_data(progress: str) -> int:
    """Encrypt with the first key what is not; returns how many fields. May be cut off and run again."""
    with following(progress, total=rotating.count_stale()) as meter:
        rotation = rotating.rotate_personal_data(on_batch=meter.advance)
    return rotation.rotated


@scheduled(every=datetime.timedelta(hours=1), at=datetime.time(0, 20), catch_up=False)
@task()
def clear_uploads(slot: str) -> int:
    return clearing.clear_uploads(now=timezone.now())


@scheduled(every=datetime.timedelta(minutes=10), catch_up=False)
@task()
def scan_uploads(slot: str) -> int:
    return scanning.scan_uploads(now=timezone.now())
