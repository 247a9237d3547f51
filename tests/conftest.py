"""What every test may lean on: a quick database, Chromium, and the rule that CI skips nothing.

A browser test asks for `page` (and gets a running site with it) and carries `@pytest.mark.chromium`::

    @pytest.mark.chromium
    def test_officer_signs_in(page):
        page.goto("/admin/login/")

The site runs in a thread of its own, so such a test writes for real; whichever test comes after it in the same worker
starts from a fresh copy of the migrated database.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django.plugin import blocking_manager_key

from tests.databases import copy_migrated_database, copy_migrated_file, renew_database
from tooling.compile_messages import compile_messages

pytest_plugins = ("pytester", "tests.browser", "tests.elasticsearch", "tests.skips", "tests.workers")

#: Whether the test before this one in the same worker wrote for real.
COMMITTED = pytest.StashKey[bool]()
#: Folders whose tests use a database, and would use any other alike.
SAME_ON_BOTH = {"house", "projects", "engines", "relevance"}
ON_POSTGRES = os.environ.get("DATABASE_URL", "").startswith("postgres")


def pytest_configure(config: pytest.Config) -> None:
    """Django reads compiled messages; git holds the written ones."""
    if not hasattr(config, "workerinput"):
        compile_messages()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    request: pytest.FixtureRequest, django_db_modify_db_settings_parallel_suffix: None
) -> None:
    """Each worker's database is a copy of one that is migrated already."""
    if ON_POSTGRES:
        copy_migrated_database()
    else:
        copy_migrated_file(worker=getattr(request.config, "workerinput", {}).get("workerid", "main"))


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """Keep the file just copied. On PostgreSQL the database is made anew."""
    return not ON_POSTGRES


@pytest.fixture(autouse=True)
def media(settings, tmp_path: Path) -> None:
    """Files of a test go with the test."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.CIVIC_INTERACTION_UPLOAD_DIRECTORY = tmp_path / "uploads"


@pytest.fixture
def search_on(settings, tmp_path: Path) -> Iterator[None]:
    """The embedded index, empty, and gone with the test. What is public already is not in it: nothing is built yet."""
    from civic_search.domain.count_questions import forget_counts  # plc0415: models are ready only now
    from civic_search.domain.stand import forget_standings  # plc0415: models are ready only now
    from civic_search.domain.suggest import forget_questions  # plc0415: models are ready only now
    from civic_search.lexicon import forget_reading  # plc0415: models are ready only now
    from civic_search.vocabulary import forget_vocabulary  # plc0415: models are ready only now

    settings.CIVIC_SEARCH_ENGINES = ("fts5",)
    settings.CIVIC_SEARCH_DIRECTORY = tmp_path / "search"
    forgotten = (forget_reading, forget_standings, forget_vocabulary, forget_questions, forget_counts)
    for forget in forgotten:
        forget()
    yield
    for forget in forgotten:
        forget()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what the other run shows: on SQLite what is marked `postgres`, on PostgreSQL what no database can change."""
    left_out = [item for item in items if is_for_other_run(item)]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if not is_for_other_run(item)]


def is_for_other_run(item: pytest.Item) -> bool:
    """Whether its result is the same on both databases: it asks for none, or for one only to have something to show."""
    if item.get_closest_marker("postgres") is not None:
        return not ON_POSTGRES
    is_same = not asks_for_database(item) or item.get_closest_marker("chromium") is not None
    return ON_POSTGRES and (is_same or item.path.parent.name in SAME_ON_BOTH)


def asks_for_database(item: pytest.Item) -> bool:
    fixtures = {"db", "transactional_db", "live_server"} & set(getattr(item, "fixturenames", ()))
    return bool(fixtures or item.get_closest_marker("django_db"))


def writes_for_real(item: pytest.Item) -> bool:
    marker = item.get_closest_marker("django_db")
    asked = {"live_server", "transactional_db"} & set(getattr(item, "fixturenames", ()))
    return bool(asked or (marker and marker.kwargs.get("transaction")))


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Whatever ran before it, a test finds the data of the migrations and nothing else."""
    if item.config.stash.get(COMMITTED, False):
        with item.config.stash[blocking_manager_key].unblock():
            renew_database()
    item.config.stash[COMMITTED] = writes_for_real(item)
