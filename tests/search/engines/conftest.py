"""Every test here that asks for `engine` runs once for each engine; what they promise is in `civic_search.engines.protocol`.

To add an engine, add a line to `ENGINES`: a function that is given pytest's request and returns an opener. Every call of
the opener gives another handle on the same index, as another process would have it; the index itself begins empty and
goes with the test. When the engine's server is not there, the function calls `pytest.skip` (on CI a skip is a failure).
"""

import uuid
from collections.abc import Callable, Iterator

import pytest
from elasticsearch import Elasticsearch

from civic_search.engines import Engine
from civic_search.engines.elasticsearch import ElasticsearchEngine
from civic_search.engines.fts5 import Fts5Engine
from tests.search.engines.entries import fill

Opener = Callable[[], Engine]


def open_fts5(request: pytest.FixtureRequest) -> Opener:
    directory = request.getfixturevalue("tmp_path") / "search"
    return lambda: Fts5Engine(directory)


ENGINES: dict[str, Callable[[pytest.FixtureRequest], Opener]] = {
    "fts5": open_fts5,
    "elasticsearch": lambda request: request.getfixturevalue("open_elasticsearch"),
}


@pytest.fixture
def open_elasticsearch(elasticsearch_url: str) -> Iterator[Callable[..., ElasticsearchEngine]]:
    """Opens an index of this test's own, through another address if one is given."""
    name = f"tests-{uuid.uuid4().hex}"
    yield lambda url=elasticsearch_url: ElasticsearchEngine(url, name)
    with Elasticsearch(elasticsearch_url) as client:
        for index in client.indices.get(index=f"{name}-*"):
            client.indices.delete(index=index)


@pytest.fixture(params=ENGINES)
def open_engine(request: pytest.FixtureRequest) -> Opener:
    return ENGINES[request.param](request)


@pytest.fixture
def engine(open_engine: Opener) -> Engine:
    """Without an index."""
    return open_engine()


@pytest.fixture
def empty(engine: Engine) -> Engine:
    """With an index that holds nothing."""
    return fill(engine)
