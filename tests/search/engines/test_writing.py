"""Writing, removing, building anew, and who sees it when."""

import threading
from itertools import islice

from civic_search.engines import IndexState
from tests.search.engines.entries import FINGERPRINT, ask, entry, fill, find, numbered


def test_written_entries_are_found_at_once_by_everybody(empty, open_engine):
    other = open_engine()
    assert find(other, "预算") == []

    assert empty.write([entry(1, "财政预算"), entry(2, "部门预算")]) == 2

    assert sorted(find(other, "预算")) == ["1", "2"]
    assert empty.state() == other.state() == IndexState(FINGERPRINT, 2)


def test_entry_of_the_same_id_is_replaced(empty, open_engine):
    empty.write([entry(1, "财政预算", body="旧文", numbers=("临政发〔2020〕1号",))])
    empty.write([entry(1, "卫生健康", body="新文", numbers=("临政发〔2021〕1号",))])

    assert (find(empty, "预算"), find(empty, "旧文"), find(empty, number="临政发〔2020〕1号")) == ([], [], [])
    assert (find(empty, "卫生"), find(empty, "新文"), find(empty, number="临政发〔2021〕1号")) == (["1"], ["1"], ["1"])
    assert find(open_engine()) == ["1"]
    assert empty.state().documents == 1


def test_the_last_of_two_entries_of_one_id_counts(empty):
    empty.write([entry(1, "财政预算"), entry(1, "卫生健康")])

    assert (find(empty, "预算"), find(empty, "卫生"), empty.state().documents) == ([], ["1"], 1)


def test_removed_documents_are_gone_and_unknown_ids_are_no_error(empty, open_engine):
    empty.write(numbered(3))
    other = open_engine()
    assert len(find(other)) == 3

    empty.remove(["item:1", "item:77", "no such thing"])

    assert sorted(find(other, "预算")) == sorted(find(other)) == ["0", "2"]
    assert other.fetch(["item:1"]) == {}
    assert other.state().documents == 2


def test_removed_document_can_come_back(empty):
    empty.write([entry(1, "财政预算")])
    empty.remove(["item:1"])
    empty.write([entry(1, "财政预算")])

    assert find(empty, "预算") == ["1"]


def test_nothing_is_written_where_there_is_no_index(engine):
    assert engine.write([entry(1, "财政")]) == 0
    engine.remove(["item:1"])

    assert engine.state() == IndexState("", 0)
    assert find(engine, "财政") == []


def test_writing_nothing_is_allowed(empty):
    assert empty.write([]) == 0
    empty.remove([])

    assert empty.state() == IndexState(FINGERPRINT, 0)


def test_build_is_not_seen_before_it_is_finished(engine, open_engine):
    fill(engine, entry("old", "财政预算"))

    build = engine.begin_build("tests-2")
    assert build.add([entry("new", "部门预算")]) == 1
    assert (find(engine, "预算"), engine.state()) == (["old"], IndexState(FINGERPRINT, 1))
    build.finish()

    assert find(engine, "预算") == find(open_engine(), "预算") == ["new"]
    assert engine.state() == IndexState("tests-2", 1)


def test_build_replaces_entries_of_the_same_id(engine):
    build = engine.begin_build(FINGERPRINT)
    build.add([entry(1, "财政")])
    build.add([entry(1, "卫生")])
    build.finish()

    assert (find(engine, "财政"), find(engine, "卫生")) == ([], ["1"])


def test_what_is_written_during_a_build_is_in_both(engine):
    fill(engine, entry(1, "财政预算"), entry(2, "财政决算"))
    build = engine.begin_build(FINGERPRINT)
    build.add([entry(1, "财政预算"), entry(2, "财政决算")])

    engine.write([entry(3, "财政审计")])
    engine.remove(["item:1"])
    assert sorted(find(engine, "财政")) == ["2", "3"]
    build.finish()

    assert sorted(find(engine, "财政")) == ["2", "3"]


def test_first_build_takes_what_is_written_meanwhile(engine):
    build = engine.begin_build(FINGERPRINT)
    engine.write([entry(1, "财政预算")])
    assert find(engine, "预算") == []
    build.finish()

    assert find(engine, "预算") == ["1"]


def test_build_goes_on_elsewhere(engine, open_engine):
    engine.begin_build("tests-2").add([entry(1, "财政预算")])

    resumed = open_engine().resume_build("tests-2")
    resumed.add([entry(2, "部门预算")])
    resumed.finish()

    assert sorted(find(engine, "预算")) == ["1", "2"]
    assert engine.resume_build("tests-2") is None


def test_build_of_another_fingerprint_is_not_resumed(engine):
    assert engine.resume_build("tests-2") is None
    engine.begin_build("tests-2")

    assert engine.resume_build("tests-3") is None
    assert engine.resume_build("tests-2") is not None


def test_new_build_drops_the_one_under_way(engine):
    engine.begin_build("tests-2").add([entry(1, "财政预算")])

    build = engine.begin_build("tests-2")
    build.add([entry(2, "部门预算")])
    build.finish()

    assert find(engine, "预算") == ["2"]


def test_abandoned_build_leaves_no_trace(engine):
    fill(engine, entry("old", "财政预算"))
    build = engine.begin_build("tests-2")
    build.add([entry("new", "部门预算")])

    build.abandon()

    assert engine.resume_build("tests-2") is None
    assert find(engine, "预算") == ["old"]
    engine.write([entry("newer", "审计预算")])
    assert sorted(find(engine, "预算")) == ["newer", "old"]


def test_readers_notice_no_gap_while_indexes_are_swapped(engine, open_engine):
    """Every answer is whole: the twenty of one index or the twenty of another, never fewer, never an error."""
    fill(engine, *numbered(20))
    answers, errors, stop = [], [], threading.Event()

    def read(reader):
        while not stop.is_set():
            try:
                found = ask(reader, "预算", facets=("year",))
                answers.append((found.total, len(found.candidates)))
            except Exception as error:  # noqa: BLE001 (whatever it is, a reader met it)
                errors.append(error)

    readers = [threading.Thread(target=read, args=(reader,)) for reader in (engine, engine, open_engine())]
    for thread in readers:
        thread.start()
    for _ in range(5):
        fill(open_engine(), *numbered(20))
    stop.set()
    for thread in readers:
        thread.join()

    assert errors == []
    assert set(answers) == {(20, 20)}


def test_several_write_and_read_at_once(empty, open_engine):
    """Four handles write ten entries each while others read: none is lost, none is refused."""
    errors = []

    def write(first: int):
        engine = open_engine()
        try:
            for one in islice(numbered(first + 10), first, None):
                engine.write([one])
                find(engine, "预算")
        except Exception as error:  # noqa: BLE001 (whatever it is, a writer met it)
            errors.append(error)

    writers = [threading.Thread(target=write, args=(first,)) for first in (0, 10, 20, 30)]
    for thread in writers:
        thread.start()
    for thread in writers:
        thread.join()

    assert errors == []
    assert ask(empty, "预算").total == empty.state().documents == 40
