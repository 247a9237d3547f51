"""Two rules, asked by every channel: a withdrawn item is in none of them (`PublishedItem.objects.public()`); a hidden column
has no place in any, while its items stay public (`columns_open_to()`).
"""

import datetime

import pytest

from civic_disclosure.domain.change_column import set_hidden
from civic_disclosure.enums import Genre, ItemKind, Validity
from civic_disclosure.models import Subject
from civic_disclosure.tasks import dress_column_again
from tests import factories

pytestmark = pytest.mark.django_db
TITLE = "泄露了身份证号的名单"


@pytest.fixture
def withdrawn(city):
    """A withdrawn policy that an interpretation points to, beside a public item; both in a column that feeds the portal."""
    education = Subject.objects.create(name="教育")
    facts = {"kind": ItemKind.POLICY, "genre": Genre.NOTICE, "validity": Validity.IN_FORCE, "subject": education}
    policy = factories.make_published(city.documents, TITLE, **facts)
    reading = factories.make_item(city.documents, "解读", **{**facts, "kind": ItemKind.INTERPRETATION})
    reading.interprets.set([policy.page_id])
    reading.save_revision()
    city.other = factories.publish(reading)
    return factories.withdraw(policy)


CHANNELS = {
    "list": "/api/v1/items/",
    "list, oldest first": "/api/v1/items/?order=oldest",
    "by unit": "/api/v1/items/?unit={unit}",
    "by unit and year": "/api/v1/items/?unit={unit}&year={year}",
    "by year": "/api/v1/items/?year={year}",
    "by subject": "/api/v1/items/?subject=教育",
    "by genre": "/api/v1/items/?genre=notice",
    "by validity": "/api/v1/items/?validity=in_force",
    "by kind": "/api/v1/items/?kind=policy",
    "by the portal's column": "/api/v1/items/?column={portal_column}",
    "by the column above": "/api/v1/items/?column={parent}",
    "detail": "/api/v1/items/{id}/",
    "by number": "/api/v1/items/by-index-number/?number={number}",
    "history": "/api/v1/items/{id}/history/",
    "version": "/api/v1/items/{id}/history/1/",
    "related item": "/api/v1/items/{other}/",
    "history of related item": "/api/v1/items/{other}/history/",
    "version of related item": "/api/v1/items/{other}/history/1/",
    "site feed": "/feeds/items.atom",
    "unit feed": "/feeds/units/{unit}.atom",
    "column feed": "/feeds/columns/{portal_column}.atom",
    "sitemap": "/sitemap-{sitemap}.xml",
    "catalogue": "/api/v1/units/{unit}/catalogue/",
}


@pytest.mark.parametrize("channel", CHANNELS)
def test_withdrawn_item_appears_nowhere(city, withdrawn, get, channel):
    address = CHANNELS[channel].format(
        id=withdrawn.pk,
        number=withdrawn.index_number,
        year=withdrawn.year,
        unit=city.unit.code,
        portal_column=city.orders.pk,
        parent=city.files.pk,
        other=city.other.pk,
        sitemap=withdrawn.pk // 5000,
    )

    answer = get(address)

    said = answer.content.decode()
    assert answer.status_code in ((410,) if channel in ("detail", "by number", "history", "version") else (200,))
    assert TITLE not in said
    assert f"/items/{withdrawn.pk}/" not in said
    assert withdrawn.index_number not in said


@pytest.fixture
def hidden(city):
    """A column that was hidden with an item in it, below one that is not; the jobs that follow have run."""
    city.reports = factories.make_column(city.budgets, "财政报告")
    record = factories.make_published(city.reports, "2025年预算执行报告")
    set_hidden(
        city.reports, is_hidden=True, by=factories.make_user(is_superuser=True), today=datetime.date(2026, 11, 21)
    )
    dress_column_again.call(city.reports.pk)
    return record


CHANNELS_OF_HIDDEN = {
    "list": ("/api/v1/items/", True),
    "by unit": ("/api/v1/items/?unit={unit}", True),
    "by the column above": ("/api/v1/items/?column={above}", True),
    "by its column": ("/api/v1/items/?column={column}", 400),
    "detail": ("/api/v1/items/{id}/", True),
    "by number": ("/api/v1/items/by-index-number/?number={number}", True),
    "site feed": ("/feeds/items.atom", True),
    "unit feed": ("/feeds/units/{unit}.atom", True),
    "feed of the column above": ("/feeds/columns/{above}.atom", True),
    "column feed": ("/feeds/columns/{column}.atom", 404),
    "column": ("/api/v1/columns/{column}/", 404),
    "sitemap": ("/sitemap-{sitemap}.xml", True),
}


@pytest.mark.shows("R021")
@pytest.mark.parametrize("channel", CHANNELS_OF_HIDDEN)
def test_hidden_column_is_nowhere_and_its_items_stay_public(city, hidden, get, channel):
    address, expected = CHANNELS_OF_HIDDEN[channel]

    answer = get(
        address.format(
            id=hidden.pk,
            number=hidden.index_number,
            unit=city.unit.code,
            column=city.reports.pk,
            above=city.budgets.pk,
            sitemap=hidden.pk // 5000,
        )
    )

    assert answer.status_code == (200 if expected is True else expected)
    assert (f"/items/{hidden.pk}/" in answer.content.decode()) is (expected is True)


def test_column_that_feeds_the_portal_lists_nothing_itself(city, get):
    factories.make_published(city.documents)

    assert get(f"/api/v1/items/?column={city.documents.pk}").status_code == 400
    assert len(get(f"/api/v1/items/?column={city.orders.pk}").json()["results"]) == 1


def test_column_below_a_hidden_one_lists_nothing_and_the_tree_counts_what_is_listed(city, hidden, get):
    below = factories.make_column(city.reports, "季度报告")
    factories.make_published(below)

    (column,) = get(f"/api/v1/units/{city.unit.code}/catalogue/").json()["columns"]

    assert get(f"/api/v1/items/?column={below.pk}").status_code == 400
    assert (column["id"], column["items"], column["children"]) == (city.budgets.pk, 2, [])


def test_counts_leave_withdrawn_items_out(city, get):
    factories.make_published(city.budgets)
    factories.withdraw(factories.make_published(city.budgets))

    (column,) = get(f"/api/v1/units/{city.unit.code}/catalogue/").json()["columns"]

    assert column["items"] == 1
