"""The worker: `django_tasks_db`'s loop, with a lease around every job and an outcome that only the leaseholder may write."""

import logging
import time
from traceback import format_exception
from typing import Any

from django.db import OperationalError, close_old_connections, transaction
from django.utils import timezone
from django_tasks.base import TaskContext
from django_tasks.signals import task_finished, task_started
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult
from django_tasks_db.utils import exclusive_transaction, is_locked_database_exception

from civic_office.jobs.failures import settle_failure
from civic_office.jobs.leases import Heart, drop_lease, return_lost_jobs, take_lease

logger = logging.getLogger("civic_office.jobs")


class LeasingWorker(Worker):
    """Runs jobs one after the other. Several may run side by side, on one machine or many."""

    def run(self) -> None:
        """Until told to stop; with `batch` until nothing is ready, with `max_tasks` until so many have run."""
        return_lost_jobs()
        heart = Heart(worker_id=self.worker_id)
        heart.start()
        try:
            while self.running and self._run_tasks != self.max_tasks:
                close_old_connections()
                # While there may be a job in hand, the first signal only asks to stop.
                self.running_task = True
                has_run = self.run_next()
                self.running_task = False
                if not has_run:
                    if self.batch:
                        return
                    time.sleep(self.interval)
        finally:
            heart.stop()

    def run_next(self) -> bool:
        """Run the next ready job in this process; False when there is none."""
        job = self._claim_next()
        if job is not None:
            self.run_task(job)
        return job is not None

    def _claim_next(self) -> DBTaskResult | None:
        """Take the next ready job and its lease, in one transaction; waits while the database is locked."""
        jobs = DBTaskResult.objects.ready().filter(backend_name=self.backend_name)
        if not self.process_all_queues:
            jobs = jobs.filter(queue_name__in=self.queue_names)
        while True:
            try:
                with exclusive_transaction(jobs.db):
                    job = jobs.get_locked()
                    if job is not None:
                        job.claim(self.worker_id)
                        take_lease(job, worker_id=self.worker_id)
                    return job
            except OperationalError as error:
                if not is_locked_database_exception(error):
                    raise
                time.sleep(1)

    def run_task(self, db_task_result: DBTaskResult) -> None:
        """Call a claimed job's task; then, in one transaction, give the lease back and write the outcome.

        A lost lease means that the reaper took us for dead and the job runs elsewhere: then nothing is written.
        """
        self._run_tasks += 1
        self._attempt(db_task_result)

    def _attempt(self, result: DBTaskResult) -> None:
        try:
            value = _call_task(result)
            self._settle(result, value=value)
        except (SystemExit, KeyboardInterrupt) as stop:
            # Somebody insisted on stopping in the middle of the job: it goes back to the queue.
            self._settle(result, error=stop)
            raise
        except Exception as error:
            logger.exception("Job %s failed in attempt %d", result.pk, len(result.worker_ids))
            self._settle(result, error=error)

    @transaction.atomic
    def _settle(self, result: DBTaskResult, *, value: Any = None, error: BaseException | None = None) -> None:
        if not drop_lease(result, worker_id=self.worker_id):
            logger.warning("Job %s was taken away from this worker; its outcome is not recorded", result.pk)
            return
        if error is None:
            with transaction.atomic():
                result.set_successful(value)
            task_finished.send(sender=type(result.task.get_backend()), task_result=result.task_result)
            return
        settle_failure(
            result,
            reason=f"{type(error).__name__}: {error}",
            traceback="".join(format_exception(error)),
            now=timezone.now(),
        )


def _call_task(result: DBTaskResult) -> Any:
    task = result.task
    task_result: Any = result.task_result
    task_started.send(sender=type(task.get_backend()), task_result=task_result)
    if task.takes_context:
        return task.call(TaskContext(task_result=task_result), *task_result.args, **task_result.kwargs)
    return task.call(*task_result.args, **task_result.kwargs)
