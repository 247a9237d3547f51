"""How far a long job has come.

    progress = start_progress("导入条目", by=request.user)
    import_items.enqueue(progress=str(progress.pk))            # the request shows the page of `progress.pk`

    with following(progress_id, total=len(rows)) as meter:     # in the task
        for row in rows:
            …
            meter.advance()

Rows become visible when a transaction commits: a job that does everything in one shows its progress at the end. Work in
batches, and advance between them.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from civic_office.models.jobs import JobProgress

#: Writes to the database are at least this far apart, so that counting costs nothing.
SECONDS_BETWEEN_WRITES = 0.5


def start_progress(title: str, *, by: Any | None, total: int = 0, next_url: str = "") -> JobProgress:
    """Make the record before the job is enqueued. `next_url` is offered to the person when it is done."""
    return JobProgress.objects.create(
        title=title[:200], started_by=by, started_at=timezone.now(), total=total, next_url=next_url
    )


class Meter:
    """Counts in memory and writes now and then."""

    def __init__(self, progress_id: Any, *, total: int = 0) -> None:
        self.rows = JobProgress.objects.filter(pk=progress_id) if progress_id else JobProgress.objects.none()
        self.total, self.done, self.message = total, 0, ""
        self.written_at = 0.0

    def advance(self, by: int = 1, *, message: str | None = None) -> None:
        """Count `by` more; `message` says in a few words what is being done."""
        self.done += by
        if message is not None:
            self.message = message[:300]
        if time.monotonic() - self.written_at >= SECONDS_BETWEEN_WRITES:
            self.write()

    def write(self, **fields: Any) -> None:
        self.written_at = time.monotonic()
        self.rows.update(total=self.total, done=self.done, message=self.message, **fields)


@contextmanager
def following(progress_id: Any, *, total: int = 0) -> Iterator[Meter]:
    """Open the meter of a job; on leaving mark it finished, or failed with the error's sentence, which is raised on.

    Without a `progress_id`, for a job that nobody looks at, it writes nothing.
    A job that is tried again starts counting afresh.
    """
    meter = Meter(progress_id, total=total)
    meter.write(error="", finished_at=None)
    try:
        yield meter
    except Exception as error:
        meter.write(error=_sentence_of(error), finished_at=timezone.now())
        raise
    meter.write(finished_at=timezone.now())


def _sentence_of(error: Exception) -> str:
    return " ".join(error.messages) if isinstance(error, ValidationError) else str(error) or type(error).__name__
