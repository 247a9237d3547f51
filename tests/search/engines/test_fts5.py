"""What only the embedded engine can meet: its files break, go, or are left by a process that was killed."""

import datetime
import os
import signal
import sqlite3
import subprocess
import sys
from multiprocessing import get_context

import pytest

from civic_search.engines import EngineDownError, IndexState
from civic_search.engines.fts5 import Fts5Engine, rating
from tests.search.engines.entries import DAY, FINGERPRINT, ask, entry, fill, find, numbered
from tooling.places import ROOT, SOURCES

ADD_UNTIL_KILLED = """
import itertools, pathlib, sys
from civic_search.engines.fts5 import Fts5Engine
from tests.search.engines.entries import entry
build = Fts5Engine(pathlib.Path(sys.argv[1])).begin_build("tests-1")
for number in itertools.count():
    build.add([entry(f"{number}-{part}", "财政预算") for part in range(20)])
    print(number, flush=True)
"""


@pytest.fixture
def directory(tmp_path):
    return tmp_path / "search"


@pytest.fixture
def embedded(directory):
    return fill(Fts5Engine(directory), *numbered(3))


def index_files(directory):
    return sorted(directory.glob("index-*.sqlite3"))


def test_build_goes_on_after_its_process_was_killed(directory):
    """Whole batches are there; the one that was being written is there or not, never in part."""
    writer = subprocess.Popen(
        [sys.executable, "-c", ADD_UNTIL_KILLED, str(directory)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(map(str, SOURCES))},
        stdout=subprocess.PIPE,
        text=True,
    )
    reported = [int(writer.stdout.readline()) for _ in range(5)]
    writer.send_signal(signal.SIGKILL)
    reported += [int(line) for line in writer.stdout]
    writer.wait()
    writer.stdout.close()

    engine = Fts5Engine(directory)
    assert engine.state() == IndexState("", 0)
    build = engine.resume_build(FINGERPRINT)
    build.add([entry("after", "卫生")])
    build.finish()

    found = ask(engine, "预算")
    assert found.total % 20 == 0
    assert found.total >= 20 * len(reported)
    assert find(engine, "卫生") == ["after"]


def test_missing_file_is_no_index(embedded, directory):
    for path in index_files(directory):
        path.unlink()
    fresh = Fts5Engine(directory)

    assert fresh.state() == IndexState("", 0)
    assert (find(fresh, "预算"), find(fresh), fresh.fetch(["item:1"])) == ([], [], {})
    assert fresh.write([entry(1, "财政")]) == 0
    assert find(fill(fresh, entry(1, "财政")), "财政") == ["1"]


@pytest.mark.parametrize("content", [b"", b"not a database at all" * 500], ids=["empty", "garbage"])
def test_broken_file_is_no_index(embedded, directory, content):
    for path in index_files(directory):
        path.write_bytes(content)
    fresh = Fts5Engine(directory)

    assert fresh.state() == IndexState("", 0)
    assert (find(fresh, "预算"), find(fresh), fresh.fetch(["item:1"])) == ([], [], {})
    fresh.remove(["item:1"])
    assert fresh.write([entry(1, "财政")]) == 0
    assert find(fill(fresh, entry(1, "财政")), "财政") == ["1"]


def test_file_broken_in_the_middle_is_no_index(embedded, directory):
    fill(embedded, *numbered(300))
    (path,) = index_files(directory)
    whole = path.read_bytes()
    path.write_bytes(whole[:8192] + b"\xff" * (len(whole) - 8192))
    fresh = Fts5Engine(directory)

    assert find(fresh, "预算") == []
    assert find(fill(fresh, entry(1, "财政")), "财政") == ["1"]


@pytest.mark.parametrize("name", ["answering.json", "building.json", "lock.sqlite3"])
def test_broken_pointers_and_locks_are_made_anew(embedded, directory, name):
    (directory / name).write_bytes(b"\x00garbage" * 100)
    fresh = Fts5Engine(directory)

    assert fresh.resume_build(FINGERPRINT) is None
    assert find(fill(fresh, entry(1, "财政")), "财政") == ["1"]


def test_swap_that_was_done_but_for_its_last_step_is_done(embedded, directory):
    (directory / "building.json").write_bytes((directory / "answering.json").read_bytes())

    assert embedded.resume_build(FINGERPRINT) is None
    assert embedded.write([entry(9, "财政审计")]) == 1
    assert find(embedded, "审计") == ["9"]


def test_old_files_go(embedded, directory):
    (directory / "index-left-by-a-crash.sqlite3").write_bytes(b"")
    embedded.begin_build("tests-2").abandon()
    fill(embedded, *numbered(2))

    assert len(index_files(directory)) == 1
    assert sorted(find(embedded)) == ["0", "1"]


def test_build_that_was_dropped_says_so(embedded):
    dropped = embedded.begin_build("tests-2")
    embedded.begin_build("tests-3")

    with pytest.raises(EngineDownError):
        dropped.add([entry(1, "财政")])
    with pytest.raises(EngineDownError):
        dropped.finish()
    dropped.abandon()

    assert embedded.resume_build("tests-3") is not None


def test_directory_that_cannot_be_written_is_an_engine_that_is_down(tmp_path):
    (tmp_path / "search").write_text("a file, not a directory")
    engine = Fts5Engine(tmp_path / "search")

    assert engine.state() == IndexState("", 0)
    assert find(engine, "预算") == []
    with pytest.raises(EngineDownError):
        engine.begin_build(FINGERPRINT)


def test_process_that_was_forked_reads_by_itself(embedded):
    """As web workers do, that inherit an engine which has been asked already."""
    assert ask(embedded, "预算").total == 3
    context = get_context("fork")
    answers = context.Queue()
    child = context.Process(target=lambda: answers.put(ask(embedded, "预算", facets=("year",)).total))

    child.start()
    told = answers.get(timeout=20)
    child.join()

    assert (told, ask(embedded, "预算").total) == (3, 3)


def test_several_processes_read_while_one_writes(embedded, directory):
    reader = subprocess.Popen(
        [sys.executable, "-c", READ_UNTIL_TEN, str(directory)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(map(str, SOURCES))},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert reader.stdout.readline() == "3\n"

    for number in range(3, 10):
        embedded.write([entry(number, "预算")])

    assert reader.wait(timeout=20) == 0
    totals = [int(line) for line in reader.stdout]
    reader.stdout.close()
    assert totals == sorted(totals)


READ_UNTIL_TEN = """
import pathlib, sys
from civic_search.engines.fts5 import Fts5Engine
from tests.search.engines.entries import ask
engine, total = Fts5Engine(pathlib.Path(sys.argv[1])), 0
while total < 10:
    total = ask(engine, "预算", facets=("year",)).total
    print(total, flush=True)
"""


def test_many_matches_are_rated_by_titles_terms_and_days(embedded, monkeypatch):
    """More than can be rated one by one: what says it in its title comes first, then what says more of it, then the newer."""
    monkeypatch.setattr(rating, "CLOSELY", 0)
    later = DAY + datetime.timedelta(days=1)
    fill(
        embedded,
        entry("body", "公告", body="公租房"),
        entry("later body", "公告", body="公租房", dated_on=later),
        entry("title", "公租房"),
        entry("both", "公租房与廉租房"),
        *numbered(20),
    )

    assert find(embedded, "公租房") == ["title", "both", "later body", "body"]
    assert find(embedded, "公租房 廉租房", needs_all=False) == ["both", "title", "later body", "body"]
    assert find(embedded, "公租房 廉租房") == ["both"]


def test_words_split_at_blanks_only(embedded, directory):
    """Of all marks on a keyboard none ends a token."""
    marks = "".join(map(chr, range(33, 127)))
    with sqlite3.connect(f"file:{index_files(directory)[0]}", uri=True) as index:
        index.execute("INSERT INTO words (rowid, title) VALUES (99, ?)", (f"{marks} 预，算",))
        index.execute("CREATE VIRTUAL TABLE temp.tokens USING fts5vocab(main, words, instance)")
        tokens = index.execute("SELECT term FROM temp.tokens WHERE doc = 99 ORDER BY offset").fetchall()
    index.close()

    assert tokens == [(marks.lower(),), ("预，算",)]


def test_finished_index_is_in_one_piece(directory):
    engine = Fts5Engine(directory)
    build = engine.begin_build(FINGERPRINT)
    for first in range(0, 60, 10):
        build.add(list(numbered(first + 10))[first:])
    build.finish()

    (path,) = index_files(directory)
    with sqlite3.connect(path) as index:
        pieces = index.execute("SELECT count(DISTINCT segid) FROM words_idx").fetchone()
    index.close()
    assert pieces == (1,)
    assert ask(engine, "预算").total == 60
