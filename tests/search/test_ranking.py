"""The order that whole titles make, without an engine."""

import pytest

from civic_search.documents import SearchDocument
from civic_search.engines import Candidate
from civic_search.ranking import rank
from civic_search.text.pipeline import Pipeline
from civic_search.text.synonyms import Synonym, make_synonyms

UNIT = "临沂市财政局\n市财政局"


@pytest.fixture(scope="module")
def pipeline():
    return Pipeline()


@pytest.fixture
def order(pipeline):
    def order(question, *documents, synonyms=(), **how):
        query = pipeline.parse(question, synonyms=make_synonyms(synonyms))
        return [one.document.key for one in rank(query, [Candidate(one, 1.0) for one in documents], **how)]

    return order


def item(key, title, **fields):
    return SearchDocument(kind="item", key=key, title=title, **{"context": UNIT, **fields})


def test_core_of_a_title_is_what_was_asked_for(order):
    about = item("about", "《差旅费管理办法》执行情况通报")
    itself = item("itself", "临沂市财政局关于印发《临沂市差旅费管理办法》的通知")

    assert order("差旅费管理办法", about, itself) == ["itself", "about"]


def test_name_of_the_issuer_is_not_what_the_title_is_about(order):
    other = item("other", "临沂市财政局工作总结", body="全年工作。")
    about = item("about", "支持财政改革的意见")

    assert order("财政", other, about) == ["about", "other"]


def test_synonym_in_the_title_counts_like_the_word_itself(order):
    news = item("news", "到柳溪镇开展低保动态管理检查", boost=0.75)
    guide = item("guide", "最低生活保障办事指南")

    assert order("低保", news, guide, synonyms=[Synonym("低保", ("最低生活保障",))]) == ["guide", "news"]


def test_what_is_asked_around_a_thing_decides_between_equals(order):
    standard = item("standard", "最低生活保障标准")
    request = item("request", "最低生活保障申请")

    assert order("最低生活保障申请", standard, request) == ["request", "standard"]


def test_rare_word_counts_more_when_not_all_is_held(order):
    common = [item(f"common{number}", f"第{number}批补贴发放") for number in range(8)]
    rare = item("rare", "廉租住房")

    assert order("廉租 补贴", *common, rare, is_loosened=True)[0] == "rare"


def place(key, title, **fields):
    return SearchDocument(kind="column", key=key, title=title, **fields)


def test_column_of_the_unit_that_was_named_comes_first(order):
    budget = item("budget", "2026年度部门预算", body="预算")
    own = place("own", "财政资金", body="本机关的预算、决算。", context=UNIT)
    others = place("others", "财政资金", body="本机关的预算、决算。", context="临沂市教育局\n市教育局")

    assert order("财政局 预算", budget, others, own, places=["column"])[0] == "own"


def test_columns_of_one_name_make_room(order):
    columns = [place(str(number), "财政资金", body="预算", context=f"第{number}局") for number in range(5)]
    budget = item("budget", "2026年度部门预算")

    assert order("预算", *columns, budget, places=["column"]).index("budget") == 0


def test_unit_is_called_by_any_of_its_names(order):
    unit = SearchDocument(kind="unit", key="unit", title="临沂市人力资源和社会保障局", keywords=("市人社局",))
    guide = item("guide", "就业补贴办事指南（市人社局）", context="临沂市人力资源和社会保障局\n市人社局")

    assert order("人社局", guide, unit, places=["unit"]) == ["unit", "guide"]


def test_explanation_comes_after_the_document(order):
    explanation = item("explanation", "《户口迁移管理规定》解读", boost=0.85)
    document = item("document", "户口迁移管理规定")

    assert order("户口迁移", explanation, document) == ["document", "explanation"]
