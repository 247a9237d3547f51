import pytest
from hypothesis import given
from hypothesis import strategies as st

from civic_search.text.normalise import normalise
from civic_search.text.parse import LONGEST_PHRASE, make_phrase
from civic_search.text.tokens import RUN, join_bigrams, make_bigrams, make_tokens
from tests.search.text.matching import TEXTS, finds, matches


def test_tokens_are_bigrams_then_long_words(pipeline) -> None:
    assert pipeline.make_tokens("財政資金，公开 A") == "财政 政资 资金 金 公开 开 a 财政资金"


@pytest.mark.parametrize("text", ["", "😀", "，。", " \n", "_"])
def test_tokens_of_nothing_are_none(pipeline, text) -> None:
    assert pipeline.make_tokens(text) == ""


@given(TEXTS)
def test_tokens_stand_in_the_order_of_the_text(text) -> None:
    runs = RUN.findall(normalise(text))

    assert make_tokens(normalise(text), lambda found: ()).split() == [
        token for run in runs for token in make_bigrams(run)
    ]


@given(TEXTS.filter(lambda text: RUN.search(normalise(text))), st.data())
def test_any_part_of_a_text_is_found_by_its_phrase(pipeline, text, data) -> None:
    """Substring recall 1.00: whatever letters and figures stand together in the original, cut where you like."""
    start, end = draw_part(data, text)
    tokens = pipeline.make_tokens(text)

    for run in RUN.findall(normalise(text[start:end])):
        assert matches(tokens, make_phrase(run))


@given(TEXTS.filter(lambda text: RUN.search(normalise(text))), st.data())
def test_any_part_of_a_text_is_found_when_it_is_typed(pipeline, text, data) -> None:
    """The same through the parser, unquoted: what is cut into words is still all there."""
    start, end = draw_part(data, text)
    run = data.draw(st.sampled_from(RUN.findall(normalise(text[start:end])) or ["财"]))

    if run in normalise(text):
        assert finds(pipeline.make_tokens(text), pipeline.parse(run))


@given(st.text(alphabet="财政预算公开abc123", min_size=1, max_size=LONGEST_PHRASE))
def test_phrase_stands_for_its_characters(run) -> None:
    assert join_bigrams(make_phrase(run).tokens) == run


def test_phrase_is_not_found_across_a_gap(pipeline) -> None:
    assert not matches(pipeline.make_tokens("财政，预算"), make_phrase("财政预算"))
    assert not matches(pipeline.make_tokens("财政预算"), make_phrase("预财"))


def draw_part(data, text):
    start = data.draw(st.integers(0, len(text) - 1))
    return start, data.draw(st.integers(start + 1, len(text)))
