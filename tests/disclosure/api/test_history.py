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


def versions(get, record):
    answer = get(f"/api/v1/items/{record.pk}/history/")
    assert answer.status_code == 200, answer.content.decode()
    return answer.json()["versions"]


def test_history_says_what_was_public_from_when_until_when(city, get):
    record = factories.make_published(city.budgets, "第一稿")
    second = publish_again(record, "第二稿")

    newest, oldest = versions(get, record)

    assert (oldest["number"], oldest["title"], oldest["page"]["title"]) == (1, "第一稿", "第一稿")
    assert (newest["number"], newest["title"], newest["until"]) == (2, "第二稿", None)
    assert oldest["until"] == newest["from"] == timezone.localtime(second.updated_at).isoformat(timespec="seconds")


def test_moving_an_item_makes_a_version_and_renaming_its_unit_none(city, get):
    record = factories.make_published(city.budgets)
    city.unit.official_name = "临州市财政和审计局"
    city.unit.save()
    ItemPage.objects.get(pk=record.pk).move(city.documents, pos="last-child")

    shown = versions(get, record)

    assert [version["page"]["column"]["title"] for version in shown] == ["规范性文件", "财政资金"]


def test_versions_before_a_withdrawal_stay_out_of_sight(city, get):
    record = factories.make_published(city.budgets, "带身份证号的")
    factories.withdraw(record)

    assert get(f"/api/v1/items/{record.pk}/history/").status_code == 410

    publish_again(record, "改过的")
    answer = get(f"/api/v1/items/{record.pk}/history/")
    assert [version["title"] for version in answer.json()["versions"]] == ["改过的"]
    assert "带身份证号的" not in answer.content.decode()


def test_unknown_item_has_no_history(city, get):
    assert get("/api/v1/items/424242/history/").status_code == 404
