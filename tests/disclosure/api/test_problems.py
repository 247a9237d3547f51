import pytest
from django.core.cache import cache

from civic_disclosure.api import structure
from tests import factories

pytestmark = pytest.mark.django_db


def problem(answer):
    assert answer["Content-Type"] == "application/problem+json"
    body = answer.json()
    assert (body["status"], bool(body["title"]), bool(body["detail"])) == (answer.status_code, True, True)
    return body


@pytest.mark.parametrize("address", ["/api/", "/api/v1/", "/api/v1/nothing/", "/api/v1/items/abc/", "/api/v2/pages/"])
def test_unknown_address_below_api_is_a_problem(get, address):
    answer = get(address)

    assert answer.status_code == 404
    assert problem(answer)["type"] == "about:blank"


def test_address_without_its_slash_is_sent_on(get):
    assert get("/api/v1/items")["Location"] == "/api/v1/items/"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_what_is_only_read_refuses_to_be_written(client, method):
    answer = getattr(client, method)("/api/v1/items/")

    assert answer.status_code == 405
    assert "GET" in answer["Allow"]
    problem(answer)


def test_too_many_requests_are_told_when_to_come_again(get, settings):
    cache.clear()
    settings.CIVIC_READS_PER_MINUTE = 2

    statuses = [get("/api/v1/site/").status_code for _ in range(2)]
    refused = get("/api/v1/site/")

    assert (statuses, refused.status_code) == ([200, 200], 429)
    assert 1 <= int(refused["Retry-After"]) <= 61
    problem(refused)
    settings.CIVIC_UNCOUNTED_ADDRESSES = {"127.0.0.1"}
    assert get("/api/v1/site/").status_code == 200


def test_failure_of_ours_is_a_problem_without_its_cause(get, monkeypatch):
    monkeypatch.setattr(structure, "SITE_FACTS", ("no_such_field",))

    answer = get("/api/v1/site/")

    assert answer.status_code == 500
    assert "no_such_field" not in answer.content.decode()
    problem(answer)


def test_problem_is_in_the_language_of_the_site_whatever_the_browser_asks(get):
    english, chinese = (get("/api/v1/nothing/", accept_language=language).json() for language in ("en", "zh-CN"))

    assert english == chinese


def test_answers_are_in_the_language_of_the_site_whatever_the_browser_asks(city, get):
    english, chinese = (get("/api/v1/units/", accept_language=language) for language in ("en", "zh-CN"))

    assert english.content == chinese.content
    assert english["Content-Language"] == "zh-hans"


def test_unknown_address_refuses_writing_too(client):
    client.handler.enforce_csrf_checks = True

    assert client.post("/api/v1/nothing/").status_code == 404


def test_address_with_a_nul_is_a_problem(get):
    assert problem(get("/api/v1/items/?unit=%00"))["status"] == 400


def test_repeated_and_unknown_parameters_are_each_named(get):
    body = problem(get("/api/v1/units/?kind=county&kind=town&page=2"))

    assert body["type"] == "urn:civic:problem:invalid-parameters"
    assert [error["name"] for error in body["errors"]] == ["kind", "page"]


def test_endpoint_without_parameters_knows_none(city, get):
    record = factories.make_published(city.budgets)

    assert get(f"/api/v1/items/{record.pk}/?fields=title").status_code == 400
