"""Whatever stands in a text is found by it: the pipeline's promise, kept by the engines (2 characters and more)."""

import itertools
import random
from collections.abc import Iterator
from dataclasses import replace

import pytest

from bench.search.texts import write_documents
from civic_search.engines import Engine
from civic_search.engines.elasticsearch import ElasticsearchEngine
from civic_search.engines.elasticsearch.questions import search_for
from civic_search.queries import Request
from civic_search.text.pipeline import Pipeline

DOCUMENTS, SUBSTRINGS = 1500, 10_000
TOGETHER = 250


@pytest.fixture(scope="module")
def pipeline():
    return Pipeline()


@pytest.fixture(scope="module")
def city():
    """Every seventh of the demo writers' texts, so that all units and columns are there; each a subject of its own."""
    texts = itertools.islice(write_documents(DOCUMENTS * 7), 0, None, 7)
    return [replace(text, facets={"subject": (text.id,)}) for text in texts]


@pytest.fixture
def filled(engine: Engine, pipeline, city) -> Engine:
    build = engine.begin_build(pipeline.fingerprint)
    build.add(map(pipeline.prepare, city))
    build.finish()
    return engine


def draw(chance, document):
    """A stretch of the title or of the body, with a word's worth of characters in it."""
    while True:
        text = chance.choice((document.title, document.body))
        length = chance.randint(2, 12)
        start = chance.randrange(max(1, len(text) - length + 1))
        drawn = text[start : start + length].strip()
        if sum(map(str.isalnum, drawn)) >= 2:
            return drawn


def totals(engine: Engine, requests: list[Request]) -> Iterator[int]:
    """How much each question finds. A server is asked many at a time: the way there and back costs more than the answer."""
    if not isinstance(engine, ElasticsearchEngine):
        yield from (engine.search(request).total for request in requests)
        return
    for start in range(0, len(requests), TOGETHER):
        asked = [search_for(request).to_dict() for request in requests[start : start + TOGETHER]]
        told = engine.client.msearch(index=engine.index, searches=[part for one in asked for part in ({}, one)])
        yield from (answer["hits"]["total"]["value"] for answer in told["responses"])


@pytest.mark.slow
def test_every_substring_finds_its_document(filled, pipeline, city):
    chance = random.Random(20260321)
    drawn = [(draw(chance, document), document) for document in chance.choices(city, k=SUBSTRINGS)]
    requests = [Request(pipeline.parse(f"“{text}”"), filters=document.facets, size=0) for text, document in drawn]

    found = totals(filled, requests)

    assert [(text, document.id) for (text, document), total in zip(drawn, found, strict=True) if total != 1] == []
