"""A letter from its first word to the public: the citizen by the API, as the public site asks it; the office at its desk."""

import datetime
import json

import altcha
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from civic_interaction.domain.accept import accept_case
from civic_interaction.domain.answer import answer_case
from civic_interaction.domain.assign import assign_case
from civic_interaction.domain.publish_letter import publish_letter, suggest_letter_masks
from civic_interaction.models import Case
from tests.interaction.letters import make_city, review, write_reply
from tests.jobs import run_jobs

pytestmark = pytest.mark.django_db


@pytest.fixture
def city(search_on, settings):
    settings.CIVIC_INTERACTION_PROOF_COST = 1
    return make_city(asked={"mail": "hidden"})


@pytest.fixture
def citizen(client):
    """What the public site does for somebody who has only a form."""

    def post(address, body, **headers):
        answer = client.post(f"/api/v1/{address}", json.dumps(body), content_type="application/json", headers=headers)
        return answer.status_code, answer.json()

    return post


def prove(client):
    challenge = altcha.Challenge.from_dict(client.get("/api/v1/letters/proof/").json()["challenge"])
    return altcha.Payload(challenge, altcha.solve_challenge(challenge)).to_base64()


@pytest.mark.shows("R116", "R117", "R125", "R127", "R139")
def test_a_letter_is_sent_answered_rated_reopened_answered_again_and_published(city, client, citizen):
    # The citizen looks which channel there is, and what it asks.
    (channel,) = client.get("/api/v1/channels/").json()["results"]
    asked = client.get(f"/api/v1/channels/{channel['code']}/").json()
    assert {one["name"]: one["asked"] for one in asked["fields_asked"]} == {
        "name": "required",
        "phone": "required",
        "address": "optional",
    }
    assert asked["reply_limits"]["limits"][2]["sentence"] == "收到之日起5个工作日内答复。"
    assert asked["reply_limits"]["basis"]

    # A photograph of the meter as text, then a form with an error that loses nothing.
    upload = client.post("/api/v1/uploads/", {"file": SimpleUploadedFile("记录.txt", "室温14度".encode())}).json()
    form = {
        "channel": channel["code"],
        "title": "小区暖气不热",
        "text": "我叫李明，家里只有14度，请尽快解决。",
        "name": "李明",
        "uploads": [upload["token"]],
        "consents_to_publication": True,
        "proof": prove(client),
    }
    status, refused = citizen("letters/", form, idempotency_key="first-form-00001")
    assert (status, [error["name"] for error in refused["errors"]]) == (400, ["phone"])
    status, receipt = citizen("letters/", {**form, "phone": "13800138000"}, idempotency_key="first-form-00001")
    assert status == 201
    assert any(receipt["due_day"] in sentence for sentence in receipt["explanation"])
    codes = {name: receipt[name] for name in ("receipt_number", "query_code")}

    # The office takes it on; the citizen sees who answers until when.
    now = timezone.now()
    case = Case.objects.get()
    accept_case(case, by=city.desk, now=now)
    assign_case(case, lead=city.unit, by=city.desk, now=now)
    _status, seen = citizen("letters/open/", codes)
    assert city.unit.official_name in seen["cases"][0]["next_step"]
    assert seen["cases"][0]["due_on"] == receipt["due_on"]
    _status, seen = citizen("letters/supplement/", {**codes, "text": "是3号楼", "proof": prove(client)})
    assert seen["supplements"] == 1

    # The answer passes two levels of review before anybody reads it.
    write_reply(case, city, now=now, text="您好，已安排检修。")
    _status, seen = citizen("letters/open/", codes)
    assert seen["cases"][0]["answers"] == []
    review(case, city, now=now)
    answer_case(case, by=city.handler, now=now)
    _status, seen = citizen("letters/open/", codes)
    assert [one["text"] for one in seen["cases"][0]["answers"]] == ["您好，已安排检修。"]

    # Not satisfied: reopened once, answered again, settled.
    citizen("letters/rate/", {**codes, "score": 1, "text": "还是不热", "proof": prove(client)})
    _status, seen = citizen("letters/reopen/", codes)
    assert (seen["cases"][0]["state"], bool(seen["cases"][0]["due_on"])) == ("handling", True)
    write_reply(case, city, now=now, text="阀门已更换，室温20度。")
    review(case, city, now=now)
    answer_case(case, by=city.handler, now=now)
    status, seen = citizen("letters/rate/", {**codes, "score": 5, "proof": prove(client)})
    assert (status, seen["cases"][0]["state"], seen["cases"][0]["may"]) == (200, "closed", [])

    # Published with consent, masked, found by search, and counted.
    publish_letter(case, masks=suggest_letter_masks(case), by=city.section, now=now)
    run_jobs()
    (row,) = client.get("/api/v1/letters/?q=暖气").json()["results"]
    page = client.get(f"/api/v1/letters/{row['id']}/").json()
    assert "李明" not in json.dumps(page, ensure_ascii=False)
    assert page["answer"] == "阀门已更换，室温20度。"
    (hit,) = client.get("/api/v1/search/?q=阀门").json()["results"]
    assert hit["api_url"] == f"/api/v1/letters/{row['id']}/"
    year = datetime.date.fromisoformat(page["received_on"]).year
    figures = client.get(f"/api/v1/letters/statistics/?year={year}").json()["total"]
    assert (figures["received"], figures["answered"], figures["on_time"], figures["rated"]) == (1, 1, 1, 2)
