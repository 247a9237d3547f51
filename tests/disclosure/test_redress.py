"""Records copy names. After a change and its jobs each equals a fresh dressing, and a fresh rendering of its revision."""

import json

import pytest

from civic_disclosure.domain import redress
from civic_disclosure.models import ColumnPage, ItemPage, PublishedItem, SiteFacts, Subject
from civic_disclosure.rendering.dress import setting_of, settings_of
from tests import factories
from tests.queries import count_queries
from tests.redressing import assert_fresh, run_jobs

pytestmark = pytest.mark.django_db


@pytest.fixture
def city():
    SiteFacts.objects.create(name="临州市人民政府", identification_code="3713000001")
    unit = factories.make_unit("市财政局")
    other = factories.make_unit("市审计局")
    catalogue, other_catalogue = factories.make_catalogue(unit), factories.make_catalogue(other)
    files = factories.make_column(factories.make_channel(), "政府文件")
    parent = factories.make_column(catalogue, "财政资金")
    column = factories.make_column(parent, "部门预算")
    feeding = factories.make_column(other_catalogue, "文件通知", feeds=files)
    for place, issuers in ((column, [unit]), (parent, [unit, other]), (feeding, [other, unit])):
        factories.make_published(place, f"{place.title}里的", issuing_units=issuers)
    assert not run_jobs()
    return {
        "unit": unit,
        "catalogue": catalogue,
        "parent": parent,
        "column": column,
        "feeding": feeding,
        "files": files,
    }


def change(thing, **values):
    thing = type(thing).objects.get(pk=thing.pk)
    for name, value in values.items():
        setattr(thing, name, value)
    thing.save()


@pytest.mark.parametrize(
    ("which", "values", "changed"),
    [
        ("unit", {"official_name": "临州市财政和审计局"}, 3),
        ("catalogue", {"title": "财政局目录"}, 2),
        ("parent", {"title": "预算决算"}, 2),
        ("column", {"column_keywords": "预算", "column_type": "财政信息", "description": "部门的预算"}, 1),
        ("column", {"is_hidden": True}, 1),
        ("files", {"title": "市政府文件"}, 1),
        ("feeding", {"feeds": None}, 1),
    ],
)
def test_records_say_what_is_true_after_a_change_and_its_jobs(city, which, values, changed):
    before = dict(PublishedItem.objects.values_list("pk", "digest"))

    change(city[which], **values)
    assert dict(PublishedItem.objects.values_list("pk", "digest")) == before
    jobs = run_jobs()

    assert len(jobs) == 1
    after = dict(PublishedItem.objects.values_list("pk", "digest"))
    assert sum(before[pk] != after[pk] for pk in before) == changed
    assert_fresh()


@pytest.mark.parametrize("which", ["parent", "child"])
def test_renamed_subject_reaches_records_and_facets(city, which):
    parent = Subject.objects.create(name="财政、金融、审计")
    child = Subject.objects.create(name="财政", parent=parent)
    factories.make_published(city["column"], "上级类", subject=parent)
    factories.make_published(city["column"], "下级类", subject=child)

    change({"parent": parent, "child": child}[which], name="国资")

    assert run_jobs() == ["dress_subject_again"]
    above, below = ("国资", "财政") if which == "parent" else ("财政、金融、审计", "国资")
    assert list(PublishedItem.objects.exclude(subject="").order_by("pk").values_list("subject", "subject_class")) == [
        (above, above),
        (f"{above}/{below}", above),
    ]
    assert_fresh()


def test_facts_of_the_site_reach_every_item(city):
    change(SiteFacts.objects.get(), name="临州市政府网站")

    assert run_jobs() == ["dress_site_again"]
    assert {json.loads(record.page)["meta"]["SiteName"] for record in PublishedItem.objects.all()} == {"临州市政府网站"}
    assert_fresh()


def test_column_that_begins_to_feed_the_portal_is_listed_there(city):
    change(city["column"], feeds=city["files"])
    run_jobs()

    assert PublishedItem.objects.public().in_column(city["files"].pk).count() == 2
    assert PublishedItem.objects.public().in_column(city["parent"].pk).count() == 1
    assert_fresh()


def test_moved_portal_column_shows_the_new_way_to_what_feeds_it(city):
    city["files"].move(factories.make_channel("政务服务"), pos="last-child")
    run_jobs()

    record = PublishedItem.objects.get(column_id=city["feeding"].pk)
    assert [step["title"] for step in json.loads(record.page)["breadcrumbs"]] == ["政务服务", "政府文件"]
    assert_fresh()


def test_change_of_what_nobody_copies_enqueues_nothing(city):
    change(city["unit"], phone="0539-8311111")
    change(city["column"], required_elements=["summary"])

    assert run_jobs() == []


def test_many_records_are_dressed_in_slices(city, monkeypatch):
    monkeypatch.setattr(redress, "SLICE", 2)
    change(city["unit"], official_name="临州市财政和审计局")

    assert run_jobs() == ["dress_unit_again", "dress_unit_again"]
    assert_fresh()


def test_dressing_again_writes_no_history_and_nothing_the_second_time(city):
    pks = set(PublishedItem.objects.values_list("pk", flat=True))
    change(city["unit"], official_name="临州市财政和审计局")

    assert redress.dress_again(pks) == 3
    assert redress.dress_again(pks) == 0
    assert {record.history.count() for record in PublishedItem.objects.all()} == {1}


def test_text_that_was_never_reviewed_does_not_slip_in(city):
    record = PublishedItem.objects.first()
    draft = ItemPage.objects.get(pk=record.pk)
    draft.title = "没有审核的标题"
    draft.save_revision()
    change(city["unit"], official_name="临州市财政和审计局")
    run_jobs()

    assert "没有审核的标题" not in PublishedItem.objects.get(pk=record.pk).page


@pytest.mark.parametrize("number", [1, 3])
def test_dressing_records_of_three_columns_takes_the_queries_of_one(city, number):
    columns = [city["parent"], city["column"], city["feeding"]][-number:]
    pks = set(PublishedItem.objects.filter(column_id__in=[one.pk for one in columns]).values_list("pk", flat=True))
    SiteFacts.objects.update(name="临州市政府网站")

    assert count_queries(lambda: redress.dress_again(pks)) == 20

    assert len(pks) == number


@pytest.mark.parametrize("number", [1, 3])
def test_settings_of_three_columns_take_the_queries_of_one(city, number):
    pks = [city["feeding"].pk, city["column"].pk, city["parent"].pk][:number]
    columns = list(ColumnPage.objects.filter(pk__in=pks))

    assert count_queries(lambda: settings_of(columns)) == 7
    assert settings_of(columns) == {column.pk: setting_of(column) for column in columns}


def test_setting_says_the_way_from_the_top_and_who_lists_it(city):
    setting = setting_of(ColumnPage.objects.get(pk=city["column"].pk))

    assert [(step["kind"], step["title"]) for step in setting.trail] == [
        ("unit", "临州市市财政局"),
        ("column", "财政资金"),
        ("column", "部门预算"),
    ]
    assert setting.placements() == [city["parent"].pk, city["column"].pk]
