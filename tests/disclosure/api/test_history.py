import pytest
from django.utils import timezone

from civic_disclosure.models import ItemPage
from tests import factories

pytestmark = pytest.mark.django_db


def publish_again(record, title):
    item = ItemPage.objects.get(pk=record.pk)
    item.title = title
    item.save_revision()
    return factories.publish(item)


def publish_times(city, number):
    """A public item of so many versions, 第1稿 the oldest."""
    record = factories.make_published(city.budgets, "第1稿")
    for draft in range(2, number + 1):
        record = publish_again(record, f"第{draft}稿")
    return record


def versions(get, address):
    answer = get(address)
    assert answer.status_code == 200, answer.content.decode()
    return answer.json()["results"]


def history_of(record):
    return f"/api/v1/items/{record.pk}/history/"


def test_history_says_what_was_public_from_when_until_when(city, get):
    record = factories.make_published(city.budgets, "第一稿")
    second = publish_again(record, "第二稿")

    newest, oldest = versions(get, history_of(record))

    assert (oldest["number"], oldest["title"]) == (1, "第一稿")
    assert (newest["number"], newest["title"], newest["until"]) == (2, "第二稿", None)
    assert oldest["until"] == newest["from"] == timezone.localtime(second.updated_at).isoformat(timespec="seconds")


@pytest.mark.shows("R102")
def test_each_version_is_read_by_its_number_as_the_public_saw_it(city, get):
    record = publish_times(city, 2)

    first = get(f"{history_of(record)}1/").json()

    assert (first["number"], first["title"], first["page"]["title"]) == (1, "第1稿", "第1稿")
    assert "related" not in first["page"]
    assert get(f"{history_of(record)}2/").json()["page"]["title"] == "第2稿"
    assert [get(f"{history_of(record)}{number}/").status_code for number in (0, 3)] == [404, 404]


def test_pages_of_the_history_follow_one_another_both_ways(city, get):
    record = publish_times(city, 5)

    first = get(f"{history_of(record)}?page_size=2").json()
    second = get(first["next"]).json()
    third = get(second["next"]).json()

    assert [[row["number"] for row in page["results"]] for page in (first, second, third)] == [[5, 4], [3, 2], [1]]
    assert (first["previous"], third["next"]) == (None, None)
    back = get(third["previous"]).json()
    assert back["results"] == second["results"]
    assert get(back["previous"]).json()["results"] == first["results"]
    assert get(back["previous"]).json()["previous"] is None


def test_page_of_the_history_begins_where_the_last_ended_though_a_version_came_on_top(city, get):
    record = publish_times(city, 3)
    following = get(f"{history_of(record)}?page_size=2").json()["next"]

    publish_again(record, "第4稿")

    assert [row["number"] for row in versions(get, following)] == [1]


@pytest.mark.parametrize("query", ["cursor=AAAA", "page_size=0", "year=2020"])
def test_wrong_parameters_of_the_history_are_refused_by_name(city, get, query):
    answer = get(f"{history_of(publish_times(city, 1))}?{query}")

    assert answer.status_code == 400
    assert [error["name"] for error in answer.json()["errors"]] == [query.partition("=")[0]]


@pytest.mark.parametrize("number", [1, 3])
def test_queries_do_not_grow_with_versions(city, get, django_assert_num_queries, number):
    record = publish_times(city, number)

    with django_assert_num_queries(2):
        assert len(versions(get, history_of(record))) == number
    with django_assert_num_queries(3):
        get(f"{history_of(record)}{number}/")


def test_moving_an_item_makes_a_version_and_renaming_its_unit_none(city, get):
    record = factories.make_published(city.budgets)
    city.unit.official_name = "临州市财政和审计局"
    city.unit.save()
    ItemPage.objects.get(pk=record.pk).move(city.documents, pos="last-child")

    numbers = [version["number"] for version in versions(get, history_of(record))]

    pages = [get(f"{history_of(record)}{number}/").json()["page"] for number in numbers]
    assert [page["column"]["title"] for page in pages] == ["规范性文件", "财政资金"]


def test_versions_before_a_withdrawal_stay_out_of_sight_and_keep_their_numbers(city, get):
    record = factories.make_published(city.budgets, "带身份证号的")
    factories.withdraw(record)

    assert [get(history_of(record)).status_code, get(f"{history_of(record)}1/").status_code] == [410, 410]

    publish_again(record, "改过的")
    answer = get(history_of(record))
    assert [(version["number"], version["title"]) for version in answer.json()["results"]] == [(2, "改过的")]
    assert "带身份证号的" not in answer.content.decode()
    assert get(f"{history_of(record)}2/").json()["page"]["title"] == "改过的"
    assert get(f"{history_of(record)}1/").status_code == 410


def test_unknown_item_has_no_history(city, get):
    assert get("/api/v1/items/424242/history/").status_code == 404
    assert get("/api/v1/items/424242/history/1/").status_code == 404
