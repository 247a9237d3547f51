"""Conditions beyond the state: each raises `ValidationError` with the sentence that says what stands against it."""

import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from civic_interaction.enums import TextState
from civic_interaction.models import Collection


def nothing_reviewed(collection: Collection, *, today: datetime.date) -> None:
    if _texts_in(collection, TextState.IN_REVIEW, TextState.APPROVED):
        raise ValidationError(_("A text is under review or approved. Take it back before you change anything."))


def no_report_reviewed(collection: Collection, *, today: datetime.date) -> None:
    if collection.reports.filter(state__in=(TextState.IN_REVIEW, TextState.APPROVED)).exists():
        raise ValidationError(_("The result report is under review. Take it back before you change outcomes."))


def something_written(collection: Collection, *, today: datetime.date) -> None:
    if not _texts_in(collection, TextState.DRAFT):
        raise ValidationError(_("There is no text to send for review."))


def something_reviewed(collection: Collection, *, today: datetime.date) -> None:
    if not _texts_in(collection, TextState.IN_REVIEW, TextState.APPROVED):
        raise ValidationError(_("Nothing is under review."))


def version_approved(collection: Collection, *, today: datetime.date) -> None:
    if not collection.versions.filter(state=TextState.APPROVED).exists():
        raise ValidationError(_("No version of the draft has passed review."))


def report_approved(collection: Collection, *, today: datetime.date) -> None:
    if not collection.reports.filter(state=TextState.APPROVED).exists():
        raise ValidationError(_("No result report has passed review."))


def all_read(collection: Collection, *, today: datetime.date) -> None:
    if count := collection.opinions.to_be_read().count():
        raise ValidationError(_("%(count)d opinions have not been read.") % {"count": count})


def all_decided(collection: Collection, *, today: datetime.date) -> None:
    if count := collection.opinions.undecided().count():
        raise ValidationError(_("%(count)d opinions have no outcome.") % {"count": count})


def period_not_over(collection: Collection, *, today: datetime.date) -> None:
    if today > collection.closes_on:
        raise ValidationError(_("The last day has passed: a closed collection is not opened again."))


def period_over(collection: Collection, *, today: datetime.date) -> None:
    if today <= collection.closes_on:
        raise ValidationError(_("Opinions are taken until the last day of the announced period."))


def not_in_legal_review(collection: Collection, *, today: datetime.date) -> None:
    """R122: 在送法制办审核前公开征求意见."""
    if collection.legal_review_on is not None:
        raise ValidationError(_("The draft has been sent to the legal office's review already."))


def _texts_in(collection: Collection, *states: str) -> bool:
    return any(texts.filter(state__in=states).exists() for texts in (collection.versions, collection.reports))
