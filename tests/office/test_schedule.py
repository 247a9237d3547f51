import datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction
from django_tasks_db.models import DBTaskResult

from civic_office.domain.clear_jobs import clear_jobs
from civic_office.jobs import schedule
from civic_office.jobs.schedule import enqueue_due, scheduled
from civic_office.models import ScheduleSlot
from tests.office import job_examples

pytestmark = pytest.mark.django_db
SHANGHAI = ZoneInfo("Asia/Shanghai")
DAY = datetime.timedelta(days=1)


def at(day, hour=0, minute=0):
    return datetime.datetime(2026, 11, day, hour, minute, tzinfo=SHANGHAI)


@pytest.fixture(autouse=True)
def no_other_schedules(monkeypatch):
    monkeypatch.setattr(schedule, "schedules", {})


def enqueued_slots():
    jobs = DBTaskResult.objects.order_by("enqueued_at")
    return [job.args_kwargs["kwargs"]["slot"] for job in jobs]


def test_slots_are_counted_from_local_midnight():
    scheduled(every=DAY, at=datetime.time(2, 30))(job_examples.write_line)
    daily = schedule.schedules[job_examples.write_line.module_path]

    assert daily.latest_slot(now=at(20, 2, 30)) == at(20, 2, 30)
    assert daily.latest_slot(now=at(20, 2, 29)) == at(19, 2, 30)


def test_new_schedule_starts_with_its_latest_slot():
    scheduled(every=DAY)(job_examples.write_line)

    assert enqueue_due(now=at(20, 9)) == 1
    assert enqueued_slots() == [at(20).isoformat()]


def test_slot_is_enqueued_once():
    scheduled(every=DAY)(job_examples.write_line)

    assert [enqueue_due(now=at(20, 9)), enqueue_due(now=at(20, 23, 59)), enqueue_due(now=at(21))] == [1, 0, 1]


def test_slot_taken_by_another_clock_is_left_to_it():
    scheduled(every=DAY)(job_examples.write_line)
    daily = schedule.schedules[job_examples.write_line.module_path]
    ScheduleSlot.objects.create(name=daily.name, slot=at(20), enqueued_at=at(20))

    assert schedule._enqueue_slot(daily, at(20), now=at(20, 9)) is False
    assert enqueued_slots() == []
    with pytest.raises(IntegrityError), transaction.atomic():
        ScheduleSlot.objects.create(name=daily.name, slot=at(20), enqueued_at=at(20))


def test_missed_slots_are_made_up_for_once_each_oldest_first():
    scheduled(every=DAY, at=datetime.time(6))(job_examples.write_line)
    enqueue_due(now=at(10, 9))

    assert enqueue_due(now=at(13, 5)) == 2
    assert enqueued_slots() == [at(day, 6).isoformat() for day in (10, 11, 12)]


def test_sweeps_make_up_for_the_latest_slot_only():
    scheduled(every=datetime.timedelta(minutes=1), catch_up=False)(job_examples.write_line)
    enqueue_due(now=at(10, 9))

    assert enqueue_due(now=at(13, 5)) == 1
    assert enqueued_slots() == [at(10, 9).isoformat(), at(13, 5).isoformat()]


def test_very_old_slots_are_left_out(settings):
    settings.CIVIC_OFFICE_CATCH_UP_DAYS = 3
    scheduled(every=DAY)(job_examples.write_line)
    enqueue_due(now=at(1, 9))

    assert enqueue_due(now=at(20, 9)) == 3


def test_clear_jobs_keeps_the_last_slot_of_every_job(settings):
    settings.CIVIC_OFFICE_CATCH_UP_DAYS = 3
    scheduled(every=DAY)(job_examples.write_line)
    for day in (1, 2, 3):
        enqueue_due(now=at(day, 9))

    clear_jobs(now=at(20))

    assert [slot.slot for slot in ScheduleSlot.objects.all()] == [at(3)]
