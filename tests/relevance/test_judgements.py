"""How graded questions are read."""

import datetime

import pytest

from civic_search.documents import SearchDocument
from tests.relevance.judgements import Thing, read_one

NEWS = Thing(
    SearchDocument(
        kind="item",
        key="1",
        title="关于停水的公告",
        body="请提前储水。",
        keywords=("停水",),
        numbers=("临水字〔2026〕1号",),
        facets={"column": ("便民服务",), "validity": ("in_force",)},
        dated_on=datetime.date(2026, 3, 1),
    ),
    "市水务局",
)


@pytest.mark.parametrize(
    "rule",
    [
        {"title": "关于停水的公告"},
        {"holds": "停水", "lacks": "停电"},
        {"says": "储水"},
        {"keyword": ["停电", "停水"]},
        {"unit": "市水务局", "type": "item"},
        {"column": "便民服务"},
        {"number": "临水字〔2026〕1号"},
        {"year": 2026},
        {"validity": "in_force"},
    ],
)
def test_rule_is_met(rule):
    assert NEWS.meets(rule)


@pytest.mark.parametrize(
    "rule", [{"title": "停水"}, {"holds": "停水", "unit": "市财政局"}, {"year": 2025}, {"lacks": "停水"}]
)
def test_rule_is_not_met(rule):
    assert not NEWS.meets(rule)


def test_best_grade_counts_and_the_rest_is_nought():
    judged = read_one({"ask": "停水", "kind": "topic", "grades": {3: [{"unit": "市水务局"}], 1: [{"holds": "停水"}]}})
    other = Thing(SearchDocument(kind="item", key="2", title="停电"), "市供电公司")

    assert (judged.grade(NEWS), judged.grade(other)) == (3, 0)


@pytest.mark.parametrize(
    "entry",
    [
        {"ask": "停水", "kind": "?", "grades": {3: [{"unit": "市水务局"}]}},
        {"ask": "停水", "kind": "topic", "grades": {2: [{"unit": "市水务局"}]}},
        {"ask": "停水", "kind": "topic", "grades": {3: [{"colour": "blue"}]}},
        {"ask": "停水", "kind": "topic", "grades": {3: [{}]}},
    ],
)
def test_mistakes_are_refused(entry):
    with pytest.raises(ValueError, match="停水"):
        read_one(entry)
