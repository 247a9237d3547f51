"""Run enqueued jobs inside a test."""

from typing import Any

from civic_office.jobs.worker import LeasingWorker


class _LoudWorker(LeasingWorker):
    """Settles a failed job like every worker, and then lets the test see the error."""

    def _settle(self, result: Any, *, value: Any = None, error: BaseException | None = None) -> None:
        super()._settle(result, value=value, error=error)
        if error is not None:
            raise error


def run_jobs(*, may_fail: bool = False) -> int:
    """Run all jobs that are ready, and those they enqueue, in this process; returns how many ran.

    A failing job raises here, unless the test says that it `may_fail`; then it waits for its next attempt.
    """
    worker = (LeasingWorker if may_fail else _LoudWorker)(
        queue_names=["*"],
        excluded_queue_names=[],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id="tests",
    )
    while worker.run_next():
        pass
    return worker._run_tasks
