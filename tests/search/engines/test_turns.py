"""What comes too late changes nothing: each writer has a number, and a lower one does not undo a higher one."""

from civic_search.engines.protocol import IndexState
from tests.search.engines.entries import FINGERPRINT, entry, fill, find


def title_of(engine, key=1):
    return engine.fetch([f"item:{key}"])[f"item:{key}"].title


def test_older_text_that_comes_late_is_left_out(empty):
    assert empty.write([entry(1, "新文")], turn=7) == 1

    assert empty.write([entry(1, "旧文")], turn=6) == 1

    assert title_of(empty) == "新文"


def test_same_writer_changes_his_mind(empty):
    empty.write([entry(1, "旧文")], turn=7)
    empty.remove(["item:1"], turn=7)
    empty.write([entry(1, "新文")], turn=7)

    assert title_of(empty) == "新文"


def test_what_was_removed_does_not_come_back(empty):
    empty.write([entry(1, "旧文")], turn=5)
    empty.remove(["item:1", "item:2"], turn=7)

    empty.write([entry(1, "旧文"), entry(2, "从未有过")], turn=6)

    assert find(empty) == []


def test_removal_that_comes_late_removes_nothing(empty):
    empty.write([entry(1, "新文")], turn=7)

    empty.remove(["item:1"], turn=6)

    assert find(empty) == ["1"]


def test_build_is_told_what_is_newer_than_what_it_is_given(empty):
    build = empty.begin_build("tests-2")
    empty.write([entry(1, "新文")], turn=7)
    empty.remove(["item:2"], turn=7)

    assert build.add([entry(1, "旧文"), entry(2, "旧文")], turn=6) == 2
    build.finish()

    assert (find(empty), title_of(empty)) == (["1"], "新文")


def test_finishing_twice_is_finishing_once(empty, open_engine):
    build = empty.begin_build("tests-2")
    build.add([entry(1, "财政")])
    again = open_engine().resume_build("tests-2")

    build.finish()
    again.finish()

    assert empty.state() == IndexState("tests-2", 1)


def test_builds_have_names_of_their_own(empty, open_engine):
    first = empty.begin_build("tests-2")
    second = empty.begin_build("tests-2")

    assert first.name != second.name
    assert open_engine().resume_build("tests-2").name == second.name


def test_removal_that_outlives_its_index_is_in_nobodys_way(open_elasticsearch):
    """A request that the server comes to late makes the index that it was meant for: the next build clears it away."""
    engine = open_elasticsearch()
    gone = engine.begin_build(FINGERPRINT)
    gone.abandon()
    late = {"_index": gone.name, "_id": "item:1", "version": 5, "version_type": "external_gte"}
    engine.writer.bulk(operations=[{"delete": late}])
    assert engine.indexes() == {gone.name: []}

    fill(engine, entry(1, "财政"))
    engine.write([entry(2, "预算")], turn=9)

    assert sorted(find(engine)) == ["1", "2"]
    assert gone.name not in engine.indexes()


def test_index_of_another_site_is_left_alone(open_elasticsearch):
    """One that is called like ours, with something behind it."""
    engine = open_elasticsearch()
    other = f"{engine.index}-other"
    engine.writer.indices.create(index=other)

    fill(engine, entry(1, "财政"))
    engine.begin_build("tests-2")

    assert engine.writer.indices.exists(index=other)
