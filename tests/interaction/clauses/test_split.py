import pytest
from hypothesis import given
from hypothesis import strategies as st

from civic_interaction.clauses import ClauseKind, split_clauses
from civic_interaction.clauses.numerals import read_number
from tests.interaction.clauses.drafts import FIRST


def anchors(text):
    return [clause.anchor for clause in split_clauses(text)]


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("一", 1),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("一百零三", 103),
        ("二〇二六", 2026),
        ("12", 12),
        ("１２", 12),
    ],
)
def test_a_number_is_read_as_written(written, number):
    assert read_number(written) == number


@pytest.mark.parametrize("written", ["", "甲", "第五"])
def test_what_is_no_number_is_refused(written):
    with pytest.raises(ValueError, match="Not a number"):
        read_number(written)


def test_a_law_is_split_to_its_levels():
    assert anchors(FIRST) == [
        "paragraph-1",
        "paragraph-2",
        "chapter-1",
        "article-1",
        "article-2",
        "chapter-2",
        "article-3",
        "article-3-paragraph-2",
        "article-4",
        "article-4-item-1",
        "article-4-item-2",
        "article-4-item-3",
        "article-4-paragraph-2",
        "article-5",
        "chapter-3",
        "article-6",
    ]


def test_a_clause_knows_its_number_text_and_place():
    item = next(clause for clause in split_clauses(FIRST) if clause.anchor == "article-4-item-2")

    assert (item.kind, item.label, item.text) == (ClauseKind.ITEM, "（二）", "在三十日内清理故障车辆；")
    assert (item.parent, item.depth) == ("article-4", 2)


def test_a_document_is_split_to_its_own_levels():
    text = "一、总体要求\n（一）指导思想。\n坚持以人民为中心。\n1.第一步。\n2、第二步。\n（1）细目。\n①更细。\n二、保障措施\n（一）组织领导。"

    assert anchors(text) == [
        "heading-1",
        "heading-1-item-1",
        "heading-1-item-1-paragraph-1",
        "heading-1-item-1-subitem-1",
        "heading-1-item-1-subitem-2",
        "heading-1-item-1-subitem-2-point-1",
        "heading-1-item-1-subitem-2-point-1-circle-1",
        "heading-2",
        "heading-2-item-1",
    ]


def test_an_inserted_article_has_a_number_of_its_own():
    assert anchors("第五条　甲。\n第五条之一　乙。\n第六条　丙。") == ["article-5", "article-5x1", "article-6"]


def test_an_annex_begins_to_count_anew():
    assert anchors("第一条　甲。\n附件1　办事指南\n第一条　乙。\n附件2\n第一条　丙。") == [
        "article-1",
        "annex-1",
        "annex-1-article-1",
        "annex-2",
        "annex-2-article-1",
    ]


def test_a_number_given_twice_keeps_two_anchors():
    assert anchors("第一条　甲。\n第一条　乙。") == ["article-1", "article-1~2"]


def test_articles_that_lost_their_blanks_are_still_articles():
    assert anchors("第一条为了规范停放，制定本办法。\n第二条市民应当守法。") == ["article-1", "article-2"]


@pytest.mark.parametrize(
    "line",
    [
        "第五条规定的情形，由主管部门处理。",
        "第一条第二款所称车辆，是指自行车。",
        "第二章规定的程序，适用于本条。",
        "（一）至（三）项规定的材料，应当公布。",
        "1.5万元以下的罚款，由区级执法。",
        "2026年起施行。",
        "一是加强领导。",
    ],
)
def test_a_sentence_that_speaks_of_a_number_begins_no_clause(line):
    clauses = split_clauses(f"第一条　甲。\n{line}")

    assert clauses[-1].kind is ClauseKind.PARAGRAPH


def test_an_item_goes_on_after_a_semicolon():
    text = "第一条　义务如下：\n（一）清理车辆：\n包括故障车辆；\n（二）公布电话。\n违反前款的，责令改正。"

    assert anchors(text) == [
        "article-1",
        "article-1-item-1",
        "article-1-item-1-paragraph-1",
        "article-1-item-2",
        "article-1-paragraph-2",
    ]


LINES = st.lists(
    st.tuples(
        st.sampled_from(["", "第一章 ", "第一条　", "第二条　", "（一）", "1.", "（1）", "附件1 ", "①", "一、"]),
        st.text(alphabet="停放车辆，。；第一条（）1、 \u3000", max_size=12),
    ).map("".join)
)


@given(LINES)
def test_no_text_is_lost_and_no_anchor_is_given_twice(lines):
    clauses = split_clauses("\n".join(lines))

    printed = "".join(clause.label + clause.text for clause in clauses)

    assert "".join(printed.split()) == "".join("".join(lines).split())
    assert len({clause.anchor for clause in clauses}) == len(clauses)
    assert {clause.parent for clause in clauses} - {""} <= {clause.anchor for clause in clauses}
