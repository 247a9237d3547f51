"""One item or many: the same records, at the same number of queries."""

import json

import pytest
from django.utils import timezone

from civic_disclosure import signals
from civic_disclosure.domain.number import give_index_numbers
from civic_disclosure.domain.record import keep_record
from civic_disclosure.domain.write_records import Edition, write_records
from civic_disclosure.enums import LinkKind
from civic_disclosure.models import ItemPage, NumberCounter, Placement, PublishedFile, PublishedItem, PublishedLink
from civic_disclosure.rendering.dress import settings_of
from tests import factories
from tests.queries import count_queries

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def edition_of(column, title, *, record=None, **fields):
    item = factories.make_item(column, title, **fields)
    return Edition(item.latest_revision.as_object(), item.latest_revision_id, column, at=NOW, record=record)


@pytest.fixture
def columns(column):
    return [column, *(factories.make_column(column.get_parent(), f"栏目{n}") for n in range(2))]


def test_many_editions_become_the_records_that_each_alone_would(columns):
    write_records([edition_of(one, one.title) for one in columns], now=NOW)
    together = list(PublishedItem.objects.order_by("page_id"))

    for one in columns:
        write_records([edition_of(one, one.title)], now=NOW)
    alone = list(PublishedItem.objects.order_by("page_id"))[3:]

    differing = {"_state", "page_id", "index_number", "revision_id", "row", "page", "digest"}
    said = [{key: value for key, value in vars(record).items() if key not in differing} for record in together + alone]
    assert said[:3] == said[3:]
    for one, other in zip(together, alone, strict=True):
        differing = {"id", "index_number", "url", "meta"}
        pages = [
            {key: value for key, value in json.loads(page).items() if key not in differing}
            for page in (one.page, other.page)
        ]
        assert pages[0] == pages[1]
    assert [record.index_number.rpartition("-")[2] for record in together + alone] == [f"{n:05d}" for n in range(1, 7)]


@pytest.mark.parametrize("number", [1, 3])
def test_many_editions_cost_the_queries_of_one(columns, number):
    editions = [edition_of(column, column.title) for column in columns[:number]]
    write_records([edition_of(columns[0], "先前的")], now=NOW)

    assert count_queries(lambda: write_records(editions, now=NOW)) == 28


def test_every_record_has_one_row_of_history_a_version(columns):
    first = edition_of(columns[0], "第一版")
    (record,) = write_records([first], now=NOW)

    write_records([Edition(first.item, first.revision_id, columns[0], at=NOW, record=record)], now=NOW)

    kept = list(record.history.order_by("history_id").values_list("history_type", "history_date", "title"))
    assert kept == [("+", NOW, "第一版"), ("~", NOW, "第一版")]


def test_new_version_and_new_item_are_written_together(columns):
    old = edition_of(columns[0], "旧的")
    (record,) = write_records([old], now=NOW)
    number = record.index_number
    heard = []

    def hear(record, is_new, **kwargs):
        heard.append((record.title, is_new))

    signals.item_published.connect(hear)
    old.item.title = "新版"
    again = Edition(old.item, old.revision_id, columns[1], at=NOW, record=record)
    try:
        records = write_records([edition_of(columns[0], "另一条"), again], now=NOW)
    finally:
        signals.item_published.disconnect(hear)

    assert heard == [("另一条", True), ("新版", False)]
    assert [one.index_number == number for one in records] == [False, True]
    assert set(Placement.objects.filter(item=record).values_list("column_id", flat=True)) == {columns[1].pk}


def test_links_of_many_are_shown_at_their_other_ends(columns):
    policy, successor = (factories.make_published(columns[0], title) for title in ("政策", "后继"))
    editions = [edition_of(columns[1], "解读"), edition_of(columns[2], "被替代的", successor_id=successor.pk)]
    editions[0].item.interprets = [ItemPage.objects.get(pk=policy.pk)]

    write_records(editions, now=NOW)

    related = [json.loads(PublishedItem.objects.get(pk=one.pk).page)["related"] for one in (policy, successor)]
    assert [one["title"] for one in related[0]["interpretations"]] == ["解读"]
    assert [one["title"] for one in related[1]["predecessors"]] == ["被替代的"]
    assert set(PublishedLink.objects.values_list("other_id", "kind")) == {
        (policy.pk, LinkKind.INTERPRETS),
        (successor.pk, LinkKind.REPLACED_BY),
    }


def test_files_that_an_edition_no_longer_shows_are_forgotten(columns):
    first = edition_of(columns[0], "附件")
    (record,) = write_records([first], now=NOW)
    PublishedFile.objects.create(item=record, document_id=77)

    write_records([Edition(first.item, first.revision_id, columns[0], at=NOW, record=record)], now=NOW)

    assert not PublishedFile.objects.exists()


def test_page_that_is_in_step_with_its_record_is_left_alone(columns):
    record = factories.make_published(columns[0])
    item = ItemPage.objects.get(pk=record.pk)

    assert count_queries(lambda: keep_record(item, now=NOW)) == 3
    assert PublishedItem.objects.get(pk=record.pk).history.count() == 1


def test_numbers_are_drawn_in_the_order_given_and_each_counter_once(columns):
    other = factories.make_column(factories.make_catalogue(factories.make_unit("市审计局", code="B")), "审计")
    setting, audit = (settings_of([one])[one.pk] for one in (columns[0], other))
    moments = [NOW.replace(year=2024), NOW.replace(year=2025)]

    numbers = give_index_numbers(
        [(setting, moments[0]), (audit, moments[0]), (setting, moments[1]), (setting, moments[0])]
    )

    code = setting.unit.code
    assert numbers == [f"{code}/2024-00001", "B/2024-00001", f"{code}/2025-00001", f"{code}/2024-00002"]
    assert sorted(NumberCounter.objects.values_list("last", flat=True)) == [1, 1, 2]


def test_item_in_a_tree_of_no_unit_is_refused(columns):
    column = factories.make_column(columns[0].get_root(), "无主栏目")

    with pytest.raises(ValueError, match=str(column.pk)):
        settings_of([columns[0], column])
