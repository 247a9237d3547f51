"""The outbox: what changed is noted with the change, and told to the engines afterwards."""

import datetime
from collections.abc import Iterable

from django.db import connection, transaction
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from civic_search.app_settings import app_settings
from civic_search.models import PendingChange

#: A changed dictionary means a new index: whoever renames several columns waits for it once.
WORDS_WAIT_SECONDS = 30


class _Call:
    """The job that a transaction has enqueued already. Kept among the transaction's hooks, so it goes when they go."""

    def __init__(self, job_id: str) -> None:
        self.job_id = job_id

    def __call__(self) -> None:
        """Nothing is left to do when the transaction commits."""

    def is_waiting(self) -> bool:
        return DBTaskResult.objects.filter(pk=self.job_id, status=TaskResultStatus.READY).exists()


@transaction.atomic
def note_change(kind: str, keys: Iterable[str]) -> None:
    """Documents may have changed, come or gone: note them for every engine → enqueue `write_pending`, once a transaction.

    In the transaction of the change: both happen or neither. Noting what did not change does no harm.
    """
    now = timezone.now()
    wanted = list(dict.fromkeys(keys))
    if not (wanted and app_settings.ENGINES):
        return
    PendingChange.objects.bulk_create(
        (
            PendingChange(engine=engine, kind=kind, key=key, requested_at=now)
            for engine in app_settings.ENGINES
            for key in wanted
        ),
        batch_size=500,
    )
    _call_writer()


def _call_writer() -> None:
    """An import notes thousands of items in one transaction; one job serves them all."""
    from civic_search import tasks  # plc0415: tasks import the domain

    if any(isinstance(hook[1], _Call) and hook[1].is_waiting() for hook in connection.run_on_commit):
        return
    transaction.on_commit(_Call(tasks.write_pending.enqueue().id))


def note_words() -> None:
    """Names may have changed that are words of the dictionary: have it collected again, once for many changes."""
    request_check(at=timezone.now() + datetime.timedelta(seconds=WORDS_WAIT_SECONDS))


def request_check(*, at: datetime.datetime | None = None) -> None:
    """Enqueue `check_index`, unless one waits; a site without search has nothing to check."""
    from civic_search import tasks  # plc0415: tasks import the domain

    if app_settings.ENGINES:
        tasks.enqueue_once(tasks.check_index, at=at)
