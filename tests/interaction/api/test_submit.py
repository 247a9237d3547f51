"""A letter is sent: what it answers, what it refuses, and that nothing is lost or doubled."""

import json
import logging

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from civic_interaction.api.proof import NUMBERS, read_number
from civic_interaction.models import Attachment, CodeFailure, Letter, Upload
from tests.interaction.letters import group_of_departments, make_channel
from tests.queries import count_queries

pytestmark = pytest.mark.django_db
KEY = "a-key-of-the-request-0001"


def errors_of(answer):
    assert answer["Content-Type"] == "application/problem+json", answer.content
    return {error["name"]: error["detail"] for error in answer.json().get("errors", [])}


@pytest.mark.shows("R116", "R125")
def test_a_letter_is_received_and_its_due_date_explained(city, send, letter):
    answer = send("letters/", letter())

    said = answer.json()
    stored = Letter.objects.get()
    assert (answer.status_code, answer["Cache-Control"]) == (201, "no-store")
    assert said["receipt_number"] == stored.receipt_number
    assert len(said["query_code"]) == 16
    assert said["due_on"] == case_of_number(said).due_on.isoformat()
    assert said["due_day"].endswith("）")
    assert len(said["explanation"]) >= 3
    assert city.office.official_name in said["next_step"]


def test_a_letter_costs_twelve_statements(send, letter):
    """Savepoints of the test's own transaction among them: limits, channel, calendar, seven INSERTs."""
    sent = [letter() for _number in range(2)]
    send("letters/", sent[0])

    assert count_queries(lambda: send("letters/", sent[1], idempotency_key=KEY)) == 12
    assert count_queries(lambda: send("letters/", sent[1], idempotency_key=KEY)) <= 12


def case_of_number(said):
    return Letter.objects.get(receipt_number=said["receipt_number"]).cases.get()


def test_errors_stand_at_their_fields_and_the_proof_stays_good(send, letter):
    sent = letter(title="", phone="一二三", category=99, name="")
    refused = send("letters/", sent)
    mended = send("letters/", {**sent, "title": "路灯", "phone": "13800138000", "category": None, "name": "李明"})

    assert (refused.status_code, errors_of(refused).keys()) == (400, {"title", "phone", "name", "category"})
    assert errors_of(refused)["category"] == "该渠道没有这个类别。"
    assert mended.status_code == 201


def test_repeated_request_gets_the_same_receipt_and_makes_one_letter(send, letter):
    sent = letter()
    first, second = (send("letters/", sent, idempotency_key=KEY) for _ in range(2))
    other = send("letters/", {**sent, "title": "别的"}, idempotency_key=KEY)

    assert (first.status_code, second.status_code, first.json()) == (201, 201, second.json())
    assert (other.status_code, errors_of(other).keys()) == (400, {"Idempotency-Key"})
    assert Letter.objects.count() == 1


def test_a_proof_lets_one_letter_through(send, letter):
    sent = letter()
    first, second = (send("letters/", {**sent, "title": title}) for title in ("一", "二"))

    assert (first.status_code, second.status_code, errors_of(second).keys()) == (201, 400, {"proof"})


@pytest.mark.parametrize("sent", ["", "x", "e30=", "W10=", "eyJjaGFsbGVuZ2UiOiAieCJ9", "国", "=" * 9])
def test_without_a_proof_nothing_is_received(send, letter, sent):
    answer = send("letters/", letter(proof=sent))

    assert (answer.status_code, errors_of(answer).keys()) == (400, {"proof"})
    assert not Letter.objects.exists()


def test_a_proof_may_be_switched_off(settings, send, letter):
    settings.CIVIC_INTERACTION_REQUIRE_PROOF = False

    assert send("letters/", letter(proof="")).status_code == 201


def ask(get):
    offer = get("/api/v1/letters/proof/").json()
    first, second = (NUMBERS.index(sign) for sign in offer["question"] if sign in NUMBERS)
    return offer["question_token"], first + second


def test_who_has_no_javascript_answers_a_question(get, send, letter):
    token, number = ask(get)
    sent = letter(proof="", question_token=token, question_answer=f" {number} ")

    assert send("letters/", sent).status_code == 201
    assert errors_of(send("letters/", sent)).keys() == {"question_answer"}


def test_each_question_is_answered_once(get, send, letter):
    token, number = ask(get)
    wrong = send("letters/", letter(proof="", question_token=token, question_answer=str(number + 1)))
    right = send("letters/", letter(proof="", question_token=token, question_answer=str(number)))
    nothing = send("letters/", letter(proof="", question_token=ask(get)[0], question_answer="不知道"))
    forged = send("letters/", letter(proof="", question_token=token[:-2], question_answer=str(number)))

    for answer in (wrong, right, nothing, forged):
        assert (answer.status_code, errors_of(answer).keys()) == (400, {"question_answer"})


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", 12),
        ("１２", 12),
        ("十二", 12),
        ("十", 10),
        ("二十", 20),
        ("九", 9),
        ("", None),
        ("两个", None),
        ("一二", None),
    ],
)
def test_numbers_are_read_as_people_write_them(text, number):
    assert read_number(text) == number


def test_the_field_for_programs_stays_empty(send, letter):
    answer = send("letters/", letter(website="http://spam.example"))

    assert (answer.status_code, errors_of(answer).keys()) == (400, {"website"})


def test_the_citizen_chooses_the_unit_where_there_is_a_choice(city, send, letter):
    channel = make_channel(receivers=group_of_departments(), name="部门信箱", kind="department", receiver=None)
    without = send("letters/", letter(channel=channel.code))
    unknown = send("letters/", letter(channel=channel.code, addressed_to="no-such"))
    right = send("letters/", letter(channel=channel.code, addressed_to=city.unit.code))

    assert errors_of(without).keys() == errors_of(unknown).keys() == {"addressed_to"}
    assert case_of_number(right.json()).desk == city.unit


def upload(client, content, name):
    return client.post("/api/v1/uploads/", {"file": SimpleUploadedFile(name, content)})


def test_a_file_comes_ahead_of_its_letter(client, send, letter):
    kept = upload(client, "暖气记录".encode(), "李明的照片.txt")
    sent = send("letters/", letter(uploads=[kept.json()["token"]]))
    again = send("letters/", letter(uploads=[kept.json()["token"]]))

    assert (kept.status_code, kept.json()["kind"]) == (201, "txt")
    assert "李明" not in kept.content.decode()
    assert sent.status_code == 201
    assert Attachment.objects.get().upload == Upload.objects.get()
    assert (again.status_code, errors_of(again).keys()) == (400, {"uploads"})


def test_a_refused_file_says_why_at_the_field(client, settings):
    program = upload(client, b"MZ" + b"\0" * 300, "说明.pdf")
    nothing = client.post("/api/v1/uploads/", {})
    settings.CIVIC_INTERACTION_UPLOAD_BYTES = 1000
    large = upload(client, b"a" * 40_000, "大.txt")

    for answer in (program, nothing, large):
        assert (answer.status_code, errors_of(answer).keys()) == (400, {"file"})
    assert "程序" in errors_of(program)["file"]
    assert not Upload.objects.exists()


def test_too_many_letters_wait(settings, send, letter):
    settings.CIVIC_INTERACTION_SENDS_PER_HOUR = 2
    answers = [send("letters/", letter()) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [201, 201, 429]
    assert 0 < int(answers[-1]["Retry-After"]) <= 3601


def test_long_bodies_are_not_read(send, letter):
    answer = send("letters/", letter(text="长" * 300_000))

    assert answer.status_code == 400


@pytest.mark.shows("R131")
def test_no_personal_data_in_answers_errors_and_log(send, letter, caplog):
    caplog.set_level(logging.DEBUG)
    secrets = ("李明", "13800138000", "11010519491231002X")
    received = send("letters/", letter())
    codes = {"receipt_number": received.json()["receipt_number"], "query_code": received.json()["query_code"]}
    answers = [
        received,
        send("letters/", letter(id_number=secrets[2])),
        send("letters/", letter(phone="13800138000x")),
        send("letters/open/", codes),
        send("letters/open/", {**codes, "query_code": "李明"}),
        send(f"letters/{Letter.objects.get().pk}/", {}),
    ]

    said = "".join(answer.content.decode() for answer in answers) + caplog.text
    assert [secret for secret in secrets if secret in said] == []
    assert codes["query_code"] not in caplog.text + "".join(answer.content.decode() for answer in answers[1:])
    assert json.loads(answers[3].content)["receipt_number"] == codes["receipt_number"]
    assert CodeFailure.objects.count() == 2


def test_closed_channel_takes_nothing(city, send, letter):
    sent = letter()
    city.channel.is_open = False
    city.channel.save()

    assert errors_of(send("letters/", sent)).keys() == {"channel"}
