"""A real server goes away and comes back, under a real worker: publishing goes on, search goes on, nothing is lost."""

import os
import signal
import time
import uuid

import pytest

from civic_search.engines import EngineDownError
from civic_search.engines.elasticsearch import ElasticsearchEngine
from civic_search.engines.in_use import engine_in_use
from civic_search.enums import BuildState
from civic_search.models import EngineHealth, IndexBuild, PendingChange
from tests import factories
from tests.search.engines.entries import entry, fill
from tests.workers import wait_until
from tooling.elasticsearch import SOON_OVER, throwaway_nodes, wait_for_nodes

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
#: Between publishing and being found.
VISIBLE = 5
RETRY, TIMEOUT = 6, 2


@pytest.fixture(scope="module")
def node(startable_elasticsearch):
    with throwaway_nodes(1, SOON_OVER) as (node,):
        yield node


def kill(node):
    node.kill()


def silence(node):
    """It takes connections and says nothing."""
    os.killpg(node.process.pid, signal.SIGSTOP)


def bring_back(node):
    if node.process is None:
        node.start()
    else:
        os.killpg(node.process.pid, signal.SIGCONT)
    wait_for_nodes([node], status="yellow")


@pytest.fixture
def engines():
    return ("elasticsearch", "fts5")


@pytest.fixture
def worker_settings(monkeypatch, settings, node, engines, search_on):
    """Ours and the worker's are the same."""
    monkeypatch.setenv("SEARCH_ENGINES", ",".join(engines))
    monkeypatch.setenv("SEARCH_NODE", node.url)
    monkeypatch.setenv("SEARCH_INDEX", index := f"tests-{uuid.uuid4().hex}")
    settings.CIVIC_SEARCH_ELASTICSEARCH_INDEX = index
    settings.CIVIC_SEARCH_ENGINES = engines
    settings.CIVIC_SEARCH_ELASTICSEARCH_URL = node.url
    settings.CIVIC_SEARCH_ELASTICSEARCH_TIMEOUT = TIMEOUT
    settings.CIVIC_SEARCH_RETRY_SECONDS = RETRY
    return "tests.search.outage_settings"


class Site:
    """What people do with it, and see of it."""

    def __init__(self, client):
        self.client = client
        self.column = factories.make_column(factories.make_catalogue(factories.make_unit("市财政局")))

    def publish(self, title):
        """Returns the record, and how many seconds it took."""
        began = time.monotonic()
        record = factories.make_published(self.column, title)
        return record, time.monotonic() - began

    def ask(self, text):
        answer = self.client.get("/api/v1/search/", {"q": f"“{text}”", "type": "general"})
        assert answer.status_code == 200
        return answer.json()

    def finds(self, text):
        return self.ask(text)["count"] == 1

    def is_well(self):
        return self.ask("预算")["degraded"] == ""


@pytest.fixture
def site(client, shared_database, start, engines):
    """With a worker that has built all indexes."""
    start("worker")
    built = IndexBuild.objects.filter(state=BuildState.DONE)
    wait_until(lambda: built.count() == len(engines), what="all indexes are built")
    return Site(client)


@pytest.mark.parametrize("go_away", [kill, silence])
def test_city_goes_on_while_the_server_is_away_and_it_catches_up_by_itself(go_away, site, node):
    withdrawn, seconds_before = site.publish("旧预算公告")
    wait_until(lambda: site.finds("旧预算公告") and site.is_well(), what="the server answers")

    go_away(node)
    try:
        _record, seconds = site.publish("新预算公告")
        assert seconds < seconds_before + 1
        began = time.monotonic()
        wait_until(lambda: site.finds("新预算公告"), what="the reserve finds it")
        assert time.monotonic() - began < VISIBLE + TIMEOUT
        assert site.ask("预算")["degraded"] == "检索正由备用引擎提供，结果完整，可能稍慢。"
        factories.withdraw(withdrawn)
        assert not site.finds("旧预算公告")
        began = time.monotonic()
        for _ in range(20):
            site.ask("预算")
        assert time.monotonic() - began < 20 * 0.2 + TIMEOUT
        wait_until(lambda: not PendingChange.objects.of_engine("fts5").exists(), what="the reserve knows all")
        assert PendingChange.objects.of_engine("elasticsearch").exists()
    finally:
        bring_back(node)

    began = time.monotonic()
    wait_until(
        lambda: site.is_well() and site.finds("新预算公告"), what="the server answers again, and knows what is new"
    )
    assert time.monotonic() - began < RETRY + TIMEOUT + VISIBLE
    assert not PendingChange.objects.exists()
    assert EngineHealth.objects.get(engine="elasticsearch").failing_since is None
    assert f"item:{withdrawn.pk}" not in engine_in_use("elasticsearch").fetch([f"item:{withdrawn.pk}"])
    assert not site.finds("旧预算公告")


@pytest.mark.parametrize("engines", [("elasticsearch",)])
def test_without_a_reserve_search_says_that_it_cannot_answer_and_comes_back(site, client, node):
    site.publish("旧预算公告")
    wait_until(lambda: site.finds("旧预算公告"), what="the server answers")

    kill(node)
    try:
        site.publish("新预算公告")
        answer = client.get("/api/v1/search/", {"q": "预算"})
        assert (answer.status_code, answer["Cache-Control"]) == (200, "no-store")
        assert answer.json()["degraded"] == "检索暂时不能使用。请稍后再试，或按栏目查找。"
        assert (answer.json()["results"], answer.json()["help"]) == ([], None)
        assert client.get("/api/v1/suggest/", {"q": "预"}).status_code == 200
    finally:
        bring_back(node)

    wait_until(lambda: site.is_well() and site.finds("新预算公告"), what="the server answers again")
    assert site.finds("旧预算公告")


def test_server_that_lost_its_index_is_given_a_new_one(site):
    site.publish("旧预算公告")
    wait_until(lambda: site.finds("旧预算公告") and site.is_well(), what="the server answers")

    engine = engine_in_use("elasticsearch")
    engine.client.indices.delete(index=list(engine.indexes()))
    site.publish("新预算公告")

    wait_until(lambda: engine.state().documents >= 2 and site.is_well(), what="the server has an index again")
    assert site.finds("旧预算公告")
    assert site.finds("新预算公告")


def test_request_that_was_given_up_is_carried_out_late_and_changes_nothing(node, settings):
    """The server reads when it wakes up what was sent to it while it slept, and what was sent then."""
    settings.CIVIC_SEARCH_ELASTICSEARCH_TIMEOUT = 0.2
    engine = ElasticsearchEngine(node.url, "late")
    fill(engine, entry(1, "旧文"), entry(2, "旧文"))

    silence(node)
    with pytest.raises(EngineDownError):
        engine.write([entry(1, "过时"), entry(2, "过时")], turn=5)
    bring_back(node)
    settings.CIVIC_SEARCH_ELASTICSEARCH_TIMEOUT = 5
    engine = ElasticsearchEngine(node.url, "late")
    engine.write([entry(1, "新文")], turn=6)
    engine.remove(["item:2"], turn=6)

    time.sleep(1)
    engine.show_changes()
    assert {id_: one.title for id_, one in engine.fetch(["item:1", "item:2"]).items()} == {"item:1": "新文"}
