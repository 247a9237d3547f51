"""What changes is noted with the change, and told to the engine afterwards."""

import pytest
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from civic_search.domain.note_change import note_change
from civic_search.models import PendingChange

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("search_on")]


def pending():
    return sorted(PendingChange.objects.values_list("engine", "kind", "key"))


def jobs():
    return DBTaskResult.objects.filter(task_path="civic_search.tasks.write_pending").count()


def test_change_is_noted_for_every_engine(settings):
    settings.CIVIC_SEARCH_ENGINES = ("elasticsearch", "fts5")

    note_change("item", ["1", "2", "1"])

    assert pending() == [
        ("elasticsearch", "item", "1"),
        ("elasticsearch", "item", "2"),
        ("fts5", "item", "1"),
        ("fts5", "item", "2"),
    ]


def test_many_changes_of_a_transaction_enqueue_one_job():
    for key in range(20):
        note_change("item", [str(key)])

    assert (len(pending()), jobs()) == (20, 1)


def test_change_that_is_rolled_back_is_not_noted():
    with transaction.atomic():
        note_change("item", ["1"])
        transaction.set_rollback(True)

    note_change("item", ["2"])

    assert (pending(), jobs()) == ([("fts5", "item", "2")], 1)


def test_change_after_the_job_was_taken_enqueues_another():
    note_change("item", ["1"])
    DBTaskResult.objects.update(status="RUNNING")

    note_change("item", ["2"])

    assert jobs() == 2


def test_site_without_search_notes_nothing(settings):
    settings.CIVIC_SEARCH_ENGINES = ()

    note_change("item", ["1"])

    assert (pending(), jobs()) == ([], 0)
