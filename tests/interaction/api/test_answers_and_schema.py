"""Every answer of letters is what the committed schema says it is, field by field."""

import json

import pytest
import yaml

from civic_interaction.enums import CaseState
from civic_interaction.models import Category
from tests.house.test_openapi import COMMITTED, check
from tests.interaction.api.test_public_letters import answer, publish
from tests.interaction.letters import MONDAY, bring_to, group_of_departments, make_channel

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def schema():
    return yaml.safe_load(COMMITTED.read_text())


def test_reading_answers_are_what_the_schema_says(city, get, schema):
    Category.objects.create(channel=city.channel, name="供暖", concern="help")
    chosen = make_channel(receivers=group_of_departments(), name="部门信箱", kind="department", receiver=None)
    letter = publish(answer(city), city, now=MONDAY)
    bring_to(CaseState.HANDLING, city)

    for operation, address in {
        "list_channels": "channels/",
        "get_channel": f"channels/{city.channel.code}/",
        "get_letter_proof": "letters/proof/",
        "get_letter_proof_picture": "letters/proof/picture/",
        "list_letters": "letters/",
        "get_letter": f"letters/{letter.pk}/",
        "list_letter_versions": f"letters/{letter.pk}/history/",
        "get_letter_statistics": "letters/statistics/?year=2026",
    }.items():
        got = get(f"/api/v1/{address}")
        assert got.status_code == 200, got.content
        check(schema, operation, got)
    check(schema, "get_channel", get(f"/api/v1/channels/{chosen.code}/"))
    check(schema, "get_letter", get("/api/v1/letters/424242/"))


def test_answers_to_what_is_sent_are_what_the_schema_says(send, letter, proof, schema, client):
    received = send("letters/", letter())
    codes = {name: received.json()[name] for name in ("receipt_number", "query_code")}

    check(schema, "submit_letter", received)
    check(schema, "submit_letter", send("letters/", letter(title="")))
    check(schema, "open_letter", send("letters/open/", codes))
    check(schema, "open_letter", send("letters/open/", {**codes, "query_code": "0"}))
    check(schema, "supplement_letter", send("letters/supplement/", {**codes, "text": "3号楼", "proof": proof()}))
    check(schema, "rate_letter", send("letters/rate/", {**codes, "score": 9, "proof": proof()}))
    check(schema, "withdraw_letter", send("letters/withdraw/", codes))
    check(schema, "reopen_letter", send("letters/reopen/", codes))
    check(schema, "add_upload", client.post("/api/v1/uploads/", {}))
    assert json.loads(send("letters/open/", codes).content)["cases"][0]["state"] == "withdrawn"
