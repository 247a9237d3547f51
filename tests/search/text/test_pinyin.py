import pytest
from hypothesis import given
from hypothesis import strategies as st

from civic_search.text.pinyin import MOST_READINGS, TypedPinyin, blur, read_aloud, read_typed_pinyin, take_initials
from tests.search.text.matching import TEXTS


@pytest.mark.parametrize(
    ("text", "sounds"),
    [
        ("财政预算", "cai zheng yu suan"),
        ("財政預算", "cai zheng yu suan"),
        ("重庆", "chong qing"),
        ("重点", "zhong dian"),
        ("银行", "yin hang"),
        ("行政", "xing zheng"),
        ("市长", "shi zhang"),
        ("长期", "chang qi"),
        ("会计", "kuai ji"),
        ("会议", "hui yi"),
        ("绿化", "lv hua"),
        ("5G，网", "5 g wang"),
        ("😀", ""),
    ],
)
def test_text_is_read_as_people_read_it(text, sounds) -> None:
    assert " ".join(read_aloud(text)[0]) == sounds


def test_character_that_nothing_decides_is_read_both_ways() -> None:
    assert read_aloud("单县") == [("dan", "xian"), ("shan", "xian")]


def test_readings_are_few() -> None:
    assert len(read_aloud("长行重乐单曾会" * 20)) == MOST_READINGS


def test_initials_are_first_letters() -> None:
    assert take_initials(("cai", "zheng", "yu", "suan")) == "czys"


@pytest.mark.parametrize(
    ("one", "other"),
    [("zhang", "zang"), ("chi", "ci"), ("shan", "sang"), ("xin", "xing"), ("lan", "nan"), ("ren", "reng")],
)
def test_blur_folds_what_speakers_mix(one, other) -> None:
    assert blur((one,)) == blur((other,))


def test_blur_keeps_apart_what_nobody_mixes() -> None:
    assert len({blur((syllable,)) for syllable in ("cai", "zai", "sai", "can", "cen", "cao", "hai", "hua", "he")}) == 9


@pytest.mark.parametrize(
    ("typed", "syllables", "initials"),
    [
        ("caizhengyusuan", "cai zheng yu suan", ""),
        ("cai zheng", "cai zheng", ""),
        ("CaiZheng", "cai zheng", ""),
        ("cáizhèng", "cai zheng", ""),
        ("cai2zheng4", "cai zheng", ""),
        ("xi'an", "xi an", ""),
        ("nvxing", "nv xing", ""),
        ("nǚxìng", "nv xing", ""),
        ("czys", "", "czys"),
        ("CZYS", "", "czys"),
        ("fangan", "fan gan", "fangan"),
        ("ｃｚｙｓ", "", "czys"),
    ],
)
def test_pinyin_is_recognised(typed, syllables, initials) -> None:
    assert read_typed_pinyin(typed) == TypedPinyin(tuple(syllables.split()), initials)


@pytest.mark.parametrize(
    "typed", ["", "财政", "caizheng预算", "covid-19", "2016", "vivi", "c", "a" * 61, "😀", "-", "e-mail 5"]
)
def test_what_is_no_pinyin_is_not_taken_for_it(typed) -> None:
    assert read_typed_pinyin(typed) is None


@given(st.one_of(TEXTS, st.text(alphabet="abcinguv' 12-", max_size=60)))
def test_anything_may_be_typed_and_read(text) -> None:
    read = read_typed_pinyin(text)

    assert read is None or read.syllables or read.initials
    assert 1 <= len(read_aloud(text)) <= MOST_READINGS


@given(st.lists(st.sampled_from("财政预算公开社会保障教育医疗"), min_size=1, max_size=8).map("".join))
def test_what_is_read_aloud_is_recognised_when_typed(text) -> None:
    (syllables, *_) = read_aloud(text)

    read = read_typed_pinyin("".join(syllables))

    assert read
    assert "".join(read.syllables) == "".join(syllables)
