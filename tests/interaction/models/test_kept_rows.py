"""What must stay as it was written stays so, whoever asks the database."""

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from civic_interaction.domain.supplement import supplement_letter
from civic_interaction.enums import CaseState, Light
from civic_interaction.models import Case, CaseEvent, CollectionEvent, DraftVersion, Letter, Supplement
from tests.interaction.collections.asked import make_bureau, make_collection
from tests.interaction.letters import MONDAY, bring_to, case_of, make_channel, make_city, send_letter

pytestmark = pytest.mark.django_db


@pytest.fixture
def letter():
    return send_letter(make_channel()).letter


@pytest.mark.parametrize(
    "change",
    [
        {"text": "我家暖气很热。"},
        {"title": "表扬信"},
        {"received_at": "2026-01-01T00:00Z"},
        {"receipt_number": "1"},
        {"text": "***", "anonymised_at": MONDAY, "receipt_number": "1"},
        {"consents_to_publication": True},
    ],
)
def test_a_letter_is_never_edited(letter, change):
    with pytest.raises(DatabaseError), transaction.atomic():
        Letter.objects.filter(pk=letter.pk).update(**change)

    letter.refresh_from_db()
    assert letter.title == "小区暖气不热"


def test_a_letter_is_anonymised_once(letter):
    Letter.objects.filter(pk=letter.pk).update(text="***", anonymised_at=MONDAY)

    with pytest.raises(DatabaseError), transaction.atomic():
        Letter.objects.filter(pk=letter.pk).update(text="别的", anonymised_at=MONDAY)


def test_supplements_and_events_are_never_edited(letter):
    supplement_letter(letter, text="3号楼", now=MONDAY)

    for rows, change in ((Supplement.objects, {"text": "x"}), (CaseEvent.objects, {"data": {}, "event": "closed"})):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**change)


def test_letters_and_events_are_not_deleted(letter):
    event = CaseEvent.objects.get()
    for delete in (
        letter.delete,
        Letter.objects.all().delete,
        event.delete,
        CaseEvent.objects.all().delete,
        event.save,
    ):
        with pytest.raises(TypeError):
            delete()


@pytest.mark.parametrize(
    "change",
    [
        {"state": CaseState.HANDLING},
        {"state": CaseState.ANSWERED},
        {"state": CaseState.CLOSED},
        {"state": CaseState.PAUSED},
        {"state": CaseState.MERGED, "closed_at": MONDAY},
        {"closed_at": MONDAY},
        {"light": Light.RED},
        {"pause_reason": "citizen"},
    ],
)
def test_the_database_knows_what_a_state_needs(letter, change):
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.filter(letter=letter).update(**change)


def test_a_case_has_one_lead_and_a_unit_once():
    city = make_city()
    case = bring_to(CaseState.HANDLING, city)
    for unit, rank in ((city.other, "lead"), (city.unit, "assisting")):
        with pytest.raises(IntegrityError), transaction.atomic():
            case.assignments.create(unit=unit, rank=rank, assigned_at=MONDAY, assigned_by=city.desk)


def test_a_case_number_and_an_events_number_are_given_once(letter):
    case = case_of(send_letter(make_channel()))
    with pytest.raises(IntegrityError), transaction.atomic():
        CaseEvent.objects.create(case=case, seq=1, event="noted", part="desk", at=MONDAY, to_state="received")


def test_a_published_draft_stays_as_it_was_published():
    collection = make_collection(make_bureau())

    with pytest.raises(IntegrityError, match="kept as it was written"), transaction.atomic():
        DraftVersion.objects.filter(collection=collection).update(text="改写")
    with pytest.raises(IntegrityError, match="kept as it was written"), transaction.atomic():
        DraftVersion.objects.filter(collection=collection).update(state="draft")


def test_events_of_a_collection_stay_as_they_were_written():
    make_collection(make_bureau())

    with pytest.raises(IntegrityError, match="kept as it was written"), transaction.atomic():
        CollectionEvent.objects.update(step="cancelled")
    with pytest.raises(TypeError):
        CollectionEvent.objects.first().delete()
