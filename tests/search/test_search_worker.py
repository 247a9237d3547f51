"""What is published is found within five seconds, with a real worker; what a killed worker left undone, the next one does."""

import signal
import time

import pytest
from django.db import connection
from django.utils import timezone

from civic_search.civil import civil_date
from civic_search.domain.search import Question, search
from civic_search.domain.stand import forget_standings
from civic_search.engines.in_use import engine_in_use
from civic_search.enums import BuildState
from civic_search.models import IndexBuild, PendingChange
from tests import factories
from tests.workers import wait_until

TODAY = civil_date(timezone.now())
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.usefixtures("search_on")]


@pytest.fixture
def worker_settings():
    return "tests.search.worker_settings"


@pytest.fixture
def column(shared_database):
    return factories.make_column(factories.make_catalogue(factories.make_unit("市财政局")))


def is_found(text):
    forget_standings()
    return search(Question(text, filters={"type": ("general",)}), today=TODAY).total == 1


def index_is_built():
    return IndexBuild.objects.filter(state=BuildState.DONE).exists() and not IndexBuild.objects.running().exists()


def test_published_item_is_found_within_five_seconds(column, start):
    start("worker")
    wait_until(index_is_built, what="the worker has built the first index")
    record = factories.make_published(column, "2026年部门预算")

    began = time.monotonic()
    wait_until(lambda: is_found("“部门预算”"), what="the item is found")
    assert time.monotonic() - began < 5

    factories.withdraw(record)
    assert not is_found("“部门预算”")
    wait_until(lambda: not PendingChange.objects.exists(), what="the engine was told")
    assert f"item:{record.pk}" not in engine_in_use("fts5").fetch([f"item:{record.pk}"])


def test_worker_that_was_killed_is_made_up_for(column, start):
    victim = start("worker")
    wait_until(index_is_built, what="the worker has built the first index")
    victim.send_signal(signal.SIGKILL)
    victim.wait()
    factories.make_published(column, "2026年部门预算")
    connection.close()

    start("worker")

    wait_until(lambda: is_found("“部门预算”"), what="the item is found")
    wait_until(lambda: not PendingChange.objects.exists(), what="nothing is pending")
