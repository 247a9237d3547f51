"""The nightly comparison: what a lost signal left behind is mended once, and what is in order is left alone."""

import datetime
import json

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone
from wagtail.models import Page, PageLogEntry

from civic_disclosure import tasks
from civic_disclosure.domain import reconcile
from civic_disclosure.domain.grant import SECTION_GROUP
from civic_disclosure.domain.reconcile import LOGGED, Fault, compare_slice, mend_record
from civic_disclosure.models import ColumnPage, ItemPage, Placement, PublishedItem
from civic_office.enums import Role
from civic_office.jobs.schedule import enqueue_due
from civic_office.models import Post
from tests import factories
from tests.jobs import run_jobs

pytestmark = pytest.mark.django_db


def record_of(record):
    return PublishedItem.objects.get(pk=record.pk)


def faults():
    return compare_slice(after=0)[0]


def sweep():
    """The night's jobs; returns how many lines they wrote into the page log."""
    before = PageLogEntry.objects.filter(action=LOGGED).count()
    tasks.compare_records_nightly.enqueue(slot=timezone.now().isoformat())
    run_jobs()
    return PageLogEntry.objects.filter(action=LOGGED).count() - before


def state_of_records():
    """Everything that a mending could write."""
    return (
        list(PublishedItem.objects.order_by("pk").values()),
        list(Placement.objects.order_by("pk").values()),
        list(PublishedItem.history.order_by("pk").values_list("pk", flat=True)),
    )


def move_silently(page, column):
    """What a move leaves in the database when the process dies before Wagtail announces it."""
    number = column.get_children_count()
    path = Page._get_path(column.path, column.depth + 1, number + 1)
    Page.objects.filter(path__startswith=page.path).update(path=path, depth=column.depth + 1)
    Page.objects.filter(pk=column.pk).update(numchild=number + 1)
    Page.objects.filter(path=page.path[: -Page.steplen]).update(numchild=0)


@pytest.fixture
def record(column):
    return factories.make_published(column)


def test_nothing_is_found_where_all_is_in_order(column, record):
    factories.make_item(column, "草稿")
    factories.withdraw(factories.make_published(column))
    before = state_of_records()

    assert faults() == {}
    assert sweep() == 0
    assert state_of_records() == before


def test_record_left_in_its_old_column_is_moved(column, record):
    other = factories.make_column(column.get_parent(), "规划计划")
    move_silently(record_page(record), other)

    assert faults() == {record.pk: Fault.MISPLACED}
    assert sweep() == 1

    mended = record_of(record)
    assert (mended.column_id, json.loads(mended.page)["column"]["title"]) == (other.pk, "规划计划")
    assert list(PublishedItem.objects.in_column(column.pk)) == []
    assert list(PublishedItem.objects.in_column(other.pk)) == [mended]
    assert (mended.index_number, mended.published_at) == (record.index_number, record.published_at)
    entry = PageLogEntry.objects.get(action=LOGGED)
    assert (entry.page_id, entry.data, str(entry.user_display_name)) == (record.pk, {"fault": "misplaced"}, "系统")


def record_page(record):
    return ItemPage.objects.get(pk=record.pk)


def test_second_sweep_changes_nothing(column, record):
    move_silently(record_page(record), factories.make_column(column.get_parent(), "规划计划"))
    PublishedItem.objects.filter(pk=factories.make_published(column).pk).update(revision_id=None)
    ItemPage.objects.filter(pk=factories.make_published(column).pk).update(live=False)
    assert sweep() == 3
    before = state_of_records()

    assert faults() == {}
    assert sweep() == 0
    assert mend_record(record.pk, now=timezone.now()) is None
    assert state_of_records() == before


def test_record_in_another_units_column_follows_its_page(column, record):
    other = factories.make_column(factories.make_catalogue(factories.make_unit("市审计局")))
    move_silently(record_page(record), other)

    sweep()

    assert record_of(record).unit == other.owning_unit


def test_lost_and_surplus_placements_are_put_right(column, record):
    portal_column = factories.make_portal_column("部门动态")
    ColumnPage.objects.filter(pk=column.pk).update(feeds=portal_column)
    Placement.objects.create(item=record, column_id=424242, published_at=record.published_at)

    assert sweep() == 1

    listed = set(Placement.objects.filter(item=record).values_list("column_id", flat=True))
    assert listed == {portal_column.pk}


def test_record_of_a_page_that_is_live_no_more_is_withdrawn_with_the_reason(record):
    ItemPage.objects.filter(pk=record.pk).update(live=False)
    now = timezone.now()

    assert mend_record(record.pk, now=now) == Fault.LEFT_OVER

    withdrawn = record_of(record)
    assert (withdrawn.withdrawn_at, withdrawn.index_number) == (now, record.index_number)
    assert withdrawn.withdrawn_reason == "页面已不再公开，核对公开记录时发现。"


def test_record_whose_page_is_gone_is_withdrawn(column, record):
    run_jobs()
    ItemPage.objects.filter(pk=record.pk)._raw_delete("default")
    Page.objects.filter(pk=record.pk)._raw_delete("default")

    sweep()

    assert not record_of(record).is_public()


def test_text_that_was_approved_and_published_past_the_record_is_written(record):
    item = record_page(record)
    item.title = "2026年部门预算（更正）"
    item.save_revision()
    factories.publish(item)
    PublishedItem.objects.filter(pk=record.pk).update(title=record.title, revision_id=record.revision_id)

    assert faults() == {record.pk: Fault.STALE}
    sweep()

    assert record_of(record).title == "2026年部门预算（更正）"


@pytest.mark.shows("R081", "R088")
def test_text_that_was_never_approved_stays_hidden(column, record, caplog):
    """Somebody writes `live` into the database: the comparison is no way round the gate."""
    draft = factories.make_item(column, "未经审核的")
    ItemPage.objects.filter(pk=draft.pk).update(live=True, live_revision=draft.latest_revision_id)
    ItemPage.objects.filter(pk=record.pk).update(live_revision=draft.latest_revision_id)
    before = state_of_records()

    assert sweep() == 0

    assert state_of_records() == before
    assert f"Page {draft.pk} is live with a text that has not passed review" in caplog.text


def test_slices_follow_one_another_to_the_last_page(column, monkeypatch):
    monkeypatch.setattr(reconcile, "SLICE", 2)
    made = [factories.make_published(column, f"第{number}件") for number in range(5)]
    ItemPage.objects.filter(pk__in=[made[0].pk, made[4].pk]).update(live=False)

    assert sweep() == 2

    assert set(PublishedItem.objects.public()) == {made[1], made[2], made[3]}


@pytest.mark.parametrize("number", [1, 3])
def test_comparing_costs_the_same_for_items_of_one_column_and_of_three(column, django_assert_num_queries, number):
    for _ in range(number):
        factories.make_published(factories.make_column(column))
    faults()

    with django_assert_num_queries(12):
        assert faults() == {}


def test_clock_starts_the_comparison_and_keeps_the_section_group_every_day(unit):
    """A post that ends by the calendar sends no signal."""
    officer = factories.make_section_officer()
    factories.give_access(officer)
    Post.objects.filter(user=officer, role=Role.DISCLOSURE_SECTION).update(ends_on=datetime.date(2020, 2, 1))

    enqueue_due(now=timezone.now())
    run_jobs()

    assert not Group.objects.get(name=SECTION_GROUP).user_set.filter(pk=officer.pk).exists()
