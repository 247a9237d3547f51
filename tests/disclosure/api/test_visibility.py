"""Whatever channel asks, a withdrawn item is in none of them: they all read `PublishedItem.objects.public()`."""

import pytest

from civic_disclosure.enums import Genre, ItemKind, Validity
from civic_disclosure.models import Subject
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
    "by its column": "/api/v1/items/?column={column}",
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
        column=city.documents.pk,
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


def test_counts_leave_withdrawn_items_out(city, get):
    factories.make_published(city.budgets)
    factories.withdraw(factories.make_published(city.budgets))

    (column,) = get(f"/api/v1/units/{city.unit.code}/catalogue/").json()["columns"]

    assert column["items"] == 1
