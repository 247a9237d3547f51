import json
import threading

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.utils import timezone, translation

from civic_disclosure.domain.number import draw_serials
from civic_disclosure.domain.withdraw import withdraw_item
from civic_disclosure.enums import Genre, ItemKind, Validity
from civic_disclosure.models import ItemPage, NumberRule, PublishedItem
from civic_office.enums import Role
from civic_office.models import Post
from tests import factories

pytestmark = pytest.mark.django_db


def record_of(item):
    return PublishedItem.objects.get(pk=item.pk)


def page_of(item):
    return json.loads(record_of(item).page)


def publish(column, title="2026年部门预算", **fields):
    return factories.approve_item(factories.make_item(column, title, **fields))


def leader_of(column):
    return Post.objects.get(unit=column.owning_unit, role=Role.SUPERVISING_LEADER).user


def test_new_version_keeps_number_and_date_of_publication(column):
    item = publish(column)
    first = record_of(item)
    item.title = "2026年部门预算（更正）"
    item.save_revision()

    factories.approve_item(item)

    second = record_of(item)
    assert (second.index_number, second.published_at) == (first.index_number, first.published_at)
    assert (second.title, second.updated_at > first.updated_at) == ("2026年部门预算（更正）", True)
    assert second.history.count() == 2


def test_withdrawn_item_keeps_its_number_and_leaves_the_public(column):
    item = publish(column)

    withdraw_item(item, by=leader_of(column), reason="数据有误，更正后重新发布", now=timezone.now())

    record = record_of(item)
    assert (record.is_public(), record.withdrawn_reason) == (False, "数据有误，更正后重新发布")
    assert list(PublishedItem.objects.public()) == []
    assert publish(column).pk
    assert PublishedItem.objects.public().get().index_number != record.index_number


def test_withdrawing_needs_a_reason_and_a_leader(column):
    item = publish(column)

    with pytest.raises(PermissionDenied):
        withdraw_item(item, by=factories.make_user(), reason="不想公开", now=timezone.now())
    with pytest.raises(ValidationError):
        withdraw_item(item, by=leader_of(column), reason=" ", now=timezone.now())

    assert record_of(item).is_public()


def test_deleted_item_leaves_the_public_and_its_number_is_not_given_again(column):
    item = publish(column)
    number = record_of(item).index_number

    item.delete()

    assert PublishedItem.objects.public().count() == 0
    assert record_of(publish(column)).index_number != number


@pytest.mark.shows("R113")
def test_policy_and_interpretation_show_each_other(column):
    policy = publish(column, "关于调整住房公积金缴存比例的通知", kind=ItemKind.POLICY)
    reading = factories.make_item(column, "图解：住房公积金缴存比例怎么调", kind=ItemKind.INTERPRETATION)
    reading.interprets.set([policy])
    reading.save_revision()

    factories.approve_item(reading)

    assert [link["id"] for link in page_of(policy)["related"]["interpretations"]] == [reading.pk]
    assert [link["id"] for link in page_of(reading)["related"]["policies"]] == [policy.pk]


def test_withdrawn_interpretation_disappears_from_its_policy(column):
    policy = publish(column, "政策文件")
    reading = factories.make_item(column, "政策解读")
    reading.interprets.set([policy])
    reading.save_revision()
    factories.approve_item(reading)

    withdraw_item(reading, by=leader_of(column), reason="解读有误", now=timezone.now())

    assert page_of(policy)["related"]["interpretations"] == []


def test_item_in_a_feeding_column_is_listed_in_the_portal_column(column):
    portal_column = factories.make_portal_column("部门动态")
    feeding = factories.make_column(column.get_parent(), "部门动态", feeds=portal_column)

    item = publish(feeding, "市财政局开展预算绩效评价")

    assert list(PublishedItem.objects.in_column(portal_column.pk)) == [record_of(item)]
    assert [step["title"] for step in page_of(item)["breadcrumbs"]] == ["新闻栏目", "部门动态"]


def test_moved_item_is_listed_where_it_stands_now(column):
    other = factories.make_column(column.get_parent(), "规划计划")
    item = publish(column)

    item.move(other, pos="last-child")

    assert list(PublishedItem.objects.in_column(column.pk)) == []
    assert list(PublishedItem.objects.in_column(other.pk)) == [record_of(item)]
    assert page_of(item)["column"]["title"] == "规划计划"


def test_number_rule_of_the_office_is_followed(column):
    NumberRule.objects.create(
        name="本市",
        pattern="{site_code}/{column_code}/{year}-{serial:07d}",
        per_unit=False,
        per_column=True,
        is_default=True,
    )

    item = publish(column)

    assert record_of(item).index_number == f"/{column.pk}/{timezone.localdate().year}-0000001"


@pytest.mark.django_db(transaction=True)
def test_serials_are_unique_when_drawn_at_the_same_time():
    drawn: list[int] = []

    def draw():
        for _ in range(20):
            with transaction.atomic():
                drawn.extend(draw_serials("unit=x year=2026"))
        connection.close()

    threads = [threading.Thread(target=draw) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(drawn) == list(range(1, 81))


def test_saving_a_public_item_again_writes_nothing(column, django_assert_num_queries):
    item = publish(column)
    before = record_of(item)

    ItemPage.objects.get(pk=item.pk).save()

    assert record_of(item).digest == before.digest
    assert before.history.count() == 1


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_labels_are_in_the_language_of_the_site_whoever_publishes(column, language):
    with translation.override(language):
        record = factories.make_published(column, genre=Genre.NOTICE, validity=Validity.IN_FORCE)

    page = json.loads(record.page)
    assert [page[name]["label"] for name in ("kind", "genre", "mode", "validity")] == [
        "一般信息",
        "通知",
        "主动公开",
        "有效",
    ]
