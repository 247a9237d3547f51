from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civic_search.text.normalise import normalise
from civic_search.text.numbers import find_numbers, make_number_key
from tests.search.text.matching import TEXTS

SPELLINGS = [
    "临政办发〔2016〕44号",
    "临政办发[2016]44号",
    "临政办发(2016)44号",
    "临政办发（2016）44号",
    "临政办发［２０１６］４４号",
    "临政办发【2016】44号",
    "临政办发〖2016〗44号",
    "临政办发{2016}44号",
    "临政办发<2016>44号",
    "临政办发﹝2016﹞44号",
    "临政办发〔2016年〕44号",
    "临政办发〔2016〕第44号",
    "临政办发〔2016〕 44 号",
    "临政办发 〔 2016 〕44号",
    "临政办发〔2016〕44",
    "临政办发〔2016〕044号",
    "临政办发2016年44号",
    "临政办发2016年第44号",
    "临政办发 2016年 44 号",
    "临政办发2016-44号",
    "临政办发2016 44",
    "臨政辦發〔2016〕44號",
]


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_one_number_has_one_key(spelling) -> None:
    (found,) = find_numbers(normalise(spelling))

    assert make_number_key(spelling) == "临政办发2016年44号"
    assert found.keys == ("临政办发2016年44号",)
    assert found.runs == ("临政办发", "2016", "44号")


@pytest.mark.parametrize(
    ("printed", "key"),
    [
        ("371300D05-2026-00012", "371300d052026年12号"),
        ("371300D05/2026-00012", "371300d052026年12号"),
        ("371300D05—2026—00012", "371300d052026年12号"),
        ("11371300004490610T/2026-00012", "11371300004490610t2026年12号"),
        ("LYCR-2022-0010001", "lycr2022年10001号"),
        ("国务院令第711号", "国务院令711号"),
        ("国办发明电〔2021〕11号", "国办发明电2021年11号"),
        ("临沂市人民政府公告第3号", "临沂市人民政府公告第3号"),
        ("临沂市审计局公告2024年第2号", "临沂市审计局公告2024年2号"),
        ("", ""),
        ("—", ""),
    ],
)
def test_key_of_other_numbers(printed, key) -> None:
    assert make_number_key(printed) == key


def test_different_numbers_have_different_keys() -> None:
    printed = [
        "临政办发〔2016〕44号",
        "临政办发〔2016〕4号",
        "临政办发〔2017〕44号",
        "临政发〔2016〕44号",
        "临政办字〔2016〕44号",
    ]

    assert len({make_number_key(number) for number in printed}) == len(printed)


@pytest.mark.parametrize(
    "question", ["请问临政办发〔2016〕44号还有效吗", "根据临政办发[2016]44号", "查询临政办发2016年44号的解读"]
)
def test_number_is_found_in_a_sentence(question) -> None:
    (found,) = find_numbers(normalise(question))

    assert "临政办发2016年44号" in found.keys
    assert found.runs[0] == "临政办发"


def test_organ_that_holds_a_word_of_sentences_is_kept_whole() -> None:
    """文 and 和 are words, and parts of names of organs."""
    (found,) = find_numbers("请问临文和旅发〔2020〕3号")

    assert {"临文和旅发2020年3号", "旅发2020年3号"} < set(found.keys)


def test_several_numbers_are_found_in_order() -> None:
    found = find_numbers(normalise("鲁政发〔2020〕5号、临政发[2021]6号和371300D05-2026-00012"))

    assert [number.keys[-1] for number in found] == ["鲁政发2020年5号", "临政发2021年6号", "371300d052026年12号"]


@pytest.mark.parametrize(
    "text",
    [
        "2024年预算",
        "财政预算",
        "2016年5月6日",
        "〔2016〕44号",
        "44号",
        "12345热线",
        "covid-19",
        "1999-2024",
        "第44号",
        "0539-8727000",
        "",
    ],
)
def test_what_is_no_number_is_not_taken_for_one(text) -> None:
    assert find_numbers(text) == []


@given(st.one_of(TEXTS, st.text(alphabet="临令发〔2016〕[ ]年第44号-/a", max_size=40)))
def test_numbers_found_stand_in_the_text_and_apart(text) -> None:
    text = normalise(text)

    found = find_numbers(text)

    assert all(text[number.start : number.end].strip() for number in found)
    assert all(first.end <= second.start for first, second in pairwise(found))
    assert all(key.isalnum() for number in found for key in number.keys)
