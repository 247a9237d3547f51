"""Elasticsearch for tests: the server of this run, or servers of a test's own. Who asks where there is none is skipped."""

import os

import pytest

from tooling.elasticsearch import can_start


@pytest.fixture(scope="session")
def elasticsearch_url() -> str:
    """`./run test` starts a server, or uses the one of this variable."""
    url = os.environ.get("ELASTICSEARCH_URL", "")
    if not url:
        pytest.skip("There is no Elasticsearch: ELASTICSEARCH_URL is not set.")
    return url


@pytest.fixture(scope="session")
def startable_elasticsearch() -> None:
    """The test, or what it runs, starts and kills servers of its own."""
    if not can_start():
        pytest.skip("There is no Java 17 or no Maven.")
