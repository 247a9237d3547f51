import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civic_search.text.spelling import PLENTY, Speller
from tests.search.text.matching import TEXTS

VOCABULARY = {
    "财政预算": 50,
    "公积金贷款": 40,
    "最低生活保障": 90,
    "营商环境": 20,
    "临沂市财政局": 5,
    "财政局": 8,
    "教育局": 4,
    "社保": 30,
    "社保卡": 20,
    "COVID疫苗": 1,
    "重庆路": 1,
}


@pytest.fixture(scope="module")
def speller(pipeline):
    return Speller(VOCABULARY, is_word=pipeline.segmenter.is_word)


def best(speller, text, **how):
    return next((correction.text for correction in speller.correct(text, **how)), None)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("财正预算", "财政预算"),  # homophone
        ("财政预蒜", "财政预算"),
        ("公鸡金贷款", "公积金贷款"),
        ("营伤环境", "营商环境"),
        ("最低生活保章", "最低生活保障"),  # homophones of another tone
        ("教于局", "教育局"),
        ("赢商环进", "营商环境"),  # nearly, twice
        ("最低生活障保", "最低生活保障"),  # swapped
        ("政财局", "财政局"),
        ("保社", "社保"),
        ("最低生活障", "最低生活保障"),  # dropped
        ("财政预", "财政预算"),
        ("最低低生活保障", "最低生活保障"),  # added
        ("财政预算表", "财政预算"),
        ("教肓局", "教育局"),  # replaced
        ("最低生话保障", "最低生活保障"),
        ("caizhengyusuan", "财政预算"),  # pinyin
        ("cai zheng yu suan", "财政预算"),
        ("caizengyushuan", "财政预算"),
        ("yingshanghuanjing", "营商环境"),
        ("chongqinglu", "重庆路"),
        ("czys", "财政预算"),  # initials
        ("GJJDK", "公积金贷款"),
        ("caizheng局", "财政局"),  # both
        ("財正預算", "财政预算"),
        ("财正 预算", "财政预算"),
    ],
)
def test_misspelt_term_is_corrected(speller, typed, meant) -> None:
    assert best(speller, typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("临沂市财正局 2026", "临沂市财政局 2026"),
        ("申请公积金代款", "申请公积金贷款"),
        ("营伤环境报告", "营商环境报告"),
    ],
)
def test_one_stretch_of_a_question_is_corrected(speller, typed, meant) -> None:
    assert best(speller, typed) == meant


@pytest.mark.parametrize("typed", ["财政预算", "財政預算", "社保", "社保卡", "covid疫苗", "ＣＯＶＩＤ疫苗"])
def test_known_term_is_not_corrected(speller, typed) -> None:
    assert speller.correct(typed) == []


def test_word_that_found_something_is_not_corrected(speller) -> None:
    assert speller.is_known("财政局")
    assert speller.correct("生活", found=1) == []


def test_question_that_found_plenty_is_not_corrected(speller) -> None:
    assert speller.correct("财正预算", found=PLENTY) == []
    assert best(speller, "财正预算", found=PLENTY - 1) == "财政预算"


@pytest.mark.parametrize(
    "typed", ["", " ", "😀", "财", "天气预报", "zzzzzzzz", "天" * 5000, "a" * 5000, "0539-8727000"]
)
def test_what_is_near_nothing_is_not_corrected(speller, typed) -> None:
    assert speller.correct(typed) == []


def test_two_characters_are_not_replaced_by_any_others(speller) -> None:
    assert speller.correct("社区") == []


def test_likelier_terms_come_first() -> None:
    speller = Speller({"公示": 1, "公式": 9, "公事": 5})

    assert [correction.text for correction in speller.correct("gongshi")] == ["公式", "公事", "公示"]
    assert [correction.text for correction in speller.correct("gongshi", limit=1)] == ["公式"]


def test_same_sound_comes_before_another_character() -> None:
    speller = Speller({"财政局": 1, "财务局": 1})

    assert [correction.text for correction in speller.correct("财正局")] == ["财政局", "财务局"]


def test_empty_vocabulary_corrects_nothing() -> None:
    assert Speller({}).correct("财正预算") == []


def test_terms_of_one_spelling_weigh_together() -> None:
    (correction,) = Speller({"財政局": 1, "财政局": 1}).correct("财正局")

    assert correction == Speller({"财政局": 2}).correct("财正局")[0]


def test_memory_is_that_of_numbers() -> None:
    """Terms, weights and 8 bytes a key: 200,000 terms fit into 60 MB."""
    speller = Speller({f"词{number}号": 1 for number in range(2000)})

    held = speller._keys.itemsize * len(speller._keys) + speller._weights.itemsize * len(speller._weights)
    held += sum(map(sys.getsizeof, speller._terms))

    assert held < 300 * 2000


def test_looking_up_compares_few_terms(speller) -> None:
    """However many terms there are, only those that share a key with what was typed are looked at."""
    many = Speller({**VOCABULARY, **{f"{chr(0x4E00 + number)}部门{number}": 1 for number in range(5000)}})

    places = [place for key in ("财正预算", "财预算", "p:caizhengyusuan") for place in many._find(key)]

    assert len(places) < 10
    assert best(many, "财正预算") == "财政预算"


@given(st.one_of(TEXTS, st.text(alphabet="财正政预算局czys ，", max_size=40)))
def test_anything_may_be_typed(speller, text) -> None:
    for correction in speller.correct(text):
        assert correction.text
        assert correction.score > 0


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("社bao", "社保"), ("gongjijin贷款", "公积金贷款"), ("shebao转移", "社保转移"), ("财zheng预算", "财政预算")],
)
def test_pinyin_among_characters_is_read(speller, typed, meant) -> None:
    assert best(speller, typed) == meant


def test_pinyin_of_several_terms_is_read_one_after_the_other(speller) -> None:
    assert best(speller, "caizhengju yingshanghuanjing") == "财政局营商环境"


def test_words_of_questions_are_not_corrected(speller) -> None:
    assert best(speller, "社保能转吗") != "社保卡转吗"
