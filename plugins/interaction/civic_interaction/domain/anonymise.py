"""Retention: what names a citizen is erased when its purpose is fulfilled (个人信息保护法第47条)."""

import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, Max, OuterRef, QuerySet

from civic_interaction.app_settings import app_settings
from civic_interaction.domain.change import changing
from civic_interaction.domain.erase_upload import erase_upload
from civic_interaction.enums import ENDED_STATES, Event, Part
from civic_interaction.models import (
    Assignment,
    Attachment,
    Case,
    Extension,
    Letter,
    Note,
    QueryCode,
    Rating,
    Reply,
    ReplyReview,
    Sender,
    Supplement,
)
from civic_interaction.models.channels import PERSON_FIELDS
from civic_interaction.privacy.masking import cover_found
from civic_office.workdays import civil_date


def anonymise_ended(*, now: datetime.datetime) -> int:
    """Erase the personal data of letters all of whose cases ended `ANONYMISE_AFTER_DAYS` ago; returns how many.

    A letter whose answer is being corrected waits; one whose correction is forgotten does not.
    """
    letters = ended_letters(now - datetime.timedelta(days=app_settings.ANONYMISE_AFTER_DAYS))
    letters = letters.exclude(cases__replies__in=Reply.objects.worked_on(today=civil_date(now)))
    numbers = list(letters.filter(anonymised_at__isnull=True).order_by("pk").values_list("pk", flat=True))
    for number in numbers:
        anonymise_letter(Letter.objects.get(pk=number), now=now)
    return len(numbers)


def erase_old_attachments(*, now: datetime.datetime) -> int:
    """Erase the files of letters that ended `ERASE_ATTACHMENTS_AFTER_DAYS` ago; returns how many files."""
    letters = ended_letters(now - datetime.timedelta(days=app_settings.ERASE_ATTACHMENTS_AFTER_DAYS))
    attachments = Attachment.objects.filter(letter__in=letters, upload__isnull=False).select_related("upload")
    return sum(erase_upload(attachment.upload) for attachment in attachments.order_by("pk"))


def ended_letters(before: datetime.datetime) -> QuerySet[Letter]:
    """Letters without an open case, the last of whose cases ended before that moment."""
    unfinished = Case.objects.filter(letter=OuterRef("pk")).exclude(state__in=ENDED_STATES)
    ended = Letter.objects.annotate(ended_at=Max("cases__closed_at")).filter(ended_at__lt=before)
    return ended.filter(~Exists(unfinished))


@transaction.atomic
def anonymise_letter(letter: Letter, *, now: datetime.datetime) -> None:
    """Erase who wrote it, for good.

    1. Every case of it records the event; one that has not ended refuses.
    2. Sender and query code go, and the files.
    3. Letter, supplements, replies, notes, contributions, ratings: names, numbers and addresses found in them are masked.

    What is public was masked when it was published, and stays. The events hold no personal data.
    """
    for case in letter.cases.order_by("pk"):
        with changing(case, Event.ANONYMISED, by=Part.CLOCK, now=now) as change:
            change.case.replies.all().give_up()
            _mask_case(change.case, known=[letter.sender.name])
    _mask_letter(letter, now=now)
    for attachment in letter.attachments.filter(upload__isnull=False).select_related("upload"):
        erase_upload(attachment.upload)
    QueryCode.objects.filter(letter=letter).delete()
    blank = dict.fromkeys([*PERSON_FIELDS, *(f"{name}_digest" for name in Sender.DIGESTED)], "")
    Sender.objects.filter(pk=letter.pk).update(**blank, erased_at=now)


def _mask_letter(letter: Letter, *, now: datetime.datetime) -> None:
    known = [letter.sender.name]
    for supplement in letter.supplements.filter(anonymised_at__isnull=True):
        Supplement.objects.filter(pk=supplement.pk).update(
            text=cover_found(supplement.text, known=known), anonymised_at=now
        )
    Letter.objects.filter(pk=letter.pk).update(
        title=cover_found(letter.title, known=known),
        text=cover_found(letter.text, known=known),
        request_key=None,
        anonymised_at=now,
    )


def _mask_case(case: Case, *, known: list[str]) -> None:
    case.title, case.closing_note = cover_found(case.title, known=known), cover_found(case.closing_note, known=known)
    for rows, texts in _written_about(case):
        for row in rows:
            masked = {name: cover_found(getattr(row, name), known=known) for name in texts}
            type(row)._base_manager.filter(pk=row.pk).update(**masked)


def _written_about(case: Case) -> tuple[tuple[QuerySet[Any], tuple[str, ...]], ...]:
    """Every row that holds free text about a case, and which of its columns do."""
    assigned = ("instructions", "contribution", "end_note")
    return (
        (Reply.objects.filter(case=case), ("text",)),
        (ReplyReview.objects.filter(reply__case=case), ("comment",)),
        (Note.objects.filter(case=case), ("text",)),
        (Rating.objects.filter(case=case), ("text",)),
        (Extension.objects.filter(case=case), ("reason", "answer")),
        (Assignment.objects.filter(case=case), assigned),
        (Assignment.history.filter(case=case), assigned),
    )
