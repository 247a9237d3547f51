"""An engine that sleeps keeps nobody waiting, loses nothing, and makes no job fail."""

import datetime

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from civic_office.models import DeadLetter
from civic_search.civil import civil_date
from civic_search.domain.hold import holding
from civic_search.domain.search import Question, search
from civic_search.domain.serve import note_failure, write_pending
from civic_search.domain.stand import forget_standings
from civic_search.engines import EngineDownError
from civic_search.engines.in_use import engine_in_use
from civic_search.models import EngineHealth, PendingChange
from tests import factories
from tests.jobs import run_jobs

TODAY = civil_date(timezone.now())
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("search_on")]
#: Nobody listens there.
NOWHERE = "http://127.0.0.1:9"


@pytest.fixture
def column():
    return factories.make_column(factories.make_catalogue(factories.make_unit("市财政局")))


@pytest.fixture
def with_sleeping_server(settings):
    settings.CIVIC_SEARCH_ENGINES = ("elasticsearch", "fts5")
    settings.CIVIC_SEARCH_ELASTICSEARCH_URL = NOWHERE


def waiting_jobs():
    return DBTaskResult.objects.filter(task_path="civic_search.tasks.write_pending", status="READY")


def test_other_engine_is_served_while_one_sleeps(column, with_sleeping_server):
    factories.make_published(column, "2026年部门预算")

    run_jobs()

    answer = search(Question("部门预算"), today=TODAY)
    assert (answer.total, answer.engine, answer.is_degraded) == (1, "fts5", True)
    assert not PendingChange.objects.of_engine("fts5").exists()
    assert PendingChange.objects.of_engine("elasticsearch").filter(kind="item").count() == 1


def test_sleeping_engine_is_tried_again_by_one_job(column, with_sleeping_server):
    for number in range(3):
        factories.make_published(column, f"预算{number}")
        run_jobs()

    assert waiting_jobs().count() == 1
    assert not DeadLetter.objects.exists()
    assert EngineHealth.objects.get(engine="elasticsearch").failing_since is not None


def test_pause_doubles_up_to_a_minute(with_sleeping_server):
    engine = engine_in_use("elasticsearch")
    EngineHealth.objects.create(engine=engine.name)

    pauses = [note_failure(engine, EngineDownError()) - timezone.now() for _ in range(8)]

    assert [round(pause.total_seconds()) for pause in pauses] == [1, 2, 4, 8, 16, 32, 60, 60]


def test_engine_that_wakes_up_catches_up_by_itself(column):
    factories.make_published(column, "2026年部门预算")
    EngineHealth.objects.create(
        engine="fts5", failures=3, failing_since=timezone.now(), retry_at=timezone.now() + datetime.timedelta(hours=1)
    )
    run_jobs()
    assert PendingChange.objects.exists()

    EngineHealth.objects.update(retry_at=timezone.now())
    waiting_jobs().update(run_after=timezone.now())
    run_jobs()

    assert not PendingChange.objects.exists()
    assert EngineHealth.objects.get().failing_since is None
    forget_standings()
    assert search(Question("部门预算"), today=TODAY).total == 1


def test_one_writes_at_a_time(column):
    factories.make_published(column, "2026年部门预算")

    with holding("fts5") as hold:
        again = write_pending()

    assert hold is not None
    assert timezone.now() < again < timezone.now() + datetime.timedelta(seconds=2)
    assert PendingChange.objects.exists()


def test_dead_writer_is_replaced(column):
    factories.make_published(column, "2026年部门预算")
    EngineHealth.objects.create(engine="fts5", turn=1, held_until=timezone.now())

    assert write_pending() is None
    assert not PendingChange.objects.exists()
