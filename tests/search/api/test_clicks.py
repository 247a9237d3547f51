import pytest
from django.utils import timezone

from civic_search.domain.count_questions import write_counts
from civic_search.models import QueryCount

pytestmark = pytest.mark.django_db


def rows():
    return list(QueryCount.objects.values_list("day", "question", "asked", "without_results", "clicked"))


def test_search_and_click_are_counted_through_the_api(client, city):
    answer = client.get("/api/v1/search/", {"q": "公积金"}).json()
    clicked = client.post(
        "/api/v1/search/clicks/",
        {"question": answer["question"], "click": answer["click"]},
        content_type="application/json",
    )
    write_counts(at_once=True)

    assert (clicked.status_code, clicked.json()) == (200, {"noted": True})
    assert rows() == [(timezone.localdate(), "公积金", 1, 0, 1)]


def test_click_on_a_question_that_was_not_asked_is_refused(client, city):
    answer = client.get("/api/v1/search/", {"q": "公积金"}).json()

    refused = client.post(
        "/api/v1/search/clicks/", {"question": "社保", "click": answer["click"]}, content_type="application/json"
    )

    assert refused.status_code == 400
    assert refused.json()["errors"] == [{"name": "click", "detail": "它不是随这个问题的回答给出的。"}]


def test_a_click_of_many_words_is_not_read(client, city):
    refused = client.post(
        "/api/v1/search/clicks/", {"question": "热" * 140_000, "click": ""}, content_type="application/json"
    )

    assert refused.status_code == 400
    assert refused.json()["errors"] == [{"name": "question", "detail": "提交的内容太长。"}]


def test_the_longest_question_fits_in_whatever_spelling(client, city):
    refused = client.post(
        "/api/v1/search/clicks/", {"question": "😀" * 10_000, "click": ""}, content_type="application/json"
    )

    assert [error["name"] for error in refused.json()["errors"]] == ["click"]
