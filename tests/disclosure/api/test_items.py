import datetime

import pytest

from civic_disclosure.enums import Genre, ItemKind, Validity
from civic_disclosure.models import Subject
from tests import factories

pytestmark = pytest.mark.django_db
DAY = datetime.date(2025, 3, 1)


def titles(answer):
    assert answer.status_code == 200, answer.content.decode()
    return [row["title"] for row in answer.json()["results"]]


def names_refused(answer):
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    return [error["name"] for error in answer.json()["errors"]]


def test_list_is_newest_first_and_can_be_turned_round(city, get):
    for day in (2, 1, 3):
        factories.make_published(city.budgets, f"第{day}天", on=DAY.replace(day=day))

    assert titles(get("/api/v1/items/")) == ["第3天", "第2天", "第1天"]
    assert titles(get("/api/v1/items/?order=oldest")) == ["第1天", "第2天", "第3天"]


def test_pages_follow_one_another_both_ways_without_gap_or_repeat(city, get):
    for day in range(1, 8):
        factories.make_published(city.budgets, f"第{day}天", on=DAY.replace(day=day))

    first = get("/api/v1/items/?page_size=3")
    second = get(first.json()["next"])
    third = get(second.json()["next"])

    assert first.json()["previous"] is None
    assert titles(first) + titles(second) + titles(third) == [f"第{day}天" for day in range(7, 0, -1)]
    assert third.json()["next"] is None
    back = get(third.json()["previous"])
    assert titles(back) == titles(second)
    assert titles(get(back.json()["previous"])) == titles(first)
    assert get(back.json()["previous"]).json()["previous"] is None


def test_items_of_one_moment_are_told_apart_by_number(city, get):
    made = [factories.make_published(city.budgets, f"第{number}件", on=DAY) for number in range(5)]
    seen, address = [], "/api/v1/items/?page_size=2&order=oldest"

    while address:
        answer = get(address).json()
        seen += [row["id"] for row in answer["results"]]
        address = answer["next"]

    assert seen == [record.pk for record in made]


def test_page_begins_where_the_last_ended_though_new_items_came_on_top(city, get):
    for day in (1, 2, 3):
        factories.make_published(city.budgets, f"第{day}天", on=DAY.replace(day=day))
    following = get("/api/v1/items/?page_size=2").json()["next"]

    factories.make_published(city.budgets, "新的", on=DAY.replace(day=9))

    assert titles(get(following)) == ["第1天"]


@pytest.mark.shows("R002")
def test_each_filter_keeps_only_what_it_names(city, get):
    education = Subject.objects.create(name="教育")
    schools = Subject.objects.create(name="学校", parent=education)
    other = factories.make_column(factories.make_catalogue(factories.make_unit("市教育局")))
    factories.make_published(
        other,
        "旧",
        on=datetime.date(2020, 5, 1),
        kind=ItemKind.POLICY,
        genre=Genre.NOTICE,
        validity=Validity.IN_FORCE,
        subject=schools,
    )
    factories.make_published(city.budgets, "新")

    code = other.owning_unit.code
    for query in (
        f"unit={code}",
        f"column={other.pk}",
        "year=2020",
        "subject=教育",
        "subject=教育/学校",
        "genre=notice",
        "validity=in_force",
        "kind=policy",
        f"unit={code}&year=2020&genre=notice&subject=教育&column={other.pk}",
    ):
        assert titles(get(f"/api/v1/items/?{query}")) == ["旧"], query
    assert titles(get(f"/api/v1/items/?unit={code}&year=2021")) == []
    assert titles(get("/api/v1/items/?genre=&unit=&year=2020")) == ["旧"]


@pytest.mark.shows("R008")
def test_column_of_the_portal_lists_what_feeds_it_and_its_parent_does_too(city, get):
    factories.make_published(city.documents, "通知一")
    factories.make_published(city.budgets, "预算")
    factories.make_published(city.orders, "市政府自己的")

    assert titles(get(f"/api/v1/items/?column={city.orders.pk}")) == ["市政府自己的", "通知一"]
    assert titles(get(f"/api/v1/items/?column={city.files.pk}")) == ["市政府自己的", "通知一"]
    assert titles(get(f"/api/v1/items/?column={city.budgets.pk}")) == ["预算"]
    first = get(f"/api/v1/items/?column={city.files.pk}&page_size=1").json()
    assert titles(get(first["next"])) == ["通知一"]


@pytest.mark.parametrize(
    ("query", "refused"),
    [
        ("colour=red", ["colour"]),
        ("year=abc&genre=poem&page_size=101&order=up", ["year", "genre", "page_size", "order"]),
        ("page_size=0", ["page_size"]),
        ("year=99999999999999999999", ["year"]),
        ("column=1&column=2", ["column"]),
        ("cursor=AAAA", ["cursor"]),
        ("cursor=ZgAAAAAAAAAAAAAAAAAAAAAA_w", ["cursor"]),
        ("unit=nobody", ["unit"]),
        ("column=999999999", ["column"]),
    ],
)
def test_wrong_parameters_are_refused_by_name(city, get, query, refused):
    assert names_refused(get(f"/api/v1/items/?{query}")) == refused


@pytest.mark.shows("R102")
def test_item_shows_author_source_dates_and_the_way_to_it(city, get):
    record = factories.make_published(
        city.documents, "通知一", author="王五", source="市财政局", issuing_units=[city.unit]
    )

    page = get(f"/api/v1/items/{record.pk}/").json()

    assert (page["author"], page["source"], page["published_at"]) == ("王五", "市财政局", page["updated_at"])
    assert page["issued_by"] == [{"id": city.unit.pk, "code": city.unit.code, "name": "临州市市财政局"}]
    assert page["breadcrumbs"] == [
        {"id": city.channel.pk, "title": "政务公开", "kind": "channel"},
        {"id": city.files.pk, "title": "政府文件", "kind": "column"},
        {"id": city.orders.pk, "title": "规范性文件", "kind": "column"},
    ]
    assert page["column"] == {"id": city.orders.pk, "title": "规范性文件"}
    assert {
        name: page["meta"][name] for name in ("SiteIDCode", "ColumnName", "ArticleTitle", "PubDate", "ContentSource")
    } == {
        "SiteIDCode": "3713000001",
        "ColumnName": "规范性文件",
        "ArticleTitle": "通知一",
        "PubDate": page["published_at"][:16].replace("T", " "),
        "ContentSource": "市财政局",
    }


def test_item_is_found_by_its_index_number(city, get):
    record = factories.make_published(city.budgets)

    assert get(f"/api/v1/items/by-index-number/?number={record.index_number}").json()["id"] == record.pk
    assert get("/api/v1/items/by-index-number/?number=0/2020-00001").status_code == 404
    assert names_refused(get("/api/v1/items/by-index-number/")) == ["number"]


@pytest.mark.shows("R113")
def test_policy_and_interpretation_point_to_each_other(city, get):
    policy = factories.make_published(city.documents, "办法", kind=ItemKind.POLICY)
    reading = factories.make_item(city.budgets, "解读", kind=ItemKind.INTERPRETATION)
    reading.interprets.set([policy.page_id])
    reading.save_revision()
    factories.publish(reading)

    assert [other["title"] for other in get(f"/api/v1/items/{policy.pk}/").json()["related"]["interpretations"]] == [
        "解读"
    ]
    assert [other["title"] for other in get(f"/api/v1/items/{reading.pk}/").json()["related"]["policies"]] == ["办法"]


def test_withdrawn_item_is_gone_and_unknown_item_not_found(city, get):
    record = factories.make_published(city.budgets, "不该公开的")
    factories.withdraw(record)

    gone = get(f"/api/v1/items/{record.pk}/")

    assert (gone.status_code, gone["Content-Type"], gone["Cache-Control"]) == (
        410,
        "application/problem+json",
        "no-store",
    )
    assert "不该公开的" not in gone.content.decode()
    assert get("/api/v1/items/999999999999/").status_code == 404
