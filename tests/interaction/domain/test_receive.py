"""Letters come in: what is taken, what is kept, and the way back by query code."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from civic_interaction.domain.pause import pause_case
from civic_interaction.domain.query_code import (
    ALPHABET,
    CodeLockedError,
    CodeRefusedError,
    clear_failures,
    derive_code,
    open_letter,
)
from civic_interaction.domain.receive import Submission, receive_letter
from civic_interaction.domain.supplement import supplement_letter
from civic_interaction.enums import Asked, CaseState, Part, PublicationRule
from civic_interaction.models import Attachment, Case, CodeFailure, Letter, QueryCode, Sender
from civic_interaction.privacy.digest import digest_of
from tests.interaction.letters import (
    MONDAY,
    PERSON,
    bring_to,
    case_of,
    events_of,
    fresh,
    group_of_departments,
    make_channel,
    make_city,
    make_policy,
    send_letter,
)
from tests.interaction.uploads import make_upload

pytestmark = pytest.mark.django_db
MINUTE = datetime.timedelta(minutes=1)


@pytest.mark.shows("R116", "R125")
def test_a_letter_is_saved_with_its_case_and_its_clocks():
    channel = make_channel(policy={"reply_within": {"amount": 15, "unit": "working_days"}})

    receipt = send_letter(channel)

    letter, case = receipt.letter, case_of(receipt)
    assert (letter.title, letter.received_at, letter.addressed_to) == ("小区暖气不热", MONDAY, channel.receiver)
    assert (case.state, case.desk, case.number) == (CaseState.RECEIVED, channel.receiver, letter.receipt_number)
    assert {clock.kind: clock.due_on.isoformat() for clock in case.clocks.all()} == {
        "accept": "2026-03-03",
        "final": "2026-03-23",
    }
    assert case.due_on.isoformat() == "2026-03-23"


def test_a_receipt_number_is_the_day_and_six_digits():
    number = send_letter(make_channel()).receipt_number

    assert (number[:8], len(number), number.isdigit()) == ("20260302", 14, True)


def test_personal_data_are_encrypted_and_found_by_digest_only():
    receipt = send_letter(make_channel(), person={"name": "李明", "phone": "１３８ 0013 8000"})

    with connection.cursor() as cursor:
        cursor.execute("SELECT name, phone FROM civic_interaction_sender WHERE letter_id = %s", [receipt.letter.pk])
        stored = cursor.fetchone()
    assert "李明" not in stored[0]
    assert "138" not in stored[1]
    found = Sender.objects.get(phone_digest=digest_of("13800138000", purpose="phone"))
    assert (found.letter, found.name) == (receipt.letter, "李明")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "长" * 121}, "title"),
        ({"text": ""}, "text"),
        ({"text": "a\0b"}, "text"),
        ({"text": "长" * 5001}, "text"),
        ({"person": {"name": "李明"}}, "phone"),
        ({"person": {**PERSON, "phone": "打给我"}}, "phone"),
        ({"person": {**PERSON, "phone": "- - - - - -"}}, "phone"),
        ({"person": {**PERSON, "mail": "不是邮箱"}}, "mail"),
        ({"person": {**PERSON, "id_number": "11010519491231002X"}}, "id_number"),
        ({"person": {**PERSON, "shoe_size": "42"}}, "shoe_size"),
        ({"uploads": ["no-such-file"]}, "uploads"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_kept(change, field):
    with pytest.raises(ValidationError) as refused:
        send_letter(make_channel(), **change)

    assert list(refused.value.message_dict) == [field]
    assert not Letter.objects.exists()


def test_everything_wrong_is_said_at_once():
    with pytest.raises(ValidationError) as refused:
        send_letter(make_channel(), title="", text="", person={})

    assert set(refused.value.message_dict) == {"title", "text", "name", "phone"}


@pytest.mark.parametrize(("number", "taken"), [("11010519491231002X", True), ("110105194912310021", False)])
def test_an_identity_number_is_checked_where_the_channel_asks_for_it(number, taken):
    channel = make_channel(asked={"id_number": Asked.REQUIRED})
    person = {**PERSON, "id_number": number}

    if taken:
        assert send_letter(channel, person=person).letter.sender.id_number == number
    else:
        with pytest.raises(ValidationError):
            send_letter(channel, person=person)


def test_a_closed_channel_and_one_without_limits_take_no_letters():
    closed = make_channel(is_open=False)
    unlimited = make_channel()
    unlimited.policies.all().delete()

    for channel in (closed, unlimited):
        with pytest.raises(ValidationError) as refused:
            send_letter(channel)
        assert list(refused.value.message_dict) == ["channel"]


@pytest.mark.shows("R117", "R138")
def test_the_citizen_chooses_among_the_units_of_the_channel_only():
    city = make_city()
    channel = make_channel(receivers=group_of_departments())

    assert send_letter(channel, addressed_to=city.unit).letter.addressed_to == city.unit
    for unit in (None, city.office):
        with pytest.raises(ValidationError) as refused:
            send_letter(channel, addressed_to=unit)
        assert list(refused.value.message_dict) == ["addressed_to"]


def test_a_category_belongs_to_its_channel():
    channel, other = make_channel(), make_channel()
    heating = channel.categories.create(name="供暖", concern="help")

    assert case_of(send_letter(channel, category=heating)).concern == "help"
    with pytest.raises(ValidationError) as refused:
        send_letter(other, category=heating)
    assert list(refused.value.message_dict) == ["category"]


def test_no_consent_is_taken_where_nothing_is_published():
    channel = make_channel(publication=PublicationRule.NEVER)

    with pytest.raises(ValidationError) as refused:
        send_letter(channel, consents_to_publication=True)

    assert list(refused.value.message_dict) == ["consents_to_publication"]


def test_the_same_request_makes_one_letter_and_gets_the_same_code():
    channel, key = make_channel(), "9f1c1c1e-2b7f-4a3a-9a9e-0f6b7f0e1d2c"

    first, again = (send_letter(channel, request_key=key) for _ in range(2))

    assert (again.letter, again.query_code) == (first.letter, first.query_code)
    assert (Letter.objects.count(), Case.objects.count()) == (1, 1)


def test_the_key_of_a_request_fits_one_content_and_is_no_guess():
    channel, key = make_channel(), "9f1c1c1e-2b7f-4a3a-9a9e-0f6b7f0e1d2c"
    send_letter(channel, request_key=key)

    for arguments in ({"request_key": key, "text": "别的"}, {"request_key": "1"}):
        with pytest.raises(ValidationError) as refused:
            send_letter(channel, **arguments)
        assert list(refused.value.message_dict) == ["request_key"]


def test_two_letters_without_a_key_are_two_letters():
    channel = make_channel()

    first, second = send_letter(channel), send_letter(channel)

    assert first.letter != second.letter
    assert first.query_code != second.query_code


def test_the_desk_writes_down_what_came_by_telephone_and_nobody_else():
    city = make_city()
    submission = Submission(channel=city.channel, title="井盖丢失", text="路口井盖丢失。", person=dict(PERSON))

    receipt = receive_letter(submission, by=city.desk, now=MONDAY)

    assert receipt.letter.entered_by == city.desk
    assert case_of(receipt).events.get().part == Part.DESK
    with pytest.raises(PermissionDenied):
        receive_letter(submission, by=city.stranger, now=MONDAY)


@pytest.mark.shows("R125", "R126")
def test_the_limits_are_those_of_the_day_the_letter_came():
    channel = make_channel()
    make_policy(channel, effective_from=datetime.date(2026, 3, 3), reply_within={"amount": 15, "unit": "working_days"})

    before = case_of(send_letter(channel, now=MONDAY))
    after = case_of(send_letter(channel, now=MONDAY + datetime.timedelta(1)))

    assert [case.due_on.isoformat() for case in (before, after)] == ["2026-03-09", "2026-03-24"]


def test_uploads_become_the_letters_in_their_order():
    first, second = make_upload("一.txt", expires_at=MONDAY + MINUTE), make_upload("二.txt", expires_at=MONDAY + MINUTE)

    letter = send_letter(make_channel(), uploads=[second.token, first.token]).letter

    assert [row.upload for row in letter.attachments.all()] == [second, first]
    first.refresh_from_db()
    assert first.taken_at == MONDAY
    with pytest.raises(ValidationError):
        send_letter(make_channel(), uploads=[first.token])


def test_the_code_is_long_plain_and_stored_nowhere():
    receipt = send_letter(make_channel())

    assert (len(receipt.query_code), set(receipt.query_code) <= set(ALPHABET)) == (16, True)
    assert QueryCode.objects.get().digest != receipt.query_code
    other = derive_code(receipt.letter, "another secret")
    assert other != receipt.query_code


def test_number_and_code_open_the_letter_however_they_are_written():
    receipt = send_letter(make_channel())
    code = receipt.query_code
    spelled = "-".join(code[place : place + 4] for place in range(0, 16, 4)).lower().replace("1", "l").replace("0", "o")

    assert open_letter(f" {receipt.receipt_number} ", spelled, address="10.0.0.1", now=MONDAY) == receipt.letter


def test_a_wrong_code_and_an_unknown_number_get_the_same_answer():
    receipt = send_letter(make_channel())

    sentences = set()
    for number in (receipt.receipt_number, "20260302999999"):
        with pytest.raises(CodeRefusedError) as refused:
            open_letter(number, "0" * 16, address="10.0.0.1", now=MONDAY)
        sentences.add(str(refused.value))

    assert len(sentences) == 1


def test_wrong_codes_lock_the_number_for_everybody_for_a_while(settings):
    settings.CIVIC_INTERACTION_CODE_ATTEMPTS = 3
    receipt = send_letter(make_channel())
    for attempt in range(3):
        with pytest.raises(CodeRefusedError):
            open_letter(receipt.receipt_number, "0" * 16, address=f"10.0.0.{attempt}", now=MONDAY)

    with pytest.raises(CodeLockedError) as locked:
        open_letter(receipt.receipt_number, receipt.query_code, address="10.0.9.9", now=MONDAY + MINUTE)

    assert locked.value.until == MONDAY + 15 * MINUTE
    opened = open_letter(receipt.receipt_number, receipt.query_code, address="10.0.9.9", now=MONDAY + 16 * MINUTE)
    assert opened == receipt.letter


def test_wrong_codes_lock_the_address_for_every_number(settings):
    settings.CIVIC_INTERACTION_CODE_ATTEMPTS = 3
    receipt = send_letter(make_channel())
    for number in ("1", "2", "3"):
        with pytest.raises(CodeRefusedError):
            open_letter(number, "0" * 16, address="10.0.0.1", now=MONDAY)

    with pytest.raises(CodeLockedError):
        open_letter(receipt.receipt_number, receipt.query_code, address="10.0.0.1", now=MONDAY)
    assert open_letter(receipt.receipt_number, receipt.query_code, address="10.0.0.2", now=MONDAY) == receipt.letter


def test_failures_are_counted_within_the_window_and_then_forgotten(settings):
    settings.CIVIC_INTERACTION_CODE_ATTEMPTS = 2
    receipt = send_letter(make_channel())
    for hour in range(4):
        with pytest.raises(CodeRefusedError) as refused:
            open_letter(
                receipt.receipt_number, "0" * 16, address="10.0.0.1", now=MONDAY + datetime.timedelta(hours=hour)
            )
        assert not isinstance(refused.value, CodeLockedError)

    assert clear_failures(now=MONDAY + datetime.timedelta(days=1)) == CodeFailure.objects.count() + 2


def test_what_a_citizen_adds_stands_beside_the_letter_and_resumes_a_case_that_waited_for_it():
    city = make_city()
    case = bring_to(CaseState.HANDLING, city)
    pause_case(case, reason="citizen", explanation="请补充门牌号", by=city.handler, now=MONDAY)
    upload = make_upload(expires_at=MONDAY + datetime.timedelta(days=9))

    supplement_letter(case.letter, text="3号楼2单元", uploads=[upload.token], now=MONDAY + datetime.timedelta(days=2))

    assert (fresh(case).state, events_of(case)[-2:]) == (CaseState.HANDLING, ["supplemented", "resumed"])
    assert Attachment.objects.get().supplement.text == "3号楼2单元"
    assert fresh(case).due_on.isoformat() == "2026-03-11"


def test_an_answered_letter_takes_no_supplements():
    case = bring_to(CaseState.ANSWERED, make_city())

    with pytest.raises(ValidationError):
        supplement_letter(case.letter, text="补充", now=MONDAY)

    assert not case.letter.supplements.exists()
