"""Rows inserted in one statement are those that `bulk_create` would have written."""

import datetime
import itertools

import pytest
from django.db import IntegrityError
from django.utils import timezone
from wagtail.models import Page, Revision

from civic_disclosure.models import ImportBatch, ImportRow, ItemPage, NumberCounter, Placement, PublishedItem
from civic_office.domain.insert_rows import insert_rows
from tests import factories

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def stored(rows, *, without):
    """What the database holds of rows, less what must differ."""
    fields = [field.attname for field in rows[0]._meta.concrete_fields if field.attname not in without]
    return list(type(rows[0]).objects.filter(pk__in=[row.pk for row in rows]).order_by("pk").values(*fields))


def records(column, *, first):
    return [
        PublishedItem(
            page_id=first + number,
            index_number=f"{first}-{number}",
            unit=column.owning_unit,
            column_id=column.pk,
            title=f"第{number}号",
            year=2026,
            formed_on=datetime.date(2026, 1, 1) if number % 2 else None,
            published_at=NOW,
            updated_at=NOW + datetime.timedelta(seconds=number),
            row="{}",
            page='{"title": "“引号”和反斜杠\\\\，还有百分号 %s"}',
        )
        for number in range(3)
    ]


def test_rows_are_those_that_bulk_create_writes(column):
    ours, theirs = records(column, first=10_000), records(column, first=20_000)

    insert_rows(PublishedItem, ours)
    PublishedItem.objects.bulk_create(theirs)

    differing = {"page_id", "index_number"}
    assert stored(ours, without=differing) == stored(theirs, without=differing)
    assert [row._state.adding for row in ours] == [False, False, False]


def test_json_dates_and_nothing_come_back_as_they_went(unit):
    batch = ImportBatch.objects.create(unit=unit, title="批次", made_by=factories.make_user(), made_at=NOW)
    facts = [{"title": "甲", "columns": [1, 2]}, {}, {"title": None}]

    insert_rows(ImportRow, [ImportRow(batch=batch, number=n, facts=fact) for n, fact in enumerate(facts)])

    assert list(batch.rows.values_list("facts", flat=True)) == facts


@pytest.mark.parametrize("number", [1, 3, 1201])
def test_every_row_gets_the_number_it_was_given(number):
    rows = [NumberCounter(scope=f"scope {n}", last=n) for n in range(number)]

    insert_rows(NumberCounter, rows)

    assert dict(NumberCounter.objects.values_list("pk", "last")) == {row.pk: row.last for row in rows}


def test_no_rows_ask_no_queries(django_assert_num_queries):
    with django_assert_num_queries(0):
        insert_rows(NumberCounter, [])


def test_constraints_of_the_database_hold_and_nothing_is_left():
    rows = [NumberCounter(scope=scope) for scope in ("one", "two", "one")]

    with pytest.raises(IntegrityError):
        insert_rows(NumberCounter, rows)


def test_one_statement_writes_as_many_rows_as_the_database_takes(column, django_assert_num_queries):
    record = factories.make_published(column)
    Placement.objects.all().delete()
    rows = [Placement(item_id=record.pk, column_id=n, published_at=NOW) for n in range(300)]

    with django_assert_num_queries(1):
        insert_rows(Placement, rows)

    assert Placement.objects.count() == 300


def test_a_page_is_read_for_the_table_of_pages_and_for_its_own(column):
    page = ItemPage(title="两张表", slug="two", path=f"{column.path}0001", depth=column.depth + 1, url_path="/two/")
    page.locale, page.owner = column.locale, factories.make_user()

    insert_rows(Page, [page])
    page.pk = page.id
    insert_rows(ItemPage, [page])

    assert ItemPage.objects.get(slug="two").pk == page.pk
    assert ItemPage.objects.get(slug="two").serializable_data() == page.serializable_data()


def test_numbers_go_on_where_the_database_was(column):
    before = Revision.objects.count()
    item = factories.make_item(column)
    content = item.latest_revision.content
    kinds = {"content_type": item.content_type, "base_content_type": item.content_type, "object_id": str(item.pk)}
    rows = [Revision(**kinds, content=content, created_at=NOW) for _ in range(2)]

    insert_rows(Revision, rows)

    pks = [item.latest_revision_id, *(row.pk for row in rows), factories.make_item(column, "下一条").latest_revision_id]
    assert all(one < other for one, other in itertools.pairwise(pks))
    assert Revision.objects.count() == before + 4
