"""A writer that was stopped for longer than it may hold the engine, and goes on: what is newer stays, and all is there."""

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from civic_search import sources
from civic_search.domain import rebuild, serve
from civic_search.domain.hold import holding
from civic_search.domain.rebuild import carry_on, request_rebuild
from civic_search.domain.serve import serve_engine
from civic_search.enums import BuildState
from civic_search.lexicon import current_fingerprint
from civic_search.models import EngineHealth, IndexBuild, PendingChange
from tests.search.domain.board import Board, texts_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def board(monkeypatch):
    """The only thing that is found, told and built two at a time."""
    board = Board()
    monkeypatch.setattr(sources, "_sources", {board.kind: board})
    monkeypatch.setattr(serve, "PORTION", 2)
    monkeypatch.setattr(rebuild, "PORTION", 2)
    return board


def make_index(engine):
    engine.begin_build(current_fingerprint(max_age=0)).finish()
    return engine


@pytest.fixture
def engine(only_engine, board):
    return make_index(only_engine)


def let_hold_pass():
    """So long does nobody come back."""
    EngineHealth.objects.update(held_until=timezone.now() - timezone.timedelta(seconds=1))


def lose_indexes(engine):
    """A disk was replaced, a server set up anew."""
    if engine.name == "fts5":
        for path in engine.shelf.directory.glob("*.json"):
            path.unlink()
    elif indexes := list(engine.indexes()):
        engine.client.indices.delete(index=indexes)


def settle(engine):
    """Whatever is left to do is done."""
    while serve_engine(engine) or carry_on(engine) or PendingChange.objects.exists():
        assert not EngineHealth.objects.filter(failures__gt=3).exists()


def test_older_text_is_not_written_over_a_newer_one(engine, board):
    def overtake():
        let_hold_pass()
        board.publish("1", "新文")
        serve_engine(engine)

    board.publish("1", "旧文")
    board.interruption = overtake
    serve_engine(engine)

    assert texts_in(engine) == {"1": "新文"}
    assert not PendingChange.objects.exists()


def test_withdrawn_text_does_not_come_back(engine, board):
    def overtake():
        let_hold_pass()
        board.withdraw("1")
        serve_engine(engine)

    board.publish("1", "旧文")
    board.interruption = overtake
    serve_engine(engine)

    assert texts_in(engine) == {}


def test_text_that_came_back_is_not_taken_out(engine, board):
    def overtake():
        let_hold_pass()
        board.publish("1", "又公开")
        serve_engine(engine)

    board.withdraw("1")
    board.interruption = overtake
    serve_engine(engine)

    assert texts_in(engine) == {"1": "又公开"}


def test_newer_text_of_whoever_was_overtaken_is_told_again(engine, board):
    """The other one has read before it was changed, and writes with a higher number."""

    def overtake():
        let_hold_pass()
        board.interruption = lambda: board.publish("1", "新文")
        serve_engine(engine)

    board.publish("1", "旧文")
    board.interruption = overtake
    serve_engine(engine)
    settle(engine)

    assert texts_in(engine) == {"1": "新文"}


def test_build_does_not_write_over_what_was_told_meanwhile(engine, board):
    def overtake():
        let_hold_pass()
        board.publish("1", "新文")
        board.withdraw("2")
        serve_engine(engine)

    board.texts.update({"1": "旧文", "2": "旧文", "3": "旧文"})
    request_rebuild(engine)
    board.interruption = overtake
    carry_on(engine, seconds=0)
    settle(engine)

    assert texts_in(engine) == {"1": "新文", "3": "旧文"}


def test_builder_who_is_overtaken_by_one_that_finishes_does_no_harm(engine, board):
    def overtake():
        let_hold_pass()
        board.texts["1"] = "新文"
        assert carry_on(engine) is False

    board.texts.update({"1": "旧文", "2": "旧文", "3": "旧文"})
    request_rebuild(engine)
    board.interruption = overtake
    try:
        carry_on(engine)
    except serve.EngineDownError:
        """Its build is gone: the job would be tried again, and find nothing to do."""
    settle(engine)

    assert texts_in(engine) == {"1": "新文", "2": "旧文", "3": "旧文"}
    assert list(IndexBuild.objects.values_list("state", flat=True)) == [BuildState.DONE]


def test_build_that_was_begun_too_late_is_not_taken_for_the_one_under_way(engine, board):
    board.texts.update({str(number): "文" for number in range(6)})
    request_rebuild(engine)
    carry_on(engine, seconds=0)
    carry_on(engine, seconds=0)

    engine.begin_build(current_fingerprint())
    settle(engine)

    assert texts_in(engine) == board.texts


def test_first_build_reads_what_was_pending_and_nothing_is_told_twice(only_engine, board):
    for number in range(6):
        board.publish(str(number), "文")
    request_rebuild(only_engine)
    carry_on(only_engine, seconds=0)
    board.publish("1", "新文")
    assert PendingChange.objects.count() == 1

    settle(only_engine)

    assert texts_in(only_engine) == board.texts


def test_turns_go_on_when_the_database_begins_anew(only_engine):
    turns = []
    for _ in range(2):
        with holding(only_engine.name) as hold:
            turns.append(hold.turn)
        EngineHealth.objects.all().delete()

    assert turns[0] <= turns[1]


def test_clock_that_goes_back_gives_no_lower_turn(only_engine):
    ahead = 10**14
    EngineHealth.objects.create(engine=only_engine.name, turn=ahead)

    with holding(only_engine.name) as hold:
        assert hold.turn == ahead + 1


KEYS = st.sampled_from("12345")
STEPS = st.one_of(
    st.tuples(st.just("publish"), KEYS),
    st.tuples(st.just("withdraw"), KEYS),
    st.tuples(st.sampled_from(["serve", "build", "rebuild", "lose"])),
)
#: Whoever serves or builds is stopped for too long; meanwhile all this happens.
STALLS = st.tuples(st.sampled_from(["serve", "build"]), st.lists(STEPS, max_size=8))


class Course:
    """Things that happen to a board and its index, one after the other or one in the middle of another."""

    def __init__(self, engine, board):
        self.engine, self.board, self.published = engine, board, 0

    def take(self, step):
        name, *more = step
        if more and isinstance(more[0], list):
            self.board.interruption = lambda: self.overtake(more[0])
        getattr(self, name)(*(one for one in more if isinstance(one, str)))
        self.board.interruption = None

    def overtake(self, steps):
        let_hold_pass()
        for step in steps:
            self.take(step)

    def publish(self, key):
        self.published += 1
        self.board.publish(key, f"第{self.published}稿")

    def withdraw(self, key):
        self.board.withdraw(key)

    def serve(self):
        EngineHealth.objects.update(retry_at=None)
        serve_engine(self.engine, seconds=0)

    def build(self):
        try:
            carry_on(self.engine, seconds=0)
        except serve.EngineDownError:
            """What was being built was dropped for another one."""

    def rebuild(self):
        request_rebuild(self.engine, again=True)

    def lose(self):
        lose_indexes(self.engine)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=st.lists(st.one_of(STEPS, STALLS), max_size=25))
def test_whatever_happens_the_index_is_what_the_database_is(engine, board, steps):
    for model in (PendingChange, IndexBuild, EngineHealth):
        model.objects.all().delete()
    make_index(engine)
    board.texts.clear()
    board.interruption = None
    course = Course(engine, board)

    for step in steps:
        course.take(step)
    EngineHealth.objects.update(held_until=None, retry_at=None)
    settle(engine)

    assert texts_in(engine) == board.texts
