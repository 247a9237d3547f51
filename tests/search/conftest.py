import uuid
from collections.abc import Iterator

import pytest
from elasticsearch import Elasticsearch

from civic_search.engines import Engine
from civic_search.engines.in_use import engine_in_use


@pytest.fixture
def elasticsearch_index(settings, elasticsearch_url: str) -> Iterator[str]:
    """The site's index on the server is one of this test's own."""
    settings.CIVIC_SEARCH_ELASTICSEARCH_URL = elasticsearch_url
    settings.CIVIC_SEARCH_ELASTICSEARCH_INDEX = name = f"tests-{uuid.uuid4().hex}"
    yield name
    with Elasticsearch(elasticsearch_url) as client:
        for index in client.indices.get(index=f"{name}-*"):
            client.indices.delete(index=index)


@pytest.fixture(params=["fts5", "elasticsearch"])
def only_engine(request: pytest.FixtureRequest, settings, search_on) -> Engine:
    """The one engine of the site, without an index; each in turn."""
    if request.param == "elasticsearch":
        request.getfixturevalue("elasticsearch_index")
    settings.CIVIC_SEARCH_ENGINES = (request.param,)
    engine = engine_in_use(request.param)
    assert engine is not None
    return engine
