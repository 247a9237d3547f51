"""Three nodes, one of which is killed in the middle of everything: nothing acknowledged is lost, search goes on."""

import itertools
import threading
import time
from collections.abc import Callable

import pytest

from civic_search.engines import EngineDownError, IndexState
from civic_search.engines.elasticsearch import ElasticsearchEngine
from tests.search.engines.entries import ask, entry, fill, find, numbered
from tooling.elasticsearch import SOON_OVER, Node, throwaway_nodes, wait_for_nodes

STANDING = 300
#: What is written and asked, at least, before the node is killed and again before it is brought back.
ENOUGH = 40


class Traffic:
    """Threads that write, load and ask until they are told to stop; what they were answered."""

    def __init__(self, engine: ElasticsearchEngine) -> None:
        self.engine, self.build = engine, engine.begin_build("tests-2")
        self.written: list[str] = []
        self.loaded: list[str] = []
        self.answers: list[int] = []
        self.errors: list[Exception] = []
        self.stop = threading.Event()
        self.threads = [threading.Thread(target=self.go_on, args=(do,)) for do in (self.write, self.load, self.ask)]

    def go_on(self, do: Callable[[int], None]) -> None:
        for number in itertools.count():
            if self.stop.is_set():
                return
            try:
                do(number)
            except Exception as error:  # noqa: BLE001 (whatever it is, it is told)
                self.errors.append(error)

    def write(self, number: int) -> None:
        until_acknowledged(lambda: self.engine.write([entry(f"w{number}", f"第{number}号决算的公告")]))
        self.written.append(f"item:w{number}")

    def load(self, number: int) -> None:
        entries = [entry(f"b{number}-{place}", f"第{number}号审计的公告") for place in range(20)]
        until_acknowledged(lambda: self.build.add(entries))
        self.loaded.extend(one.document.id for one in entries)

    def ask(self, _number: int) -> None:
        self.answers.append(ask(self.engine, "预算", facets=("year",)).total)

    def wait_for_more(self) -> None:
        goals = [len(done) + ENOUGH for done in (self.written, self.loaded, self.answers)]
        deadline = time.monotonic() + 120
        while any(
            len(done) < goal for done, goal in zip((self.written, self.loaded, self.answers), goals, strict=True)
        ):
            assert time.monotonic() < deadline, goals
            assert self.errors == []
            time.sleep(0.1)


def until_acknowledged(call: Callable[[], int]) -> None:
    """As the outbox does: what was not acknowledged is sent again."""
    for _ in range(20):
        try:
            call()
        except EngineDownError:
            time.sleep(0.5)
        else:
            return
    raise AssertionError("Never acknowledged.")


def holder_of_primary(engine: ElasticsearchEngine, nodes: list[Node]) -> Node:
    """The node that every write goes to first."""
    told = engine.client.search_shards(index=engine.index)
    (shard,) = [shard for group in told["shards"] for shard in group if shard["primary"]]
    name = told["nodes"][shard["node"]]["name"]
    return next(node for node in nodes if node.name == name)


@pytest.mark.slow
def test_cluster_loses_a_node_and_nothing_else(settings, startable_elasticsearch):
    settings.CIVIC_SEARCH_ELASTICSEARCH_TIMEOUT = 30
    with throwaway_nodes(3, SOON_OVER) as nodes:
        engine = ElasticsearchEngine(",".join(node.url for node in nodes), "city")
        fill(engine, *numbered(STANDING))
        traffic = Traffic(engine)
        wait_for_nodes(nodes)
        for thread in traffic.threads:
            thread.start()
        try:
            traffic.wait_for_more()
            victim = holder_of_primary(engine, nodes)
            victim.kill()
            traffic.wait_for_more()
            victim.start()
            wait_for_nodes(nodes)
            traffic.wait_for_more()
        finally:
            traffic.stop.set()
            for thread in traffic.threads:
                thread.join()

        assert traffic.errors == []
        assert set(traffic.answers) == {STANDING}
        assert set(find(engine, "决算", size=10_000)) == {one.removeprefix("item:") for one in traffic.written}
        traffic.build.finish()
        assert engine.state() == IndexState("tests-2", len(traffic.written) + len(traffic.loaded))
        everything = [*traffic.written, *traffic.loaded]
        assert sorted(id_ for part in parts_of(everything) for id_ in engine.fetch(part)) == sorted(everything)


def parts_of(ids: list[str]) -> list[list[str]]:
    return [ids[start : start + 1000] for start in range(0, len(ids), 1000)]
