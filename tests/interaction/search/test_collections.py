import pytest

from civic_interaction.enums import CollectionState
from civic_interaction.search.collections import CollectionSource
from civic_search.models import PendingChange
from tests.interaction.clauses.drafts import SECOND
from tests.interaction.collections.asked import give, make_bureau, make_collection, revise


@pytest.fixture
def bureau(db):
    return make_bureau()


def test_what_is_announced_is_found_with_its_newest_draft(bureau):
    collection = make_collection(bureau)
    give(collection, "这是一条意见。")
    revise(collection, bureau, SECOND)

    (document,) = CollectionSource().documents([str(collection.pk)])

    assert document.title == collection.title
    assert "在十五日内清理故障车辆" in document.body
    assert "在三十日内清理故障车辆" not in document.body
    assert "这是一条意见" not in document.body
    assert document.facets["unit"] == (bureau.unit.code,)


def test_what_is_in_preparation_is_not_found(bureau):
    hidden, shown = make_collection(bureau, CollectionState.DRAFT), make_collection(bureau)
    source, keys = CollectionSource(), [str(hidden.pk), str(shown.pk), "x", "9" * 30]

    assert [document.key for document in source.documents(keys)] == [str(shown.pk)]
    assert source.public(keys) == {str(shown.pk)}
    assert source.keys_after("", size=9) == [str(shown.pk)]
    assert (source.count(), list(source.titles(limit=9))) == (1, [(str(shown.pk), shown.title)])


def test_results_are_found_once_they_are_published(bureau):
    collection = make_collection(bureau, CollectionState.REPORTED)

    (document,) = CollectionSource().documents([str(collection.pk)])

    assert "共收到意见若干条" in document.body


def test_changes_are_noted_for_the_index(bureau, search_on):
    make_collection(bureau, CollectionState.DRAFT)
    assert not PendingChange.objects.filter(kind="collection").exists()

    collection = make_collection(bureau)

    assert set(PendingChange.objects.filter(kind="collection").values_list("key", flat=True)) == {str(collection.pk)}
