import pytest
from hypothesis import given
from opencc import OpenCC

from civic_search.text.normalise import NormalisedText, normalise
from tests.search.text.matching import TEXTS


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("臨沂市財政預算", "临沂市财政预算"),
        ("ＣＯＶＩＤ－１９", "covid-19"),
        ("㎏①Ⅷ", "kg1viii"),
        ("cáizhèng", "caizheng"),
        ("e\u0301", "e"),
        ("预\u200b算\ufeff公\u00ad开", "预算公开"),
        ("预\x00算\t公\u3000开", "预 算 公 开"),
        ("上\n下", "上\n下"),
        ("\ud800", " "),
        ("👨\u200d👩", "👨👩"),
        ("", ""),
    ],
)
def test_normalise_gives_one_spelling(written, read) -> None:
    assert normalise(written) == read


@pytest.mark.parametrize(
    ("traditional", "simplified"),
    [
        ("答覆", "答复"),
        ("藉口", "借口"),
        ("看著", "看着"),
        ("乾隆", "乾隆"),
        ("著名", "著名"),
        ("宮商角徵羽", "宫商角徵羽"),
    ],
)
def test_normalise_folds_together_what_phrases_would_tell_apart(traditional, simplified) -> None:
    """OpenCC turns these only as phrases. A question in either spelling must find a text in either."""
    assert normalise(traditional) == normalise(OpenCC("t2s").convert(traditional)) == normalise(simplified)


def test_normalise_loses_no_simplified_word_to_folding() -> None:
    """Characters that mean different things stay different: only four are folded beyond OpenCC."""
    assert normalise("复查 覆盖 借用 藉口 着力 著作") == "复查 复盖 借用 借口 着力 着作"
    assert len({normalise(character) for character in "发髮后後里裡干幹余餘"}) == 5


@given(TEXTS)
def test_normalise_of_what_is_normalised_changes_nothing(text) -> None:
    assert normalise(normalise(text)) == normalise(text)


@given(TEXTS, TEXTS)
def test_normalise_reads_each_character_by_itself(first, second) -> None:
    assert normalise(first + second) == normalise(first) + normalise(second)


@given(TEXTS)
def test_normalised_text_knows_where_each_character_came_from(text) -> None:
    read = NormalisedText(text)

    for place, character in enumerate(read.text):
        assert character in normalise(text[read.start(place) : read.end(place + 1)])


@given(TEXTS)
def test_normalised_text_leads_back_to_the_whole(text) -> None:
    read = NormalisedText(text)

    assert normalise(text[: read.end(len(read.text))]) == read.text


def test_normalised_text_takes_marks_along() -> None:
    read = NormalisedText("a e\u0301 b")

    assert read.original[read.start(2) : read.end(3)] == "e\u0301"
