"""Whatever is asked or sent, the answer is one that the schema names."""

import json

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

pytestmark = pytest.mark.django_db

READ = [
    "letters/",
    "letters/statistics/",
    "channels/",
    "letters/1/",
    "letters/proof/",
    "channels/x/",
    "letters/1/history/",
]
NAMES = st.sampled_from(["q", "channel", "unit", "year", "cursor", "page_size", "concern", "category", "页"]) | st.text(
    max_size=6
)
VALUES = st.text(max_size=30) | st.sampled_from(["\0", "😀", "9" * 30, "-1", "1e9", "%", "\u202e", "AAAA"])


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.sampled_from(READ), query=st.dictionaries(NAMES, VALUES, max_size=3))
@example(place="letters/99999999999999999/", query={})
@example(place="letters/", query={"cursor": "AAAAAAAAAAAAAAAAAAAAAA"})
def test_no_question_makes_the_server_fail(city, get, place, query):
    assert get(f"/api/v1/{place}", query).status_code in {200, 400, 404, 410, 429}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.sampled_from(["\ud800", "\0"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
SENT = [
    "letters/",
    "letters/open/",
    "letters/supplement/",
    "letters/rate/",
    "letters/reopen/",
    "letters/withdraw/",
    "uploads/",
]
FIELDS = ["channel", "title", "text", "category", "addressed_to", "uploads", "name", "phone", "proof", "question_token"]
FIELDS += ["question_answer", "receipt_number", "query_code", "case_number", "score", "consents_to_publication"]


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    place=st.sampled_from(SENT),
    body=JSON | st.dictionaries(st.sampled_from(FIELDS), JSON, max_size=6),
    key=st.text(max_size=5),
)
@example(place="letters/", body={"channel": "x", "category": 2**70}, key="")
@example(place="letters/rate/", body={"receipt_number": "1", "query_code": "2", "score": 1e400}, key="")
@example(place="letters/", body={"channel": "x", "uploads": ["\ud800"]}, key="")
def test_nothing_that_is_sent_makes_the_server_fail(city, client, settings, place, body, key):
    settings.CIVIC_INTERACTION_REQUIRE_PROOF = False
    settings.CIVIC_INTERACTION_SENDS_PER_HOUR = 0
    client.raise_request_exception = False
    if isinstance(body, dict) and "channel" in body:
        body = {**body, "channel": city.channel.code}
    headers = {"Idempotency-Key": key.encode("ascii", "ignore").decode().replace("\n", "").replace("\r", "")}

    got = client.post(f"/api/v1/{place}", json.dumps(body), content_type="application/json", headers=headers)

    assert got.status_code in {201, 400, 403, 429}, got.content
    assert got.status_code == 201 or got["Content-Type"] == "application/problem+json"
