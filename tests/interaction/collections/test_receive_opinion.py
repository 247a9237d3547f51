import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction

from civic_interaction.domain.collections.check_opinion import ClosedError
from civic_interaction.domain.collections.receive_opinion import open_opinion
from civic_interaction.domain.query_code import CodeLockedError, CodeRefusedError
from civic_interaction.enums import CollectionState, Voice
from civic_interaction.models import Collection, Opinion, OpinionGiver
from civic_interaction.privacy.digest import digest_of
from civic_office.workdays.civil import CHINA
from tests.interaction.collections.asked import AFTER, CLOSES, DURING, MONDAY, OPENS, fresh, give, make_collection
from tests.interaction.uploads import make_upload

LAST_MOMENT = datetime.datetime.combine(CLOSES, datetime.time(23, 59, 59, 999999), CHINA)
FIRST_MOMENT = datetime.datetime.combine(OPENS, datetime.time(), CHINA)
TICK = datetime.timedelta(microseconds=1)


@pytest.mark.shows("R131")
def test_an_opinion_on_the_whole_draft_is_kept_with_receipt_and_code(bureau):
    collection = make_collection(bureau)

    receipt = give(collection, "支持立法。", voice=Voice.ENTERPRISE)

    opinion = open_opinion(receipt.receipt_number, receipt.query_code, address="10.0.0.1", now=DURING)
    assert (opinion.text, opinion.voice, opinion.quote) == ("支持立法。", "enterprise", None)
    assert receipt.receipt_number.startswith("YJ20260310")
    assert len(receipt.query_code) == 16


def test_an_opinion_quotes_words_of_a_clause(bureau):
    receipt = give(make_collection(bureau), anchor="article-4-item-2", quoted="在三十日内")

    quote = receipt.opinion.quote
    assert (quote.label, quote.exact, quote.suffix) == ("（二）", "在三十日内", "清理故障车辆；")


def test_what_the_draft_does_not_say_is_not_quoted(bureau):
    collection = make_collection(bureau)

    for fields in ({"anchor": "article-99"}, {"anchor": "article-1", "quoted": "罚款"}, {"version": 7}):
        with pytest.raises(ValidationError):
            give(collection, **fields)
    assert not Opinion.objects.exists()


def test_personal_data_are_encrypted_and_found_by_digest_only(bureau):
    receipt = give(make_collection(bureau))

    with connection.cursor() as cursor:
        cursor.execute("SELECT name, phone FROM civic_interaction_opiniongiver")
        stored = cursor.fetchone()
    assert all(value.startswith("p1.") for value in stored)
    found = OpinionGiver.objects.get(phone_digest=digest_of("138 0013 8000", purpose="phone"))
    assert found.opinion == receipt.opinion


def test_all_mistakes_are_told_at_once_at_their_fields(bureau):
    collection = make_collection(bureau, requires_real_name=True)

    with pytest.raises(ValidationError) as refused:
        give(collection, " ", voice="emperor", person={"mail": "nobody", "phone": "x", "wish": "1"})

    assert set(refused.value.message_dict) == {"text", "voice", "mail", "phone", "wish", "name"}


def test_the_same_request_makes_one_opinion(bureau):
    collection = make_collection(bureau)
    key = "0123456789abcdef"

    first, second = give(collection, request_key=key), give(collection, request_key=key)

    assert (first.receipt_number, first.query_code) == (second.receipt_number, second.query_code)
    assert Opinion.objects.count() == 1
    with pytest.raises(ValidationError, match="相同的请求标识已用于不同"):
        give(collection, "别的内容", request_key=key)


def test_the_same_request_repeated_after_the_last_day_gets_its_receipt_again(bureau):
    collection = make_collection(bureau)
    key = "0123456789abcdef"

    assert (
        give(collection, request_key=key).receipt_number == give(collection, request_key=key, now=AFTER).receipt_number
    )


def test_uploads_become_the_opinions(bureau):
    upload = make_upload(uploaded_at=MONDAY, expires_at=DURING + datetime.timedelta(days=1))

    receipt = give(make_collection(bureau), uploads=[upload.token])

    assert [one.upload for one in receipt.opinion.files.all()] == [upload]
    assert fresh(upload).taken_at == DURING


def test_an_upload_that_is_gone_loses_nothing_else(bureau):
    with pytest.raises(ValidationError) as refused:
        give(make_collection(bureau), uploads=["unknown"])

    assert set(refused.value.message_dict) == {"uploads"}
    assert not Opinion.objects.exists()


def test_wrong_codes_are_refused_and_lock(bureau, settings):
    settings.CIVIC_INTERACTION_CODE_ATTEMPTS = 2
    receipt = give(make_collection(bureau))

    for _attempt in range(2):
        with pytest.raises(CodeRefusedError):
            open_opinion(receipt.receipt_number, "0" * 16, address="10.0.0.1", now=DURING)
    with pytest.raises(CodeLockedError):
        open_opinion(receipt.receipt_number, receipt.query_code, address="10.0.0.2", now=DURING)


def test_staff_of_the_unit_may_write_down_what_came_by_post(bureau):
    collection = make_collection(bureau)

    assert give(collection, by=bureau.handler).opinion.entered_by == bureau.handler
    with pytest.raises(PermissionDenied):
        give(collection, by=bureau.stranger)


@pytest.mark.parametrize("now", [FIRST_MOMENT, LAST_MOMENT])
def test_the_first_and_the_last_moment_count(bureau, now):
    assert give(make_collection(bureau), now=now).opinion.received_at == now


@pytest.mark.parametrize("now", [FIRST_MOMENT - TICK, LAST_MOMENT + TICK])
def test_outside_the_period_nothing_is_taken_although_nobody_has_closed_it(bureau, now):
    collection = make_collection(bureau)

    with pytest.raises(ClosedError):
        give(collection, now=now)
    with pytest.raises(ClosedError):
        give(collection, now=now, by=bureau.section)


@pytest.mark.parametrize("state", [CollectionState.CLOSED, CollectionState.REPORTED, CollectionState.CANCELLED])
def test_no_ended_collection_takes_opinions_even_on_a_day_of_its_period(bureau, state):
    collection = make_collection(bureau, state)

    with pytest.raises(ClosedError):
        give(collection, now=DURING)


def test_one_in_preparation_is_known_to_nobody(bureau):
    with pytest.raises(PermissionDenied):
        give(make_collection(bureau, CollectionState.DRAFT))


@pytest.mark.parametrize("state", [CollectionState.OPEN, CollectionState.CLOSED, CollectionState.CANCELLED])
def test_the_database_itself_takes_nothing_outside_the_period(bureau, state):
    collection = make_collection(bureau, state)
    moment = AFTER if state == CollectionState.OPEN else DURING
    opinion = Opinion(
        receipt_number="YJ1", collection=collection, version=collection.versions.get(), text="晚到", received_at=moment
    )

    with pytest.raises(IntegrityError, match="takes no opinions"), transaction.atomic():
        opinion.save()
    with pytest.raises(IntegrityError, match="takes no opinions"), transaction.atomic():
        Opinion.objects.bulk_create([opinion])


@pytest.mark.parametrize(
    "change", [{"text": "改写"}, {"receipt_number": "YJ2"}, {"quoted": "别的"}, {"voice": "enterprise"}]
)
def test_the_database_itself_keeps_what_was_said(bureau, change):
    opinion = give(make_collection(bureau)).opinion

    with pytest.raises(IntegrityError, match="kept as it was written"), transaction.atomic():
        Opinion.objects.filter(pk=opinion.pk).update(**change)


def test_anonymisation_is_possible_once(bureau):
    opinion = give(make_collection(bureau)).opinion

    Opinion.objects.filter(pk=opinion.pk).update(text="※", anonymised_at=AFTER)

    with pytest.raises(IntegrityError, match="kept as it was written"), transaction.atomic():
        Opinion.objects.filter(pk=opinion.pk).update(text="别的")


def test_opinions_are_never_deleted(bureau):
    opinion = give(make_collection(bureau)).opinion

    with pytest.raises(TypeError):
        opinion.delete()
    with pytest.raises(TypeError):
        Opinion.objects.all().delete()


def test_collection_closed_while_an_opinion_is_being_saved_says_so(bureau):
    collection = make_collection(bureau)

    def close_meanwhile(execute, sql, params, many, context):
        if 'FROM "civic_interaction_draftversion"' in sql:
            Collection.objects.filter(pk=collection.pk).update(state=CollectionState.CLOSED)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(close_meanwhile), pytest.raises(ClosedError):
        give(collection)

    assert not Opinion.objects.exists()
