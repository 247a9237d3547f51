"""Building anew: resumable, beside the index that answers, and when the dictionary says so."""

import pytest
from django.core.management import call_command
from django.utils import timezone

from civic_search.civil import civil_date
from civic_search.domain import rebuild
from civic_search.domain.check_index import check_index
from civic_search.domain.rebuild import carry_on, request_rebuild
from civic_search.domain.search import Question, search
from civic_search.domain.stand import forget_standings
from civic_search.engines.in_use import engine_in_use
from civic_search.enums import BuildState
from civic_search.lexicon import current_fingerprint, reads_alike
from civic_search.models import DictionaryWord, IndexBuild, PendingChange
from tests import factories
from tests.jobs import run_jobs

TODAY = civil_date(timezone.now())
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("search_on")]


@pytest.fixture
def engine():
    return engine_in_use("fts5")


@pytest.fixture
def column():
    return factories.make_column(factories.make_catalogue(factories.make_unit("市财政局")))


def found(text):
    forget_standings()
    return search(Question(text, filters={"type": ("general",)}), today=TODAY).total


def test_check_builds_the_index_that_is_not_there(column, engine):
    factories.make_published(column, "2026年部门预算")
    PendingChange.objects.all().delete()

    check_index()
    run_jobs()

    assert found("部门预算") == 1
    assert engine.state().fingerprint == current_fingerprint()
    assert list(IndexBuild.objects.values_list("state", flat=True)) == [BuildState.DONE]
    assert IndexBuild.objects.get().percent == 100


def test_check_of_a_good_index_does_nothing(column, engine):
    check_index()
    run_jobs()

    check_index()
    run_jobs()

    assert IndexBuild.objects.count() == 1


def test_rebuild_that_was_cut_off_goes_on_where_it_stopped(column, engine, monkeypatch):
    monkeypatch.setattr(rebuild, "PORTION", 1)
    for number in range(3):
        factories.make_published(column, f"预算{number}")
    request_rebuild(engine)
    places = []
    while not places or places[-1][0] != "item" or places[-1][2] < 3:
        carry_on(engine, seconds=0, on_progress=lambda row: places.append((row.kind, row.key, row.done)))

    added = []
    while carry_on(engine, seconds=0, on_progress=lambda row: added.append((row.kind, row.done))):
        pass

    assert found("预算") == 3
    assert added[0][1] >= places[-1][2]
    assert IndexBuild.objects.get().state == BuildState.DONE


def test_killed_between_finishing_and_saying_so_is_not_built_twice(column, engine):
    request_rebuild(engine)
    carry_on(engine)
    IndexBuild.objects.update(state=BuildState.RUNNING, kind=rebuild.END)

    assert carry_on(engine) is False
    assert list(IndexBuild.objects.values_list("state", flat=True)) == [BuildState.DONE]


def test_new_word_rebuilds_and_the_old_index_answers_meanwhile(column, engine):
    factories.make_published(column, "琅琊行动开始")
    run_jobs()
    old = engine.state().fingerprint

    DictionaryWord.objects.create(word="琅琊行动")
    check_index()

    assert found("琅琊行动") == 1
    assert IndexBuild.objects.running().get().fingerprint != old
    run_jobs()
    assert engine.state().fingerprint != old
    assert reads_alike(engine.state().fingerprint, old)
    assert found("琅琊行动") == 1


def test_index_of_another_pipeline_is_not_asked(column, engine):
    build = engine.begin_build("other-pipeline")
    build.finish()
    forget_standings()

    answer = search(Question("预算"), today=TODAY)

    assert (answer.engine, answer.is_degraded) == ("", True)


def test_publication_during_a_rebuild_is_in_the_new_index(column, engine, monkeypatch):
    monkeypatch.setattr(rebuild, "PORTION", 1)
    record = factories.make_published(column, "旧预算")
    run_jobs()
    request_rebuild(engine, again=True)
    carry_on(engine, seconds=0)
    factories.make_published(column, "新预算")
    factories.withdraw(record)

    run_jobs()

    assert (found("新预算"), found("“旧预算”")) == (1, 0)


def test_commands_rebuild_and_check(column, capsys):
    factories.make_published(column, "2026年部门预算")

    call_command("rebuild_search_index")
    call_command("check_search_index")

    said = capsys.readouterr().out
    assert "100 %" in said
    assert "fts5" in said
    assert found("部门预算") == 1
