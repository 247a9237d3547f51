from xml.etree import ElementTree as ET

import pytest
from django.utils import timezone

from civic_disclosure import sitemap
from tests import factories

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def entries(answer):
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/atom+xml; charset=utf-8")
    return [entry.find(f"{ATOM}title").text for entry in ET.fromstring(answer.content).findall(f"{ATOM}entry")]


def test_feeds_hold_the_newest_of_the_site_the_unit_and_the_column(city, get):
    other = factories.make_column(factories.make_catalogue(factories.make_unit("市教育局")))
    factories.make_published(other, "招生")
    factories.make_published(city.budgets, "预算")
    factories.make_published(city.documents, "通知")

    assert entries(get("/feeds/items.atom")) == ["通知", "预算", "招生"]
    assert entries(get(f"/feeds/units/{city.unit.code}.atom")) == ["通知", "预算"]
    assert entries(get(f"/feeds/columns/{city.files.pk}.atom")) == ["通知"]
    assert get("/feeds/units/nobody.atom").status_code == 404
    assert get("/feeds/columns/424242.atom").status_code == 404


def test_entry_has_a_lasting_address_on_the_public_site(city, get):
    record = factories.make_published(city.budgets, "预算 < 决算")

    feed = ET.fromstring(get("/feeds/items.atom").content)

    entry = feed.find(f"{ATOM}entry")
    address = f"https://www.langya.gov.cn/items/{record.pk}/"
    assert (entry.find(f"{ATOM}id").text, entry.find(f"{ATOM}link").get("href")) == (address, address)
    assert entry.find(f"{ATOM}author/{ATOM}name").text == "临州市市财政局"


def test_empty_feed_stays_the_same(city, get):
    assert get("/feeds/items.atom")["ETag"] == get("/feeds/items.atom")["ETag"]


def test_sitemap_lists_every_public_item_with_its_date_in_pages(city, get, monkeypatch):
    monkeypatch.setattr(sitemap, "PAGE", 2)
    records = [factories.make_published(city.budgets, f"第{number}件") for number in range(3)]

    index = ET.fromstring(get("/sitemap.xml").content)
    pages = [location.text.removeprefix("http://testserver") for location in index.iter(f"{MAP}loc")]

    urls = [url for page in pages for url in ET.fromstring(get(page).content).findall(f"{MAP}url")]
    assert [(url.find(f"{MAP}loc").text, url.find(f"{MAP}lastmod").text) for url in urls] == [
        (
            f"https://www.langya.gov.cn/items/{record.pk}/",
            timezone.localtime(record.updated_at).isoformat(timespec="seconds"),
        )
        for record in records
    ]
    assert get("/sitemap-999999.xml").status_code == 404
