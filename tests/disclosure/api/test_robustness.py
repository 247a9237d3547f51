"""Whatever is thrown at an endpoint, it answers or refuses; it does not fall over."""

import string
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from civic_disclosure.api.parameters import BY_NUMBER, ITEM_LIST, UNIT_LIST

pytestmark = pytest.mark.django_db
NAMES = st.sampled_from([*ITEM_LIST, *BY_NUMBER, *UNIT_LIST, "fields", "页"]) | st.text(max_size=8)
VALUES = (
    st.text(max_size=40)
    | st.integers(-(2**70), 2**70).map(str)
    | st.sampled_from(
        ["", "newest", "policy", "notice", "in_force", "教育/学校", "\x00", "١٢", "1e3", "%", "'", '"', "county"]
    )
    | st.text(alphabet=string.ascii_letters + string.digits + "-_", min_size=22, max_size=24)
)
PLACES = st.sampled_from(
    [
        "/api/v1/items/",
        "/api/v1/items/by-index-number/",
        "/api/v1/items/{}/",
        "/api/v1/items/{}/history/",
        "/api/v1/items/{}/history/1/",
        "/api/v1/items/1/history/{}/",
        "/api/v1/units/",
        "/api/v1/units/{}/",
        "/api/v1/units/{}/catalogue/",
        "/api/v1/columns/",
        "/api/v1/columns/{}/",
        "/api/v1/site/",
        "/feeds/items.atom",
        "/feeds/units/{}.atom",
        "/feeds/columns/{}.atom",
        "/sitemap.xml",
        "/sitemap-{}.xml",
    ]
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=PLACES, key=VALUES, query=st.lists(st.tuples(NAMES, VALUES), max_size=4))
@example(place="/api/v1/items/{}/", key="9" * 30, query=[])
@example(place="/api/v1/units/{}/", key="\x00", query=[])
@example(place="/feeds/units/{}.atom", key="\x00", query=[])
@example(place="/api/v1/items/by-index-number/", key="", query=[("number", "\x00")])
def test_no_request_makes_the_server_fail(city, get, place, key, query):
    asked = "&".join(f"{quote(name, safe='')}={quote(value, safe='')}" for name, value in query)

    answer = get(f"{place.format(quote(key, safe=''))}?{asked}")

    assert answer.status_code in (200, 301, 304, 400, 404, 410, 429), answer.content
    if place.startswith("/api/") and answer.status_code >= 400:
        assert answer["Content-Type"] == "application/problem+json"
