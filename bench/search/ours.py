"""Our engine: filled by two processes that prepare and one that writes, asked by a process of its own."""

import itertools
import os
import time
from collections.abc import Iterable, Iterator, Sequence
from multiprocessing import get_context
from pathlib import Path

from bench.search.figures import Answer, Filled, Memory
from bench.search.questions import Question, request_for
from civic_search.documents import Entry, SearchDocument
from civic_search.engines import Engine
from civic_search.engines.fts5 import Fts5Engine
from civic_search.hits import find_passage
from civic_search.ranking import rank
from civic_search.text.highlight import Highlighter
from civic_search.text.pipeline import Pipeline

CHUNK = 500
PAGE = 20
#: A server that has run for a while has compiled what it does often; so has ours met the titles that come again and again.
WARM = 1_000
PIPELINES: list[Pipeline] = []


def open_engine(name: str, folder: Path) -> Engine:
    if name == "fts5":
        return Fts5Engine(folder)
    from civic_search.engines.elasticsearch import ElasticsearchEngine  # plc0415: the other needs no library

    return ElasticsearchEngine(index="bench")


def fill(engine: Engine, documents: Sequence[SearchDocument], folder: Path) -> Filled:
    """Prepare in two processes, write in this one. The dictionary is read once before, as in a worker that runs already."""
    PIPELINES[:] = [Pipeline()]
    speed = prepared_a_second(documents[:2000])
    began, used = time.perf_counter(), time.process_time()
    with get_context("fork").Pool(2) as pool:
        build = engine.begin_build(PIPELINES[0].fingerprint)
        for entries in pool.imap(prepare_some, chunks_of(documents)):
            build.add(entries)
        build.finish()
    seconds, used = time.perf_counter() - began, time.process_time() - used
    return Filled(seconds, speed, len(documents) / used, sum(file.stat().st_size for file in folder.iterdir()) / 1e6)


def prepared_a_second(documents: Sequence[SearchDocument]) -> float:
    used = time.process_time()
    prepare_some(documents)
    return len(documents) / (time.process_time() - used)


def prepare_some(documents: Iterable[SearchDocument]) -> list[Entry]:
    return [PIPELINES[0].prepare(document) for document in documents]


def chunks_of(documents: Iterable[SearchDocument]) -> Iterator[list[SearchDocument]]:
    left = iter(documents)
    while chunk := list(itertools.islice(left, CHUNK)):
        yield chunk


def ask_in_its_own_process(name: str, folder: Path, questions: Sequence[Question]) -> tuple[Memory, list[Answer]]:
    """The first `WARM` questions are asked and not counted."""
    with get_context("spawn").Pool(1) as pool:
        return pool.apply(ask_all, (name, folder, questions))


def ask_all(name: str, folder: Path, questions: Sequence[Question]) -> tuple[Memory, list[Answer]]:
    bare = own_memory()
    pipeline = Pipeline()
    read = own_memory()
    engine = open_engine(name, folder)
    for question in questions[:WARM]:
        ask(engine, pipeline, question)
    answers = [ask(engine, pipeline, question) for question in questions[WARM:]]
    return Memory(bare, read, own_memory()), answers


def ask(engine: Engine, pipeline: Pipeline, question: Question) -> Answer:
    """From what was typed to a page in order, with what was asked for marked in it, and counts."""
    wall, cpu = time.perf_counter(), time.process_time()
    query = pipeline.parse(question.text)
    found = engine.search(request_for(query, question.filters))
    highlighter = Highlighter(query, pipeline.segmenter.cut)
    for one in rank(query, found.candidates)[:PAGE]:
        highlighter.mark_title(one.document.title)
        find_passage(one.document, highlighter)
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    return Answer(question.kind, question.text, wall * 1000, cpu * 1000, found.total)


def own_memory() -> int:
    """Megabytes that this process shares with nobody and that are no file's."""
    status = Path(f"/proc/{os.getpid()}/status").read_text(encoding="ascii")
    return int(status.partition("RssAnon:")[2].split()[0]) // 1024
