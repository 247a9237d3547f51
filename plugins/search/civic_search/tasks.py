"""Jobs of the index. Each may run twice; an engine that is down makes none of them fail.

Those that write what was just published go before other jobs, those that build and read files behind them.
"""

import datetime

from django.db.models import Q
from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult, get_date_max
from wagtail.documents import get_document_model

from civic_search.app_settings import app_settings
from civic_search.domain import check_index as checking
from civic_search.domain import read_files as reading
from civic_search.domain import rebuild as rebuilding
from civic_search.domain import renew_vocabulary as renewing
from civic_search.domain import serve as serving
from civic_search.engines import EngineDownError
from civic_search.engines.in_use import engine_in_use

URGENT, PATIENT = 50, -50


def enqueue_once(job: Task, *arguments: str, at: datetime.datetime | None = None) -> None:
    """Enqueue, unless a job with these arguments waits that starts no later: what goes on by itself goes on once."""
    due = Q(run_after=get_date_max()) | Q(run_after__lte=at) if at else Q(run_after=get_date_max())
    same = DBTaskResult.objects.filter(task_path=job.module_path, args_kwargs={"args": list(arguments), "kwargs": {}})
    if not same.filter(due, status=TaskResultStatus.READY).exists():
        job.using(run_after=at).enqueue(*arguments)


@task(priority=URGENT)
def write_pending() -> None:
    """Tell the engines what changed; come again when one is down."""
    again = serving.write_pending()
    if again is not None:
        enqueue_once(write_pending, at=again)
    call_collector()


def call_collector() -> None:
    """Names and titles may have changed: have the vocabulary collected, once for many changes."""
    at = timezone.now() + datetime.timedelta(seconds=app_settings.VOCABULARY_SECONDS)
    enqueue_once(renew_vocabulary, at=at)


@task(priority=PATIENT)
def renew_vocabulary() -> None:
    renewing.renew_vocabulary()


@task(priority=PATIENT)
def rebuild_index(engine_name: str) -> None:
    """Build a few seconds at an engine's new index, and leave the rest to the next job.

    An engine that was down is known to be back when it has been told what is pending.
    """
    engine = engine_in_use(engine_name)
    if engine is None:
        return
    again: datetime.datetime | None = None
    try:
        is_unfinished = rebuilding.carry_on(engine)
    except EngineDownError as error:
        is_unfinished, again = True, serving.note_failure(engine, error)
        enqueue_once(write_pending, at=again)
    if is_unfinished:
        enqueue_once(rebuild_index, engine_name, at=again)


@task(priority=PATIENT)
def read_file(document_id: int) -> None:
    """Read the file of a Wagtail document, if it is still there."""
    document = get_document_model().objects.filter(pk=document_id).first()
    if document is not None:
        reading.read_file(document)


@task()
def check_index() -> None:
    again = checking.check_index()
    if again is not None:
        enqueue_once(check_index, at=again)
    call_collector()
