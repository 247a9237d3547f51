import datetime

import pytest

from civic_search.lexicon import forget_reading
from civic_search.models import BestBet, Synonym
from tests import factories
from tests.jobs import run_jobs
from tests.queries import count_queries

pytestmark = pytest.mark.django_db


def search(get, **asked):
    answer = get("/api/v1/search/", asked)
    assert answer.status_code == 200, answer.content.decode()
    return answer.json()


def titles(answer):
    return ["".join(piece["text"] for piece in hit["title"]) for hit in answer["results"]]


def marked(pieces):
    return [piece["text"] for piece in pieces if piece["marked"]]


def refused(answer):
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json"), answer.content.decode()
    return {error["name"]: error["detail"] for error in answer.json()["errors"]}


def test_hit_says_what_it_is_and_where(city, get):
    answer = search(get, q="住房公积金")

    [hit] = answer["results"]
    assert answer["count"] == 1
    assert marked(hit["passage"])[-1] == "住房公积金"
    assert hit["api_url"] == f"/api/v1/items/{city.rules.pk}/"
    assert hit["unit"] == {"code": city.unit.code, "label": "临州市市财政局"}
    assert hit["validity"] == {"code": "in_force", "label": "有效"}
    assert "临政办发〔2016〕44号" in hit["numbers"]
    assert datetime.date.fromisoformat(hit["dated_on"])
    assert get(hit["api_url"]).status_code == 200


def test_question_is_marked_in_titles(city, get):
    answer = search(get, q="部门预算", type="general")

    assert sorted(titles(answer)) == ["2024年部门预算", "2025年部门预算", "2026年部门预算"]
    assert {tuple(marked(hit["title"])) for hit in answer["results"]} == {("部门预算",)}


def test_pages_follow_one_another_and_keep_what_was_asked(city, get):
    first = search(get, q="部门预算", type="general", page_size=2)
    second = get(first["next"]).json()

    assert (first["count"], first["previous"]) == (3, None)
    assert len(titles(first)) == 2
    assert sorted(titles(first) + titles(second)) == [f"{year}年部门预算" for year in (2024, 2025, 2026)]
    assert second["next"] is None
    assert titles(get(second["previous"]).json()) == titles(first)


def test_facets_are_counted_named_and_survive_being_chosen(city, get):
    answer = get("/api/v1/search/?q=预算&type=general&type=column").json()

    facets = {facet["name"]: facet for facet in answer["facets"]}
    assert [facet["label"] for facet in answer["facets"]] == ["类型", "单位", "栏目", "年份", "主题", "有效性"]
    assert facets["unit"]["values"] == [
        {"value": city.unit.code, "label": "临州市市财政局", "count": answer["count"], "chosen": False}
    ]
    chosen = {value["value"] for value in facets["type"]["values"] if value["chosen"]}
    assert chosen == {"general", "column"}


def test_order_by_date_can_be_asked_for(city, get):
    old = factories.make_published(city.budgets, "2020年部门预算", on=datetime.date(2020, 3, 1))
    run_jobs()

    assert search(get, q="部门预算", sort="oldest", type="general")["results"][0]["id"] == f"item:{old.pk}"


def test_synonym_that_was_used_is_named(city, get):
    Synonym.objects.create(colloquial="房钱", official="公积金")
    forget_reading()

    answer = search(get, q="房钱")

    assert titles(answer)[0] == "公积金提取办法"
    assert answer["understood"]["terms"] == [{"text": "房钱", "synonyms": ["公积金"]}]


@pytest.mark.parametrize("typed", ["财正预算", "caizhengyusuan", "czys", "财政预蒜"])
def test_misspelt_question_is_searched_as_it_was_meant_and_the_answer_says_so(city, get, typed):
    answer = search(get, q=typed)

    assert answer["corrections"][0] == "财政预算"
    assert (answer["understood"]["text"], answer["understood"]["is_corrected"]) == ("财政预算", True)
    assert titles(answer)[0] == "财政预算"
    assert answer["question"] == typed


def test_correction_is_only_offered_to_those_who_insist(city, get):
    answer = search(get, q="caizhengyusuan", as_typed="true")

    assert (answer["corrections"], answer["count"]) == (["财政预算"], 0)
    assert answer["understood"]["is_corrected"] is False


@pytest.mark.parametrize("typed", ["公积金提取", "提取公积金", "缴存人购买自住住房的，可以提取住房公积金。"])
def test_question_that_finds_what_it_asks_is_not_corrected(city, get, typed):
    """Not even for what is known and finds no more: 取公积金 is an expression with synonyms."""
    answer = search(get, q=typed)

    assert (answer["understood"]["is_corrected"], answer["corrections"]) == (False, [])
    assert titles(answer) == ["公积金提取办法"]


def test_nothing_found_is_helped_with_places_and_advice(city, get):
    answer = search(get, q="财政预算", year="1999")

    assert answer["count"] == 0
    assert [titles({"results": answer["help"]["columns"]})[0], answer["help"]["without_filters"] > 0] == [
        "财政预算",
        True,
    ]
    assert answer["help"]["advice"][0] == "去掉筛选条件。"
    assert search(get, q="部门预算")["help"] is None


def test_related_words_hold_what_was_asked(city, get):
    assert "部门预算" in search(get, q="预算")["related"]


def test_best_bet_is_first_and_says_so(city, get):
    BestBet.objects.create(question="预算", documents=[f"item:{city.rules.pk}"])

    hit = search(get, q="预算")["results"][0]

    assert (hit["id"], hit["is_best_bet"]) == (f"item:{city.rules.pk}", True)


def test_withdrawn_item_is_in_no_answer(city, get):
    factories.withdraw(city.rules)

    assert search(get, q="公积金")["results"] == []


def test_no_engine_is_said_and_not_kept_by_caches(city, get, settings):
    settings.CIVIC_SEARCH_ENGINES = ()

    response = get("/api/v1/search/?q=预算")

    assert response.status_code == 200
    assert response.json()["degraded"] == "检索暂时不能使用。请稍后再试，或按栏目查找。"
    assert response["Cache-Control"] == "no-store"


def test_answer_may_be_kept_for_a_moment(city, get):
    assert get("/api/v1/search/?q=预算")["Cache-Control"] == "public, max-age=30"


def test_wrong_parameters_are_refused_each_with_a_sentence(city, get):
    assert refused(get("/api/v1/search/?sort=best&page=0&page_size=x&as_typed=perhaps")) == {
        "sort": "请从中选择：relevance, newest, oldest。",
        "page": "请给出 1 到 10000 之间的整数。",
        "page_size": "请给出 1 到 50 之间的整数。",
        "as_typed": "请给出 true 或 false。",
    }
    assert refused(get("/api/v1/search/?q=a&q=b&colour=red")) == {
        "colour": "没有这个参数。",
        "q": "这个参数只能给一次。",
    }
    assert refused(get("/api/v1/search/?page=201&page_size=50")) == {
        "page": "第一万条以后的结果不再列出，请缩小检索范围。"
    }
    assert set(refused(get("/api/v1/search/?" + "&".join(f"unit={number}" for number in range(21))))) == {"unit"}


def test_empty_parameters_are_as_if_not_given(city, get):
    assert search(get, q="部门预算", unit="", sort="", page="")["count"] == search(get, q="部门预算")["count"]


def test_answer_costs_the_same_queries_however_many_results(city, get):
    def ask():
        search(get, q="部门预算", page_size=50)

    ask()
    few = count_queries(ask)
    for year in (2021, 2022, 2023):
        factories.make_published(city.budgets, f"{year}年部门预算")
    run_jobs()
    ask()

    assert (few, count_queries(ask)) == (few, few)
    assert few <= 12
