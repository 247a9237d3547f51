"""Whatever is asked, search answers or refuses; it does not fall over."""

from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from civic_search.api.parameters import SearchParameters, SuggestParameters

pytestmark = pytest.mark.django_db
NAMES = st.sampled_from([*SearchParameters().fields, *SuggestParameters().fields, "fields", "页"]) | st.text(max_size=8)
ODD = [
    "",
    "\x00",
    "😀👨‍👩‍👧",
    '"',
    "“",
    "「」",
    "-",
    "- -",
    "*",
    "NEAR(",
    "a AND",
    "NOT",
    "'; DROP TABLE",
    "预",
    "%",
    "\\",
    "１２",
    "〔2016〕号",
    "\u202e",
    "1e3",
]
VALUES = st.text(max_size=40) | st.sampled_from(ODD) | st.integers(-(2**70), 2**70).map(str)
PLACES = st.sampled_from(["/api/v1/search/", "/api/v1/suggest/"])


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=PLACES, query=st.lists(st.tuples(NAMES, VALUES), max_size=4))
@example(place="/api/v1/search/", query=[("q", "预" * 5000)])
@example(place="/api/v1/suggest/", query=[("q", "预" * 5000)])
@example(place="/api/v1/search/", query=[("unit", "\x00"), ("year", "一九九九")])
@example(place="/api/v1/search/", query=[("page", "9" * 5000)])
@example(place="/api/v1/search/", query=[("q", "a" * 5000)])
def test_no_question_makes_the_server_fail(city, get, place, query):
    asked = "&".join(f"{quote(name, safe='')}={quote(value, safe='')}" for name, value in query)

    answer = get(f"{place}?{asked}")

    assert answer.status_code in (200, 400, 429), answer.content
    if answer.status_code >= 400:
        assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("text", [text for text in ODD if text != "\x00"])
def test_odd_question_is_answered(city, get, text):
    assert get("/api/v1/search/", {"q": text}).status_code == 200
    assert get("/api/v1/suggest/", {"q": text}).status_code == 200


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"null", b'{"question": 1}', b'{"question": "\\u0000", "click": "x"}', b"\xff"]
)
def test_no_click_makes_the_server_fail(client, body):
    client.raise_request_exception = False

    answer = client.post("/api/v1/search/clicks/", body, content_type="application/json")

    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
