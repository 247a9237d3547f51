import pytest

from civic_disclosure.models import PublishedItem
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "address", ["/api/v1/items/", "/api/v1/items/{pk}/", "/api/v1/site/", "/feeds/items.atom", "/sitemap.xml"]
)
def test_reader_who_has_an_answer_is_told_so(city, get, address):
    address = address.format(pk=factories.make_published(city.budgets).pk)

    first = get(address)
    again = get(address, if_none_match=first["ETag"])
    weak = get(address, if_none_match=f'"other", W/{first["ETag"]}')

    assert first["ETag"].startswith('"')
    assert "stale-while-revalidate" in first["Cache-Control"]
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert weak.status_code == 304


def test_etag_of_an_item_is_its_digest_and_changes_with_its_page(city, get):
    record = factories.make_published(city.budgets)
    before = get(f"/api/v1/items/{record.pk}/")["ETag"]

    PublishedItem.objects.filter(pk=record.pk).update(digest="f" * 64)

    assert before == f'"{record.digest[:32]}"'
    assert get(f"/api/v1/items/{record.pk}/", if_none_match=before).status_code == 200


def test_list_changes_its_etag_with_a_new_item(city, get):
    factories.make_published(city.budgets)
    before = get("/api/v1/items/")["ETag"]

    factories.make_published(city.budgets)

    assert get("/api/v1/items/")["ETag"] != before


def test_head_says_what_get_would(city, client):
    record = factories.make_published(city.budgets)

    head = client.head(f"/api/v1/items/{record.pk}/")

    assert (head.status_code, head.content, head["ETag"]) == (200, b"", f'"{record.digest[:32]}"')
