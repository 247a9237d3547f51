"""How many queries each endpoint takes: the same for one item and for three."""

import pytest

from tests import factories

pytestmark = pytest.mark.django_db

QUERIES = {
    "/api/v1/site/": 1,
    "/api/v1/columns/": 2,
    "/api/v1/columns/{orders}/": 10,
    "/api/v1/units/": 1,
    "/api/v1/units/{unit}/": 4,
    "/api/v1/units/{unit}/catalogue/": 4,
    "/api/v1/items/": 1,
    "/api/v1/items/?page_size=1": 1,
    "/api/v1/items/?unit={unit}&year={year}": 1,
    "/api/v1/items/?column={orders}": 1,
    "/api/v1/items/{item}/": 1,
    "/api/v1/items/by-index-number/?number={number}": 1,
    "/api/v1/items/{item}/history/": 2,
    "/api/v1/items/{item}/history/1/": 3,
    "/feeds/items.atom": 2,
    "/feeds/units/{unit}.atom": 3,
    "/feeds/columns/{orders}.atom": 5,
    "/sitemap.xml": 1,
    "/sitemap-{sitemap}.xml": 2,
}


@pytest.mark.parametrize("address", QUERIES)
def test_queries_do_not_grow_with_items(city, get, django_assert_num_queries, address):
    record = factories.make_published(city.documents)
    asked = address.format(
        orders=city.orders.pk,
        unit=city.unit.code,
        year=record.year,
        item=record.pk,
        number=record.index_number,
        sitemap=record.pk // 5000,
    )
    assert get(asked).status_code == 200

    with django_assert_num_queries(QUERIES[address]):
        get(asked)
    for _ in range(2):
        factories.make_published(city.documents)
    with django_assert_num_queries(QUERIES[address]):
        get(asked)
