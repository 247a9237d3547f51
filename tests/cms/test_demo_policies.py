"""Policy documents of the demo city: numbers, articles, states of validity, and their interpretations."""

import re
from collections import Counter

import pytest

from cms.demo.drafts import ItemDraft
from tests.cms.demo_units import all_drafts, drafts_of

ELEMENTS = ("背景依据", "出台目的", "目标任务", "适用范围", "执行标准", "惠民举措", "注意事项", "新旧政策差异")


def policies() -> list[ItemDraft]:
    return [
        draft
        for unit in ("市民政局", "市财政局", "市教育局", "市人社局")
        for draft in drafts_of(unit, "政策文件", count=12)
    ]


def test_document_numbers_are_those_of_the_unit_and_year_and_occur_once() -> None:
    drafts = drafts_of("市财政局", "政策文件", count=20)

    assert [
        d.title for d in drafts if not re.fullmatch(rf"临财发〔{d.formed_on:%Y}〕[1-9]\d*号", d.document_number)
    ] == []
    assert max(Counter(draft.document_number for draft in drafts).values()) == 1


def test_later_documents_of_a_year_have_higher_numbers() -> None:
    dated = sorted(
        (d.formed_on, int(re.search(r"〕(\d+)号", d.document_number).group(1)))
        for d in drafts_of("市财政局", "政策文件", count=20)
    )  # type: ignore[union-attr]
    years = {day.year for day, _number in dated}

    assert all(
        numbers == sorted(numbers) for numbers in ([n for day, n in dated if day.year == year] for year in years)
    )


def test_every_state_of_validity_occurs() -> None:
    assert {draft.validity for draft in policies()} == {"in_force", "amended", "repealed", "expired"}


def test_repealed_documents_name_a_successor_that_says_so() -> None:
    for unit in ("市民政局", "市财政局"):
        drafts = {draft.ref: draft for draft in drafts_of(unit, "政策文件", count=12)}
        repealed = [draft for draft in drafts.values() if draft.validity == "repealed"]

        assert repealed
        for draft in repealed:
            successor = drafts[draft.successor]
            assert draft.document_number in successor.plain_text
            assert draft.ended_on is not None
            assert successor.effective_on is not None
            assert draft.ended_on < successor.effective_on
            assert successor.validity == "in_force"


def test_a_successor_stands_before_what_it_replaces() -> None:
    drafts = drafts_of("市教育局", "政策文件", count=12)
    places = {draft.ref: place for place, draft in enumerate(drafts)}

    assert all(places[draft.successor] < places[draft.ref] for draft in drafts if draft.successor)


def test_amended_documents_are_amended_by_one_that_names_them() -> None:
    drafts = drafts_of("市民政局", "政策文件", count=12)
    amended = [draft for draft in drafts if draft.validity == "amended"]

    assert amended
    assert all(
        any(other.document_number != d.document_number and d.document_number in other.plain_text for other in drafts)
        for d in amended
    )


def test_expired_documents_ended_when_they_said() -> None:
    expired = [draft for draft in policies() if draft.validity == "expired"]

    assert expired
    for draft in expired:
        end = draft.ended_on
        assert end is not None
        assert f"有效期至{end.year}年{end.month}月{end.day}日" in draft.plain_text


def test_rules_have_articles_that_count_on() -> None:
    rules = next(draft for draft in policies() if "管理办法" in draft.title and "修改" not in draft.title)
    articles = re.findall(r"第([一二三四五六七八九十]+)条　", rules.plain_text)

    assert articles[:3] == ["一", "二", "三"]
    assert len(articles) == len(set(articles)) >= 14


@pytest.mark.shows("R113")
def test_interpretations_name_the_document_they_interpret() -> None:
    documents = {draft.ref: draft for draft in all_drafts() if draft.column == "政策文件"}
    readings = [draft for draft in all_drafts() if draft.column == "政策解读"]

    assert readings
    for reading in readings:
        (ref,) = reading.interprets
        assert documents[ref].document_number in reading.plain_text


@pytest.mark.shows("R111")
def test_interpretations_come_out_with_their_document() -> None:
    documents = {draft.ref: draft for draft in all_drafts() if draft.column == "政策文件"}

    for reading in (draft for draft in all_drafts() if draft.column == "政策解读"):
        days = (reading.published_at.date() - documents[reading.interprets[0]].published_at.date()).days
        assert 0 <= days <= 3


@pytest.mark.shows("R109")
def test_interpretations_have_the_required_elements() -> None:
    told = [
        draft
        for draft in all_drafts()
        if draft.column == "政策解读" and "一、背景依据" in draft.plain_text and "三、目标任务" in draft.plain_text
    ]

    assert told
    assert [draft.title for draft in told if any(element not in draft.plain_text for element in ELEMENTS)] == []


@pytest.mark.shows("R110")
def test_interpretations_come_in_several_forms() -> None:
    titles = " ".join(draft.title for draft in all_drafts() if draft.column == "政策解读")

    assert all(form in titles for form in ("政策解读", "图", "问", "记者"))


@pytest.mark.shows("R026")
def test_guides_name_the_fields_a_guide_must_have() -> None:
    text = drafts_of("市财政局", "信息公开指南", count=1)[0].plain_text

    assert [
        word
        for word in ("机构名称", "办公地址", "办公时间", "联系电话", "传真号码", "互联网联系方式")
        if f"{word}：" not in text
    ] == []
