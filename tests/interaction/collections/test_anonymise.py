"""Who gave an opinion is forgotten in time, once, and on record; what was said stays."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from civic_interaction.domain.collections import anonymise as forgetting
from civic_interaction.domain.collections.anonymise import (
    anonymise_opinions,
    erase_opinion_files,
    forget_followers,
    forget_unconfirmed,
)
from civic_interaction.domain.collections.close import close_collection
from civic_interaction.domain.collections.decide_outcome import decide_opinion
from civic_interaction.domain.collections.follow import ask_to_follow, confirm_following, token_of
from civic_interaction.domain.collections.moderate import publish_opinion, suggest_opinion_masks, withhold_opinion
from civic_interaction.domain.collections.receive_opinion import open_opinion
from civic_interaction.domain.keep_upload import keep_upload
from civic_interaction.domain.query_code import CodeRefusedError
from civic_interaction.enums import CollectionState, Decision, Moderation
from civic_interaction.models import Follower, Opinion, OpinionFile, OpinionGiver, Upload
from tests.interaction.collections.asked import (
    AFTER,
    DURING,
    MONDAY,
    fresh,
    give,
    make_bureau,
    make_collection,
    report,
    steps_of,
)

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
TEXT = "我叫李明，电话13800138000，建议延长期限。"


@pytest.fixture
def bureau(db):
    return make_bureau()


@pytest.fixture(autouse=True)
def periods(settings):
    settings.CIVIC_INTERACTION_ANONYMISE_AFTER_DAYS = 100
    settings.CIVIC_INTERACTION_ERASE_ATTACHMENTS_AFTER_DAYS = 10


@pytest.fixture
def asked(bureau):
    """Reported, with one opinion that is shown and one that is not, the second with a file."""
    collection = make_collection(bureau)
    shown = give(collection, TEXT).opinion
    upload = keep_upload(ContentFile("身份证".encode(), "李明.txt"), now=DURING)
    withheld = give(collection, TEXT, uploads=[upload.token])
    publish_opinion(shown, masks=suggest_opinion_masks(shown), by=bureau.handler, now=DURING)
    withhold_opinion(
        withheld.opinion, reason="personal_data", note="李明要求不公开，电话13800138000", by=bureau.handler, now=DURING
    )
    close_collection(collection, now=AFTER)
    for opinion in collection.opinions.all():
        decide_opinion(opinion, decision=Decision.ADOPTED, reason="已采纳李明的意见", by=bureau.drafter, now=AFTER)
    report(collection, bureau, now=AFTER)
    return fresh(collection), shown, withheld


def stored_about(opinion):
    """Everything in the tables that may name the giver."""
    opinion = fresh(opinion)
    giver = OpinionGiver.objects.get(pk=opinion.pk)
    facts = [getattr(giver, name) for name in (*OpinionGiver.FIELDS, "phone_digest", "mail_digest")]
    events = [str(data) for data in opinion.collection.events.values_list("data", flat=True)]
    reasons = [opinion.outcome.reason, *type(opinion.outcome).history.values_list("reason", flat=True)]
    return " ".join([opinion.text, opinion.moderation_note, opinion.code_digest, *facts, *events, *reasons])


def test_personal_data_are_erased_after_the_results_and_not_before(asked):
    _collection, shown, withheld = asked

    assert anonymise_opinions(now=AFTER + 100 * DAY) == 0
    assert "李明" in stored_about(withheld.opinion)
    assert anonymise_opinions(now=AFTER + 101 * DAY) == 2
    assert "13800138000" not in stored_about(withheld.opinion)
    assert "李明" not in fresh(withheld.opinion).text + fresh(withheld.opinion).outcome.reason
    assert "李明" not in fresh(withheld.opinion).moderation_note
    assert OpinionGiver.objects.filter(erased_at__isnull=True).count() == 0
    assert fresh(shown).public_text.endswith("建议延长期限。")
    assert fresh(shown).outcome.reason == "已采纳李明的意见"  # public as it was


def test_it_is_recorded_once_with_the_number(asked):
    collection, *_opinions = asked

    anonymise_opinions(now=AFTER + 101 * DAY)
    anonymise_opinions(now=AFTER + 102 * DAY)

    assert steps_of(collection).count("anonymised") == 1
    assert collection.events.get(step="anonymised").data == {"opinions": 2}


def test_cut_off_it_goes_on_with_the_rest(asked, monkeypatch):
    collection, shown, withheld = asked
    monkeypatch.setattr(forgetting, "BATCH", 1)
    was = forgetting._anonymise

    def fail_at_the_second(opinion, *, now):
        if opinion.pk == withheld.opinion.pk:
            raise KeyboardInterrupt
        was(opinion, now=now)

    monkeypatch.setattr(forgetting, "_anonymise", fail_at_the_second)
    with pytest.raises(KeyboardInterrupt):
        anonymise_opinions(now=AFTER + 101 * DAY)
    assert [fresh(one).anonymised_at is None for one in (shown, withheld.opinion)] == [False, True]
    assert "anonymised" not in steps_of(collection)

    monkeypatch.setattr(forgetting, "_anonymise", was)
    assert anonymise_opinions(now=AFTER + 102 * DAY) == 1
    assert collection.events.get(step="anonymised").data == {"opinions": 2}


def test_files_go_sooner(asked):
    collection, _shown, withheld = asked
    upload = Upload.objects.get()
    storage, name = upload.file.storage, upload.file.name

    assert [erase_opinion_files(now=AFTER + days * DAY) for days in (10, 11, 12)] == [0, 1, 0]
    assert not storage.exists(name)
    assert not Upload.objects.exists()
    assert OpinionFile.objects.get().upload is None
    assert steps_of(collection).count("files_erased") == 1
    assert OpinionGiver.objects.get(pk=withheld.opinion.pk).name == "李明"


def test_the_code_opens_nothing_any_more_and_nothing_more_is_published(asked, bureau):
    _collection, shown, withheld = asked
    opened = {"address": "1.2.3.4", "now": AFTER + 101 * DAY}

    assert open_opinion(withheld.receipt_number, withheld.query_code, **opened) == withheld.opinion
    anonymise_opinions(now=AFTER + 101 * DAY)

    with pytest.raises(CodeRefusedError):
        open_opinion(withheld.receipt_number, withheld.query_code, **opened)
    with pytest.raises(ValidationError, match="不再公开"):
        publish_opinion(fresh(withheld.opinion), masks=[], by=bureau.handler, now=AFTER + 101 * DAY)
    assert fresh(shown).moderation == Moderation.PUBLISHED


def test_cancelled_collections_count_from_their_end_and_others_are_left_alone(bureau):
    make_collection(bureau, CollectionState.CANCELLED, opinions=["好"])
    closed = make_collection(bureau, CollectionState.CLOSED, opinions=["好"])

    assert anonymise_opinions(now=DURING + 101 * DAY) == 1
    assert anonymise_opinions(now=DURING + 1000 * DAY) == 0
    assert Opinion.objects.filter(anonymised_at__isnull=True).get().collection == closed


def test_addresses_that_nobody_confirmed_are_forgotten(bureau):
    collection = make_collection(bureau)
    ask_to_follow(collection, "li@example.cn", now=MONDAY)
    ask_to_follow(collection, "wang@example.cn", now=MONDAY)
    Follower.objects.filter(pk=Follower.objects.order_by("pk").first().pk).update(confirmed_at=MONDAY)

    assert [forget_unconfirmed(now=MONDAY + days * DAY) for days in (7, 8)] == [0, 1]
    assert Follower.objects.get().confirmed_at == MONDAY


def test_who_confirms_after_the_last_word_is_forgotten_too_and_others_stay(bureau):
    ended, open_still = make_collection(bureau), make_collection(bureau)
    for collection in (ended, open_still):
        ask_to_follow(collection, "li@example.cn", now=DURING)
    close_collection(ended, now=AFTER)
    report(ended, bureau, now=AFTER)
    for follower in Follower.objects.all():
        confirm_following(token_of(follower), now=AFTER + DAY)

    assert [forget_followers(now=AFTER + days * DAY) for days in (30, 31, 32)] == [0, 1, 0]
    assert Follower.objects.get().collection == open_still
