"""Periodic jobs. A slot is a moment at which a job is due; whoever writes its row first enqueues the job.

    @scheduled(every=datetime.timedelta(days=1), at=datetime.time(2, 30))
    @task()
    def mark_overdue(slot: str) -> None: ...

The task gets its slot as an ISO moment, so that a run that was made up for after a downtime knows which day it is for.
"""

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.module_loading import autodiscover_modules
from django_tasks.base import Task

from civic_office.app_settings import app_settings
from civic_office.models.jobs import ScheduleSlot


@dataclass(frozen=True)
class Schedule:
    """When `task` is due: every `every`, counted from midnight plus `at` in the site's time zone."""

    task: Task
    every: datetime.timedelta
    at: datetime.time
    catch_up: bool

    @property
    def name(self) -> str:
        return self.task.module_path

    def latest_slot(self, *, now: datetime.datetime) -> datetime.datetime:
        """The last moment not after `now` at which the job was due."""
        zone = timezone.get_default_timezone()
        start = datetime.datetime.combine(datetime.date(2020, 1, 1), self.at, tzinfo=zone)
        return start + (now - start) // self.every * self.every

    def slots_between(self, after: datetime.datetime, *, now: datetime.datetime) -> Iterator[datetime.datetime]:
        """The slots later than `after` and not later than `now`, oldest first; only the last without `catch_up`."""
        latest = self.latest_slot(now=now)
        if not self.catch_up:
            if latest > after:
                yield latest
            return
        missed = max(0, -((after - latest) // self.every))
        for back in range(missed - 1, -1, -1):
            if (slot := latest - back * self.every) > after:
                yield slot


#: All periodic jobs of the site, by name. Filled when `tasks.py` of the installed apps are imported.
schedules: dict[str, Schedule] = {}


def scheduled(
    *, every: datetime.timedelta, at: datetime.time = datetime.time(0), catch_up: bool = True
) -> Callable[[Task], Task]:
    """Register a task as periodic. It takes one argument, `slot`.

    After a downtime every missed slot is enqueued once, oldest first; with `catch_up=False` only the last, which
    suits sweeps that look at the whole table anyway.
    """

    def register(task: Task) -> Task:
        schedule = Schedule(task=task, every=every, at=at, catch_up=catch_up)
        schedules[schedule.name] = schedule
        return task

    return register


def discover_schedules() -> None:
    autodiscover_modules("tasks")


def enqueue_due(*, now: datetime.datetime) -> int:
    """Enqueue every slot that came due since the last look, each exactly once however many clocks run.

    A job that was never seen before starts with its latest slot, not with history. Missed slots older than
    `CATCH_UP_DAYS` are left out.
    """
    return sum(_enqueue_schedule(schedule, now=now) for schedule in list(schedules.values()))


def _enqueue_schedule(schedule: Schedule, *, now: datetime.datetime) -> int:
    last = ScheduleSlot.objects.filter(name=schedule.name).order_by("-slot").values_list("slot", flat=True).first()
    if last is None:
        last = schedule.latest_slot(now=now) - schedule.every
    after = max(last, now - datetime.timedelta(days=app_settings.CATCH_UP_DAYS))
    return sum(_enqueue_slot(schedule, slot, now=now) for slot in schedule.slots_between(after, now=now))


def _enqueue_slot(schedule: Schedule, slot: datetime.datetime, *, now: datetime.datetime) -> bool:
    """Write the slot and enqueue its job together; False when another clock was faster."""
    try:
        with transaction.atomic():
            ScheduleSlot.objects.create(name=schedule.name, slot=slot, enqueued_at=now)
            schedule.task.enqueue(slot=slot.isoformat())
    except IntegrityError:
        return False
    return True
