"""Jobs that survive their worker: `django_tasks_db`'s queue, and what it lacks.

Enqueuing is an INSERT: inside `transaction.atomic()` the queue is the outbox. A job runs at least once, so every task is
idempotent.

- `leases`        a heartbeat for the job that runs, and the reaper that returns jobs whose worker died
- `worker`        the worker of `manage.py worker`: claim, run under a lease, settle
- `failures`      back-off, the cap on attempts, dead letters: what happens after an attempt failed
- `schedule`      periodic jobs: `@scheduled(every=…)` and the clock of `manage.py clock`
- `progress`      how far a long job has come
"""

from civic_office.jobs.schedule import scheduled

__all__ = ["scheduled"]
