"""The citizen comes back with receipt number and query code."""

import datetime
import json

import pytest
from django.utils import timezone

from civic_interaction.domain.answer import answer_case
from civic_interaction.domain.assign import refuse_transfer
from civic_interaction.domain.close import close_without_answer
from civic_interaction.domain.merge import merge_case
from civic_interaction.domain.pause import pause_case
from civic_interaction.domain.split import split_case
from civic_interaction.enums import CaseState
from civic_interaction.models import CodeFailure
from tests.interaction.letters import bring_to, fresh, review, send_letter, write_reply
from tests.queries import count_queries

pytestmark = pytest.mark.django_db
HOUR = datetime.timedelta(hours=1)


@pytest.fixture(autouse=True)
def no_proofs(settings):
    """Proofs of a person: `test_proof.py`."""
    settings.CIVIC_INTERACTION_REQUIRE_PROOF = False


@pytest.fixture
def now():
    """The endpoints read the clock."""
    return timezone.now() - HOUR


@pytest.fixture
def sent(city, now):
    """A letter, and what opens it."""
    return send_letter(city.channel, now=now)


def codes_of(receipt):
    return {"receipt_number": receipt.receipt_number, "query_code": receipt.query_code}


@pytest.fixture
def walk(city, now, monkeypatch):
    """A letter brought to a state, and what opens it: `bring_to` keeps the case only."""

    def go(state, **fields):
        receipts = []
        monkeypatch.setattr(
            "tests.interaction.letters.send_letter",
            lambda *args, **more: receipts.append(send_letter(*args, **more)) or receipts[-1],
        )
        case = bring_to(state, city, now=now, **fields)
        return case, codes_of(receipts[0])

    return go


def only_case(answer):
    assert answer.status_code == 200, answer.content
    return answer.json()["cases"][0]


SEEN = {
    CaseState.RECEIVED: ("received", ["received"], ["supplemented", "withdrawn"]),
    CaseState.ACCEPTED: ("accepted", ["received", "accepted"], ["supplemented", "withdrawn"]),
    CaseState.HANDLING: ("handling", ["received", "accepted", "assigned"], ["supplemented", "withdrawn"]),
    CaseState.IN_REVIEW: ("handling", ["received", "accepted", "assigned"], ["withdrawn"]),
    CaseState.REVIEWED: ("handling", ["received", "accepted", "assigned"], ["withdrawn"]),
    CaseState.ANSWERED: ("answered", ["received", "accepted", "assigned", "answered"], ["rated"]),
}


@pytest.mark.shows("R125", "R127")
@pytest.mark.parametrize("state", SEEN)
def test_each_state_says_what_happened_and_what_may_be_done(city, send, walk, state):
    shown, events, may = SEEN[state]
    case, codes = walk(state)

    seen = only_case(send("letters/open/", codes))

    assert (seen["state"], [told["event"] for told in seen["timeline"]], seen["may"]) == (shown, events, may)
    assert seen["next_step"]
    assert all(told["day"].endswith("）") and told["sentence"].endswith("。") for told in seen["timeline"])
    assert bool(seen["answers"]) is (state == CaseState.ANSWERED)
    assert bool(seen["due_on"]) is case.is_open
    assert len(seen["explanation"]) >= 3


@pytest.mark.shows("R043", "R117")
@pytest.mark.parametrize("state", [CaseState.HANDLING, CaseState.IN_REVIEW, CaseState.REVIEWED])
def test_nothing_unreviewed_reaches_the_citizen(send, walk, state):
    _case, codes = walk(state)

    assert "已安排检修" not in send("letters/open/", codes).content.decode()


def test_who_wrote_it_is_not_answered(send, walk):
    _case, codes = walk(CaseState.ANSWERED)

    said = send("letters/open/", codes).content.decode()

    assert [secret for secret in ("李明", "13800138000", codes["query_code"]) if secret in said] == []


def test_wrong_codes_lock_and_say_for_how_long(send, sent, settings):
    settings.CIVIC_INTERACTION_CODE_ATTEMPTS = 2
    codes = codes_of(sent)
    wrong = [send("letters/open/", {**codes, "query_code": "0" * 16}) for _ in range(2)]
    locked = send("letters/open/", codes)

    assert [answer.status_code for answer in wrong] == [403, 403]
    assert locked.status_code == 429
    assert 1 <= int(locked["Retry-After"]) <= 15 * 60 + 1
    assert "15分钟" in locked.json()["detail"].replace(" ", "")


def test_unknown_number_and_wrong_code_are_told_alike(send, sent):
    codes = codes_of(sent)

    unknown = send("letters/open/", {**codes, "receipt_number": "19990101000000"})
    wrong = send("letters/open/", {**codes, "query_code": "0" * 16})

    assert (unknown.status_code, unknown.content) == (403, wrong.content)


def test_the_public_site_is_not_locked_for_everybody(send, city, now, settings):
    """It asks for all its visitors, from one address: codes lock the number only."""
    settings.CIVIC_UNCOUNTED_ADDRESSES = {"127.0.0.1"}
    settings.CIVIC_INTERACTION_CODE_ATTEMPTS = 2
    mine, other = (codes_of(send_letter(city.channel, now=now)) for _ in range(2))
    for _ in range(2):
        send("letters/open/", {**other, "query_code": "0" * 16})

    assert send("letters/open/", mine).status_code == 200
    assert send("letters/open/", other).status_code == 429


def test_codes_are_never_read_from_an_address(client, sent):
    codes = codes_of(sent)

    asked = client.get("/api/v1/letters/open/", codes)
    posted = client.post(
        f"/api/v1/letters/open/?query_code={codes['query_code']}", "{}", content_type="application/json"
    )

    assert (asked.status_code, posted.status_code) == (400, 400)
    assert codes["query_code"] not in asked.content.decode() + posted.content.decode()
    assert not CodeFailure.objects.exists()


def test_an_answer_is_rated_and_settled(send, walk):
    case, codes = walk(CaseState.ANSWERED)

    seen = only_case(send("letters/rate/", {**codes, "score": 5, "text": "谢谢"}))
    again = send("letters/rate/", {**codes, "score": 1})

    assert (seen["state"], seen["score"], seen["may"], seen["next_step"]) == ("closed", 5, [], "")
    assert (again.status_code, again["Content-Type"]) == (400, "application/problem+json")
    assert fresh(case).state == CaseState.CLOSED


def test_an_unsatisfied_citizen_has_it_reopened_once(send, walk):
    case, codes = walk(CaseState.ANSWERED)
    too_early = send("letters/reopen/", codes)
    rated = only_case(send("letters/rate/", {**codes, "score": 1, "text": "没有解决"}))
    reopened = only_case(send("letters/reopen/", codes))

    assert too_early.status_code == 400
    assert rated["may"] == ["reopened"]
    assert (reopened["state"], reopened["timeline"][-1]["event"]) == ("handling", "reopened")
    assert reopened["due_on"]
    assert fresh(case).round == 2


def test_something_is_added_and_a_letter_that_waits_goes_on(city, send, walk, now):
    case, codes = walk(CaseState.HANDLING)
    pause_case(case, reason="citizen", explanation="请补充楼号", by=city.handler, now=now)
    waiting = only_case(send("letters/open/", codes))
    empty = send("letters/supplement/", {**codes, "text": " "})
    seen = send("letters/supplement/", {**codes, "text": "3号楼"})

    assert (waiting["state"], waiting["due_on"], waiting["may"][0]) == ("paused", None, "supplemented")
    assert empty.json()["errors"][0]["name"] == "text"
    assert seen.json()["supplements"] == 1
    assert only_case(seen)["state"] == "handling"


def test_a_letter_is_withdrawn(send, walk):
    _case, codes = walk(CaseState.ACCEPTED)

    seen = only_case(send("letters/withdraw/", codes))
    again = send("letters/withdraw/", codes)

    assert (seen["state"], seen["may"], seen["timeline"][-1]["event"]) == ("withdrawn", [], "withdrawn")
    assert again.status_code == 400


def test_no_answer_is_explained(city, send, walk, now):
    case, codes = walk(CaseState.RECEIVED)
    close_without_answer(case, reason="repeated", explanation="3月2日已答复。", by=city.desk, now=now)

    seen = only_case(send("letters/open/", codes))

    assert (seen["closing_note"], seen["state"]) == ("3月2日已答复。", "closed")
    assert seen["closing_reason"] in seen["timeline"][-1]["sentence"]


def test_refused_assignments_are_inner_work(city, send, walk, now):
    case, codes = walk(CaseState.HANDLING)
    refuse_transfer(case, reason="不是我们的事", by=city.handler, now=now)

    answer = send("letters/open/", codes)

    assert "不是我们的事" not in answer.content.decode()
    assert [told["event"] for told in only_case(answer)["timeline"]] == ["received", "accepted", "assigned"]


def test_a_letter_of_two_matters_names_them(city, send, walk, now):
    case, codes = walk(CaseState.ACCEPTED)
    part = split_case(case, title="路灯不亮", by=city.desk, now=now)

    unclear = send("letters/withdraw/", codes)
    unknown = send("letters/withdraw/", {**codes, "case_number": "1"})
    seen = send("letters/withdraw/", {**codes, "case_number": part.number}).json()["cases"]

    for answer in (unclear, unknown):
        assert (answer.status_code, answer.json()["errors"][0]["name"]) == (400, "case_number")
    assert [(one["number"], one["state"]) for one in seen] == [(case.number, "accepted"), (part.number, "withdrawn")]


def test_a_merged_letter_gets_the_answer_without_the_other_persons_data(city, send, walk, now):
    first, _codes = walk(CaseState.HANDLING, person={"name": "王小芳", "phone": "13900139000"})
    second, codes = walk(CaseState.RECEIVED)
    merge_case(second, into=first, by=city.desk, now=now)
    waiting = only_case(send("letters/open/", codes))
    bring_on(first, city, now=now, text="王小芳您好：已修好，请拨13900139000确认。")
    seen = only_case(send("letters/open/", codes))

    assert (waiting["state"], waiting["answers"], bool(waiting["next_step"])) == ("merged", [], True)
    assert "已修好" in seen["answers"][0]["text"]
    assert "王小芳" not in json.dumps(seen, ensure_ascii=False)
    assert "13900139000" not in json.dumps(seen)


def bring_on(case, city, *, now, text):
    write_reply(case, city, now=now, text=text)
    review(case, city, now=now)
    answer_case(case, by=city.handler, now=now)


def test_tracking_costs_the_same_however_much_happened(city, send, walk, now):
    _case, codes = walk(CaseState.HANDLING)

    def look():
        return only_case(send("letters/open/", codes))

    before = count_queries(look)
    for _ in range(3):
        send("letters/supplement/", {**codes, "text": "又不热了"})

    assert count_queries(look) == before
    assert before == 10
