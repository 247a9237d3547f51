import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civic_interaction.clauses import Difference, PieceKind, compare, diff_words, split_clauses
from civic_search.text.segment import Segmenter
from tests.interaction.clauses.drafts import FIRST, SECOND


def rows(old, new, **options):
    return [
        (change.difference.value, change.old and change.old.anchor, change.new and change.new.anchor)
        for change in compare(old, new, **options).changes
    ]


def test_each_clause_meets_its_own_although_numbers_have_shifted():
    assert [row for row in rows(FIRST, SECOND) if row[0] != "same"] == [
        ("changed", "paragraph-2", "paragraph-2"),
        ("moved", "article-5", "article-3"),
        ("added", None, "article-4"),
        ("renumbered", "article-3", "article-5"),
        ("changed", "article-3-paragraph-2", "article-5-paragraph-2"),
        ("renumbered", "article-4", "article-6"),
        ("changed", "article-4-item-2", "article-6-item-2"),
        ("changed", "article-6", "article-7"),
    ]


def test_a_version_compared_with_itself_differs_in_nothing():
    comparison = compare(FIRST, FIRST)

    assert comparison.is_empty
    assert comparison.counts[Difference.SAME] == len(split_clauses(FIRST))


def test_a_clause_that_was_rewritten_under_its_number_is_changed():
    old = "第一条　企业应当在三十日内清理故障车辆。\n第二条　市民应当有序停放。"
    new = "第一条　企业在接到通知后十日内清理故障车辆，逾期的予以公示。\n第二条　市民应当有序停放。"

    assert rows(old, new) == [("changed", "article-1", "article-1"), ("same", "article-2", "article-2")]


def test_a_clause_about_something_else_is_another_one():
    old, new = "第一条　企业应当清理故障车辆。", "第一条　本市鼓励绿色出行，建设慢行系统。"

    assert rows(old, new) == [("removed", "article-1", None), ("added", None, "article-1")]


def test_what_was_removed_stands_where_it_stood():
    old = "第一条　甲方负责清扫道路。\n第二条　乙方负责绿化养护。\n第三条　丙方负责路灯照明。"
    new = "第一条　甲方负责清扫道路。\n第二条　丙方负责路灯照明。"

    assert rows(old, new) == [
        ("same", "article-1", "article-1"),
        ("removed", "article-2", None),
        ("renumbered", "article-3", "article-2"),
    ]


def test_words_are_compared_as_words_when_a_segmenter_cuts_them():
    pieces = diff_words("由公安机关处理", "由公安部门处理", cut=Segmenter().cut)

    assert [(piece.kind.value, piece.text) for piece in pieces] == [
        ("same", "由"),
        ("removed", "公安机关"),
        ("added", "公安部门"),
        ("same", "处理"),
    ]


def test_figures_stay_whole():
    pieces = diff_words("罚款200元", "罚款2000元")

    assert [(piece.kind.value, piece.text) for piece in pieces] == [
        ("same", "罚款"),
        ("removed", "200"),
        ("added", "2000"),
        ("same", "元"),
    ]


def test_one_equal_character_does_not_tear_a_change_apart():
    pieces = diff_words("应当报市政府备案", "须经区人大批准")

    assert [piece.kind for piece in pieces] == [PieceKind.REMOVED, PieceKind.ADDED]


def test_a_cutter_that_loses_text_is_refused():
    with pytest.raises(ValueError, match="lose nothing"):
        diff_words("甲 乙", "甲乙", cut=str.split)


def test_the_data_is_what_the_api_hands_out():
    data = compare("第一条　十日内。\n第二条　甲。", "第一条　二十日内。\n第二条　甲。").to_json()

    assert data["counts"] == {"same": 1, "changed": 1, "renumbered": 0, "moved": 0, "added": 0, "removed": 0}
    assert data["clauses"][0] == {
        "difference": "changed",
        "kind": "article",
        "depth": 0,
        "old_anchor": "article-1",
        "new_anchor": "article-1",
        "old_label": "第一条",
        "new_label": "第一条",
        "is_moved": False,
        "pieces": [{"kind": "added", "text": "二"}, {"kind": "same", "text": "十日内。"}],
    }


TEXTS = st.text(alphabet="甲乙丙应当不得十日内。", max_size=30)


@given(TEXTS, TEXTS)
def test_the_pieces_make_both_texts_again(old, new):
    pieces = diff_words(old, new)

    assert "".join(piece.text for piece in pieces if piece.kind is not PieceKind.ADDED) == old
    assert "".join(piece.text for piece in pieces if piece.kind is not PieceKind.REMOVED) == new


DRAFTS = st.lists(TEXTS, max_size=8).map(
    lambda texts: "\n".join(f"第{number}条 {text}" for number, text in enumerate(texts, start=1))
)


@given(DRAFTS, DRAFTS)
def test_every_clause_of_both_versions_appears_once(old, new):
    changes = compare(old, new).changes

    assert sorted(change.old.anchor for change in changes if change.old) == sorted(
        clause.anchor for clause in split_clauses(old)
    )
    assert [change.new.anchor for change in changes if change.new] == [clause.anchor for clause in split_clauses(new)]


def test_a_long_draft_rewritten_throughout_takes_seconds():
    chance = random.Random(7)
    words = [
        "企业",
        "市民",
        "车辆",
        "停放",
        "部门",
        "应当",
        "不得",
        "公布",
        "处理",
        "十日内",
        "责令改正",
        "申请",
        "材料",
    ]
    drafts = [
        "\n".join(f"第{number}条 {''.join(chance.choices(words, k=25))}。" for number in range(1, 301))
        for _version in range(2)
    ]

    begun = time.process_time()
    compare(*drafts)

    assert time.process_time() - begun < 10
