import pytest
from django.utils import timezone

from civic_search.domain.renew_vocabulary import renew_vocabulary
from civic_search.domain.suggest import forget_questions
from civic_search.models import BestBet, QueryCount
from civic_search.vocabulary import forget_vocabulary
from tests import factories
from tests.queries import count_queries

pytestmark = pytest.mark.django_db


def suggest(get, **asked):
    answer = get("/api/v1/suggest/", asked)
    assert answer.status_code == 200, answer.content.decode()
    return answer.json()


def texts(answer):
    return [one["text"] for one in answer["results"]]


@pytest.mark.parametrize("typed", ["财政预", "czys", "caizhengyu", "CaiZheng", "财正预算", "財政預"])
def test_column_is_completed_from_its_beginning_its_sound_and_a_slip(city, get, typed):
    assert "财政预算" in texts(suggest(get, q=typed))


def test_word_of_several_titles_is_completed(city, get):
    assert "部门预算" in texts(suggest(get, q="部门"))


def test_title_leads_to_its_item(city, get):
    [found] = [one for one in suggest(get, q="公积金提取")["results"] if one["kind"] == "item"]

    assert found == {
        "text": "公积金提取办法",
        "kind": "item",
        "url": f"/items/{city.rules.pk}/",
        "api_url": f"/api/v1/items/{city.rules.pk}/",
    }


def test_title_of_a_withdrawn_item_is_not_suggested(city, get):
    factories.withdraw(city.rules)

    assert "公积金提取办法" not in texts(suggest(get, q="公积金提取"))


def test_suggestions_cost_the_same_queries_however_many(city, get):
    def ask():
        suggest(get, q="部门")

    ask()
    few = count_queries(ask)
    for year in (2021, 2022, 2023):
        factories.make_published(city.budgets, f"{year}年部门决算")
    renew_vocabulary()
    forget_vocabulary()
    ask()

    assert (few, count_queries(ask)) == (few, few)
    assert few <= 6


def test_unit_is_completed_by_its_short_name(city, get):
    found = suggest(get, q="市财政")["results"][0]

    assert (found["text"], found["kind"], found["api_url"]) == ("市财政局", "unit", f"/api/v1/units/{city.unit.code}/")


def test_question_of_the_office_comes_first(city, get):
    BestBet.objects.create(question="财政补贴怎么领", documents=[f"item:{city.rules.pk}"])
    forget_questions()

    assert suggest(get, q="财政")["results"][0] == {
        "text": "财政补贴怎么领",
        "kind": "question",
        "url": "",
        "api_url": "",
    }


def test_hot_words_are_what_many_ask_and_find(city, get, settings):
    settings.CIVIC_SEARCH_HOT_MINIMUM = 5
    today = timezone.localdate()
    QueryCount.objects.create(day=today, question="公积金", asked=9)
    QueryCount.objects.create(day=today, question="没有的东西", asked=9, without_results=9)
    QueryCount.objects.create(day=today, question="很少人问", asked=4)
    forget_questions()

    assert suggest(get)["hot"] == ["公积金"]
    assert suggest(get, q="公")["hot"] == []


def test_limit_is_kept_and_refused_when_wrong(city, get):
    assert len(texts(suggest(get, q="财", limit=1))) == 1
    answer = get("/api/v1/suggest/?limit=21")
    assert answer.json()["errors"] == [{"name": "limit", "detail": "请给出 1 到 20 之间的整数。"}]
