"""Whatever stands in a text is found by it: the pipeline's promise, kept by the engines (2 characters and more)."""

import itertools
import random
from dataclasses import replace

import pytest

from bench.search.texts import write_documents
from civic_search.engines import Engine
from civic_search.queries import Request
from civic_search.text.pipeline import Pipeline

DOCUMENTS, SUBSTRINGS = 1500, 10_000


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


@pytest.mark.slow
def test_every_substring_finds_its_document(filled, pipeline, city):
    chance = random.Random(20260321)
    missed = []
    for document in chance.choices(city, k=SUBSTRINGS):
        text = draw(chance, document)
        request = Request(pipeline.parse(f"“{text}”"), filters=document.facets, size=0)
        if filled.search(request).total != 1:
            missed.append((text, document.id))

    assert missed == []
