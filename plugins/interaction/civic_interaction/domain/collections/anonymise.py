"""Retention: who gave an opinion is forgotten when its purpose is fulfilled (个人信息保护法第47条)."""

import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from civic_interaction.app_settings import app_settings
from civic_interaction.domain.collections.change import changing
from civic_interaction.domain.erase_upload import erase_upload
from civic_interaction.enums import CollectionState, Moderation, Part, Step
from civic_interaction.models import Collection, Follower, Opinion, OpinionFile, OpinionGiver, Outcome
from civic_interaction.privacy.masking import cover_found

BATCH = 200
#: Who has not confirmed an address by then never asked, or does not want it any more.
DAYS_TO_CONFIRM = 7
#: So long the last message may still be on its way; after that no address serves any purpose.
DAYS_AFTER_LAST = 30
ENDED_BY = {CollectionState.REPORTED: Step.REPORTED, CollectionState.CANCELLED: Step.CANCELLED}


def anonymise_opinions(*, now: datetime.datetime) -> int:
    """Erase the personal data of opinions `ANONYMISE_AFTER_DAYS` after results or cancellation; returns how many.

    In batches, each a transaction of its own; cut off, the next call goes on with the rest. The last batch of a
    collection records how many of its opinions are without personal data now.
    """
    ended = ended_collections(now - datetime.timedelta(days=app_settings.ANONYMISE_AFTER_DAYS))
    kept = ended.filter(opinions__anonymised_at__isnull=True, opinions__isnull=False).distinct()
    return sum(_anonymise_collection(collection, now=now) for collection in kept.order_by("pk"))


def erase_opinion_files(*, now: datetime.datetime) -> int:
    """Erase the files of opinions `ERASE_ATTACHMENTS_AFTER_DAYS` after results or cancellation; returns how many."""
    ended = ended_collections(now - datetime.timedelta(days=app_settings.ERASE_ATTACHMENTS_AFTER_DAYS))
    kept = ended.filter(opinions__files__upload__isnull=False).distinct()
    return sum(_erase_files(collection, now=now) for collection in kept.order_by("pk"))


def forget_unconfirmed(*, now: datetime.datetime) -> int:
    """Delete the addresses that nobody confirmed within `DAYS_TO_CONFIRM` days; returns how many."""
    asked_before = now - datetime.timedelta(days=DAYS_TO_CONFIRM)
    deleted, _by_model = Follower.objects.filter(confirmed_at__isnull=True, asked_at__lt=asked_before).delete()
    return deleted


def forget_followers(*, now: datetime.datetime) -> int:
    """Delete the addresses left `DAYS_AFTER_LAST` days after results or cancellation; returns how many.

    Mostly there are none: they go with the last message. Who confirmed after it was sent gets none.
    """
    ended = ended_collections(now - datetime.timedelta(days=DAYS_AFTER_LAST))
    deleted, _by_model = Follower.objects.filter(collection__in=ended.values("pk")).delete()
    return deleted


def ended_collections(before: datetime.datetime) -> QuerySet[Collection]:
    """Collections whose results were published, or that were cancelled, before that moment."""
    ended: QuerySet[Collection] = Collection.objects.none()
    for state, step in ENDED_BY.items():
        ended |= Collection.objects.filter(state=state, events__step=step, events__at__lt=before)
    return ended


def _anonymise_collection(collection: Collection, *, now: datetime.datetime) -> int:
    done = 0
    while batch := _anonymise_batch(collection, now=now):
        done += batch
    return done


@transaction.atomic
def _anonymise_batch(collection: Collection, *, now: datetime.datetime) -> int:
    kept = Opinion.objects.select_for_update(of=("self",)).filter(collection=collection, anonymised_at__isnull=True)
    batch = list(kept.select_related("giver").order_by("pk")[:BATCH])
    for opinion in batch:
        _anonymise(opinion, now=now)
    if batch and not kept.exists():
        with changing(collection, Step.ANONYMISED, by=Part.CLOCK, now=now) as change:
            change.data["opinions"] = collection.opinions.count()
    return len(batch)


def _anonymise(opinion: Opinion, *, now: datetime.datetime) -> None:
    """Giver, files and query code go; what is found in the text is covered. What is public was masked, and stays."""
    known = [opinion.giver.name]
    for file in opinion.files.filter(upload__isnull=False).select_related("upload"):
        erase_upload(file.upload)
    if opinion.moderation != Moderation.PUBLISHED:
        histories: Any = Outcome.history
        for outcomes in (Outcome.objects.filter(opinion=opinion), histories.filter(opinion=opinion)):
            _cover(outcomes, "reason", known)
    Opinion.objects.filter(pk=opinion.pk).update(
        text=cover_found(opinion.text, known=known),
        moderation_note=cover_found(opinion.moderation_note, known=known),
        request_key=None,
        code_digest="",
        anonymised_at=now,
    )
    blank = dict.fromkeys([*OpinionGiver.FIELDS, *(f"{name}_digest" for name in OpinionGiver.DIGESTED)], "")
    OpinionGiver.objects.filter(pk=opinion.pk).update(**blank, erased_at=now)


def _cover(rows: QuerySet[Any], field: str, known: list[str]) -> None:
    for row in rows:
        type(row)._base_manager.filter(pk=row.pk).update(**{field: cover_found(getattr(row, field), known=known)})


@transaction.atomic
def _erase_files(collection: Collection, *, now: datetime.datetime) -> int:
    files = OpinionFile.objects.filter(opinion__collection=collection, upload__isnull=False).select_related("upload")
    erased = sum(erase_upload(file.upload) for file in files.order_by("pk"))
    if erased:
        with changing(collection, Step.FILES_ERASED, by=Part.CLOCK, now=now) as change:
            change.data["files"] = erased
    return erased
