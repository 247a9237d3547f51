"""What the public sees of a letter: with consent, masked, reviewed; corrected in the open; and what is erased in the end."""

import datetime
import json

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from civic_interaction.domain.annotate import note_case
from civic_interaction.domain.anonymise import anonymise_ended, erase_old_attachments
from civic_interaction.domain.answer import answer_case
from civic_interaction.domain.assign import contribute, refuse_transfer
from civic_interaction.domain.close import close_without_answer
from civic_interaction.domain.draft_reply import draft_reply
from civic_interaction.domain.publish_letter import (
    Masks,
    correct_publication,
    publish_letter,
    suggest_letter_masks,
    unpublish_letter,
)
from civic_interaction.domain.queries import cases_on_desk, cases_to_review
from civic_interaction.domain.query_code import CodeRefusedError, open_letter
from civic_interaction.domain.rate import rate_answer
from civic_interaction.domain.review_reply import approve_reply
from civic_interaction.domain.split import split_case
from civic_interaction.domain.supplement import supplement_letter
from civic_interaction.domain.sweep import sweep
from civic_interaction.enums import CaseState, Light, PublicationRule, ReplyState
from civic_interaction.models import Attachment, PublicLetter, Sender, Upload
from civic_interaction.privacy.masking import suggest_masks
from civic_interaction.signals import letter_published
from civic_office.enums import Role
from tests.interaction.letters import (
    MONDAY,
    bring_to,
    events_of,
    fresh,
    make_city,
    moment,
    review,
    send_letter,
    write_reply,
)
from tests.interaction.uploads import make_upload
from tests.queries import count_queries

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
TEXT = "我叫李明，家住和平路18号3单元，电话１３８００１３８０００，暖气不热。"


def answered(city, **fields):
    fields = {"text": TEXT, "consents_to_publication": True, **fields}
    return bring_to(CaseState.ANSWERED, city, **fields)


@pytest.mark.shows("R139", "R116")
def test_an_answered_letter_is_published_masked_with_its_dates_and_its_unit():
    """发展指引: 受理日期、答复日期、答复部门、答复内容。"""
    city = make_city()
    case = answered(city)

    letter = publish_letter(case, masks=suggest_letter_masks(case), by=city.section, now=MONDAY + DAY)

    page = json.loads(letter.page)
    assert not any(secret in letter.page for secret in ("李明", "18号", "１３８００", "13800"))
    assert "暖气不热" in page["question"]
    assert (page["accepted_on"], page["answered_on"], page["answer"]) == (
        "2026-03-02",
        "2026-03-02",
        "已安排检修，三日内恢复供暖。",
    )
    assert page["unit"]["name"] == city.unit.official_name
    assert "question" not in json.loads(letter.row)
    event = case.events.get(event="published")
    assert (event.data["left_open"], event.data["covered"] >= 3) == (0, True)
    assert "李明" not in json.dumps(event.data, ensure_ascii=False)


def test_a_person_decides_what_is_covered_and_it_is_recorded():
    city = make_city()
    case = answered(city)
    suggested = suggest_letter_masks(case)

    letter = publish_letter(
        case,
        masks=Masks(question=[mask for mask in suggested.question if mask.kind != "address"]),
        by=city.section,
        now=MONDAY,
    )

    assert "和平路" in letter.question
    assert case.events.get(event="published").data["left_open"] == 1


def test_masks_of_another_text_are_refused():
    city = make_city()
    case = answered(city)
    wrong = Masks(question=suggest_masks("王芳，电话13900139000。", known=["王芳"]))

    with pytest.raises(ValidationError):
        publish_letter(case, masks=wrong, by=city.section, now=MONDAY)

    assert not PublicLetter.objects.exists()


@pytest.mark.parametrize("state", [CaseState.RECEIVED, CaseState.HANDLING, CaseState.IN_REVIEW, CaseState.REVIEWED])
def test_nothing_unanswered_is_published(state):
    city = make_city()
    case = bring_to(state, city, consents_to_publication=True)

    with pytest.raises(ValidationError):
        publish_letter(case, masks=Masks(), by=city.section, now=MONDAY)


def test_without_consent_nothing_is_published_nor_where_the_channel_never_publishes():
    city = make_city()
    unwilling, changed = answered(city, consents_to_publication=False), answered(city)

    with pytest.raises(ValidationError):
        publish_letter(unwilling, masks=Masks(), by=city.section, now=MONDAY)
    city.channel.publication = PublicationRule.NEVER
    city.channel.save()
    with pytest.raises(ValidationError):
        publish_letter(changed, masks=Masks(), by=city.section, now=MONDAY)


@pytest.mark.shows("R043", "R117", "R118")
def test_where_the_office_reviews_only_the_office_publishes():
    city = make_city()
    case = answered(city)
    for person in (city.desk, city.handler, city.leader, city.stranger):
        with pytest.raises(PermissionDenied):
            publish_letter(case, masks=Masks(), by=person, now=MONDAY)

    own = make_city(levels=[Role.SUPERVISING_LEADER.value])
    case = bring_to(CaseState.IN_REVIEW, own, consents_to_publication=True)
    approve_reply(case, by=own.leader, now=MONDAY)
    answer_case(case, by=own.handler, now=MONDAY)
    assert publish_letter(case, masks=Masks(), by=own.desk, now=MONDAY).is_public()


def test_a_correction_is_a_new_version_and_the_old_one_stays_in_the_public_history():
    city = make_city()
    case = answered(city)
    publish_letter(case, masks=suggest_letter_masks(case), by=city.section, now=MONDAY)
    write_reply(case, city, now=MONDAY + DAY, text="更正：五日内恢复供暖。")
    review(case, city, now=MONDAY + DAY)
    assert PublicLetter.objects.get().answer == "已安排检修，三日内恢复供暖。"
    answer_case(case, by=city.handler, now=MONDAY + DAY)

    letter = correct_publication(
        case, masks=suggest_letter_masks(case), what="恢复时间有误", by=city.section, now=MONDAY + DAY
    )

    assert (letter.version, letter.answer, letter.published_at) == (2, "更正：五日内恢复供暖。", MONDAY)
    assert [row.answer for row in letter.history.order_by("history_date", "pk")] == [
        "已安排检修，三日内恢复供暖。",
        "更正：五日内恢复供暖。",
    ]
    with pytest.raises(ValidationError):
        correct_publication(case, masks=Masks(), what=" ", by=city.section, now=MONDAY)


def test_a_letter_taken_from_the_public_comes_back_under_its_first_date():
    city = make_city()
    case = answered(city)
    publish_letter(case, masks=Masks(), by=city.section, now=MONDAY)

    unpublish_letter(case, reason="来信人要求", by=city.section, now=MONDAY + DAY)
    assert not PublicLetter.objects.public().exists()
    with pytest.raises(ValidationError):
        unpublish_letter(case, reason="再来", by=city.section, now=MONDAY + DAY)
    again = publish_letter(case, masks=Masks(), by=city.section, now=MONDAY + 2 * DAY)

    assert (again.published_at, again.updated_at, again.version) == (MONDAY, MONDAY + 2 * DAY, 2)
    with pytest.raises(ValidationError):
        publish_letter(case, masks=Masks(), by=city.section, now=MONDAY)


def test_what_becomes_public_and_what_does_no_more_is_announced():
    heard = []

    def listen(letter, **kwargs):
        heard.append((letter.pk, letter.is_public()))

    city = make_city()
    case = answered(city)
    letter_published.connect(listen)
    try:
        publish_letter(case, masks=Masks(), by=city.section, now=MONDAY)
        unpublish_letter(case, reason="来信人要求", by=city.section, now=MONDAY)
    finally:
        letter_published.disconnect(listen)

    assert heard == [(case.pk, True), (case.pk, False)]


def test_personal_data_are_erased_when_their_time_has_come(settings):
    settings.CIVIC_INTERACTION_ANONYMISE_AFTER_DAYS = 100
    city = make_city()
    case = bring_to(CaseState.HANDLING, city, text=TEXT, assisting=[city.other])
    contribute(case, text="已联系李明。", by=city.stranger, now=MONDAY)
    note_case(case, text="李明电话13800138000。", by=city.handler, now=MONDAY)
    supplement_letter(case.letter, text="我是李明，请尽快。", now=MONDAY)
    write_reply(case, city, now=MONDAY, text="李明先生您好：已安排检修。")
    review(case, city, now=MONDAY)
    answer_case(case, by=city.handler, now=MONDAY)
    rate_answer(case, score=5, text="李明谢谢", now=MONDAY)

    assert anonymise_ended(now=MONDAY + 100 * DAY) == 0
    assert anonymise_ended(now=MONDAY + 101 * DAY) == 1
    assert anonymise_ended(now=MONDAY + 102 * DAY) == 0

    case = fresh(case)
    assignment = case.assignments.get(unit=city.other)
    texts = [
        case.letter.text,
        *case.letter.supplements.values_list("text", flat=True),
        *case.notes.values_list("text", flat=True),
        *case.replies.values_list("text", flat=True),
        *case.ratings.values_list("text", flat=True),
        assignment.contribution,
        *assignment.history.values_list("contribution", flat=True),
    ]
    assert [text for text in texts if "李明" in text or "13800138000" in text] == []
    assert "暖气不热" in case.letter.text
    sender = Sender.objects.get()
    assert (sender.name, sender.phone, sender.phone_digest) == ("", "", "")
    assert events_of(case)[-1] == "anonymised"
    with pytest.raises(CodeRefusedError):
        open_letter(case.letter.receipt_number, "0" * 16, address="10.0.0.1", now=MONDAY + 102 * DAY)


def test_nothing_is_erased_while_a_case_of_the_letter_is_open(settings):
    settings.CIVIC_INTERACTION_ANONYMISE_AFTER_DAYS = 100
    city = make_city()
    case = bring_to(CaseState.ACCEPTED, city)
    split_case(case, title="另一件事", by=city.desk, now=MONDAY)
    close_without_answer(case, reason="untrue", explanation="查无此事", by=city.desk, now=MONDAY)

    assert anonymise_ended(now=MONDAY + 500 * DAY) == 0
    assert Sender.objects.get().name == "李明"


def test_a_forgotten_correction_holds_up_neither_the_end_nor_the_retention_of_other_letters(settings):
    settings.CIVIC_INTERACTION_ANONYMISE_AFTER_DAYS = 100
    city = make_city()
    forgotten, left_open, other = (bring_to(CaseState.ANSWERED, city) for _ in range(3))
    for case in (forgotten, other):
        rate_answer(case, score=5, now=MONDAY)
    for case in (forgotten, left_open):
        draft_reply(case, text="李明：更正如下", by=city.handler, now=MONDAY)

    assert anonymise_ended(now=MONDAY + 60 * DAY) == 0
    sweep(now=MONDAY + 60 * DAY)
    assert fresh(left_open).state == CaseState.ANSWERED, "somebody may still be at it"
    sweep(now=MONDAY + 101 * DAY)
    assert anonymise_ended(now=MONDAY + 101 * DAY) == 2

    assert fresh(left_open).state == CaseState.CLOSED
    assert {case.letter.sender.name for case in map(fresh, (forgotten, other))} == {""}
    assert [reply.text for reply in forgotten.replies.all() if "李明" in reply.text] == []
    assert forgotten.replies.newest().state == ReplyState.RETURNED


def test_who_corrects_an_answer_now_keeps_its_letter_and_no_other(settings):
    settings.CIVIC_INTERACTION_ANONYMISE_AFTER_DAYS = 100
    city = make_city()
    corrected, other = (bring_to(CaseState.ANSWERED, city) for _ in range(2))
    for case in (corrected, other):
        rate_answer(case, score=5, now=MONDAY)
    draft_reply(corrected, text="更正如下", by=city.handler, now=MONDAY + 100 * DAY)

    assert anonymise_ended(now=MONDAY + 101 * DAY) == 1

    assert [fresh(case).letter.sender.name for case in (corrected, other)] == ["李明", ""]


def test_attachments_are_erased_sooner(settings):
    settings.CIVIC_INTERACTION_ERASE_ATTACHMENTS_AFTER_DAYS = 30
    city = make_city()
    upload = make_upload(expires_at=MONDAY + DAY)
    case = bring_to(CaseState.ANSWERED, city, uploads=[upload.token])
    rate_answer(case, score=5, now=MONDAY)

    assert erase_old_attachments(now=MONDAY + 30 * DAY) == 0
    assert erase_old_attachments(now=MONDAY + 31 * DAY) == 1

    assert (Upload.objects.count(), Attachment.objects.get().upload) == (0, None)
    assert Sender.objects.get().name == "李明"


def test_events_hold_no_personal_data_whatever_people_write():
    city = make_city()
    other = bring_to(CaseState.HANDLING, city)
    refuse_transfer(other, reason="李明（电话13800138000）应找住建局。", by=city.handler, now=MONDAY)

    written = json.dumps([*other.events.values_list("data", flat=True)], ensure_ascii=False)
    assert "住建局" in written
    assert ("李明" in written, "13800138000" in written) == (False, False)


def test_the_desk_lists_by_state_unit_light_and_own_the_most_urgent_first():
    city = make_city()
    later = bring_to(CaseState.HANDLING, city, now=MONDAY + DAY)
    sooner = bring_to(CaseState.HANDLING, city)
    received = bring_to(CaseState.RECEIVED, city)
    today = MONDAY.date()

    assert list(cases_on_desk(city.desk, today=today)) == [sooner, received, later]
    assert list(cases_on_desk(city.desk, today=today, states=[CaseState.RECEIVED])) == [received]
    assert list(cases_on_desk(city.handler, today=today)) == [sooner, later]
    assert list(cases_on_desk(city.section, today=today, unit=city.unit)) == [sooner, later]
    assert not cases_on_desk(city.stranger, today=today).exists()
    assert not cases_on_desk(city.desk, today=today, light=Light.RED).exists()
    assert not cases_on_desk(city.handler, today=today, mine=True).exists()


def test_replies_wait_for_whose_turn_it_is():
    city = make_city()
    case = bring_to(CaseState.IN_REVIEW, city)
    today = MONDAY.date()

    first = [list(cases_to_review(person, today=today)) for person in (city.leader, city.section, city.handler)]
    approve_reply(case, by=city.leader, now=MONDAY)
    second = [list(cases_to_review(person, today=today)) for person in (city.leader, city.section, city.handler)]

    assert (first, second) == ([[case], [], []], [[], [case], []])


def test_the_desks_list_costs_the_same_for_one_case_and_for_three():
    city = make_city()
    bring_to(CaseState.HANDLING, city)

    def look():
        return [
            (case.channel.name, case.desk.short_name, str(case.lead_unit))
            for case in cases_on_desk(city.desk, today=MONDAY.date())
        ]

    one = count_queries(look)
    for _number in range(2):
        bring_to(CaseState.HANDLING, city)

    assert (one, count_queries(look)) == (3, 3)


def test_a_late_evening_is_still_today_in_china():
    city = make_city()
    receipt = send_letter(city.channel, now=moment("2026-03-02T23:30"))
    assert receipt.receipt_number.startswith("20260302")
