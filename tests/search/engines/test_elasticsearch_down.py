"""A server that does not answer: one error, soon, from every method; and all is well when it is back."""

import socket
import time

import pytest

from civic_search.engines import EngineDownError
from civic_search.engines.elasticsearch import ElasticsearchEngine
from civic_search.queries import Query, Request
from tests.search.engines.entries import FINGERPRINT, entry, find
from tests.search.engines.gate import Gate

QUESTIONS = {
    "state": lambda engine: engine.state(),
    "search": lambda engine: engine.search(Request(Query(""))),
    "fetch": lambda engine: engine.fetch(["item:1"]),
}
CHANGES = {
    "write": lambda engine: engine.write([entry(1, "财政")]),
    "remove": lambda engine: engine.remove(["item:1"]),
    "begin_build": lambda engine: engine.begin_build(FINGERPRINT),
    "resume_build": lambda engine: engine.resume_build(FINGERPRINT),
}


@pytest.fixture
def silent_url():
    """A server that takes every connection and says nothing."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen(50)
        yield f"http://127.0.0.1:{server.getsockname()[1]}"


@pytest.fixture
def gate(elasticsearch_url):
    gate = Gate(elasticsearch_url)
    gate.open()
    yield gate
    gate.shut()


@pytest.mark.parametrize("call", {**QUESTIONS, **CHANGES}.values(), ids={**QUESTIONS, **CHANGES})
def test_server_that_is_not_there_is_down_at_once(call):
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        engine = ElasticsearchEngine(f"http://127.0.0.1:{nobody.getsockname()[1]}", "tests")
        began = time.monotonic()

        with pytest.raises(EngineDownError):
            call(engine)

    assert time.monotonic() - began < 5


@pytest.mark.parametrize("call", QUESTIONS.values(), ids=QUESTIONS)
def test_silent_server_is_down_after_the_timeout(call, silent_url, settings):
    settings.CIVIC_SEARCH_ELASTICSEARCH_TIMEOUT = 0.5
    began = time.monotonic()

    with pytest.raises(EngineDownError):
        call(ElasticsearchEngine(silent_url, "tests"))

    assert 0.5 <= time.monotonic() - began < 3


def test_changes_are_tried_again_before_the_server_is_down(silent_url, settings):
    """Six times, each twice as long as a question."""
    settings.CIVIC_SEARCH_ELASTICSEARCH_TIMEOUT = 0.1
    began = time.monotonic()

    with pytest.raises(EngineDownError):
        ElasticsearchEngine(silent_url, "tests").write([entry(1, "财政")])

    assert 1.2 <= time.monotonic() - began < 6


def test_same_engine_answers_again_when_the_server_is_back(gate, open_elasticsearch):
    engine = open_elasticsearch(url=gate.url)
    build = engine.begin_build(FINGERPRINT)
    build.add([entry(1, "财政预算")])
    build.finish()

    gate.shut()
    for call in (lambda: find(engine, "预算"), lambda: engine.write([entry(2, "部门预算")])):
        with pytest.raises(EngineDownError):
            call()
    gate.open()

    assert find(engine, "预算") == ["1"]
    assert engine.write([entry(2, "部门预算")]) == 1
    assert sorted(find(engine, "预算")) == ["1", "2"]
