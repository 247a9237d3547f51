"""A draft or a result report is reviewed level by level, as the collection says (R119, R122, R123)."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from civic_interaction.domain.collections.change import Change, changing
from civic_interaction.domain.collections.check_period import check_period
from civic_interaction.domain.reviewed_texts import (
    check_return,
    lay_out_levels,
    pass_level,
    return_from_level,
    take_back,
)
from civic_interaction.enums import Part, Step, TextState
from civic_interaction.models import Collection, DraftVersion, TextReview
from civic_interaction.models.reviewed_texts import ReviewedText
from civic_interaction.permissions import parts_in, waiting_step
from civic_office.enums import ReturnReason


def send_for_review(collection: Collection, *, by: Any, now: datetime.datetime) -> ReviewedText:
    """Fix the text that is being written and lay out the levels of review. The period must be lawful by then."""
    with changing(collection, Step.SENT_FOR_REVIEW, by=by, now=now) as change:
        text = _text_in(change, TextState.DRAFT)
        if not change.collection.is_public:
            check_period(change.collection, announced_on=change.today)
        lay_out_levels(text, change.collection.levels, by=change.person, now=now)
        change.data |= _facts(text)
    return text


def recall_text(collection: Collection, *, by: Any, now: datetime.datetime) -> ReviewedText:
    """Take back what is under review, or approved and not yet published; the next version is a new one."""
    with changing(collection, Step.RECALLED, by=by, now=now) as change:
        text = _text_in(change, TextState.IN_REVIEW, TextState.APPROVED)
        take_back(text)
        change.data |= _facts(text)
    return text


def approve_text(collection: Collection, *, comment: str = "", by: Any, now: datetime.datetime) -> ReviewedText:
    """The reviewer whose turn it is agrees; after the last level the text may be published.

    Nobody reviews what they have written or sent for review; no level is passed over.
    """
    with changing(collection, Step.STEP_APPROVED, by=by, now=now) as change:
        text = _text_under_review(change)
        _note(change, text, pass_level(text, comment=comment, by=change.person, now=now))
        if text.state == TextState.APPROVED:
            change.step = Step.APPROVED
    return text


def return_text(
    collection: Collection, *, reason: str = ReturnReason.OTHER, comment: str, by: Any, now: datetime.datetime
) -> ReviewedText:
    """The reviewer whose turn it is sends the text back, and says why."""
    check_return(reason, comment)
    with changing(collection, Step.RETURNED, by=by, now=now, reason=reason, comment=comment) as change:
        text = _text_under_review(change)
        _note(change, text, return_from_level(text, reason=reason, comment=comment, by=change.person, now=now))
    return text


def collections_to_review(user: Any, *, today: datetime.date) -> list[Collection]:
    """Collections with a text that waits for `user`."""
    waiting = TextReview.objects.waiting()
    found = Collection.objects.filter(Q(versions__reviews__in=waiting) | Q(reports__reviews__in=waiting)).distinct()
    return [one for one in found.select_related("unit") if Part.REVIEWER in parts_in(user, one, today=today)]


def _text_under_review(change: Change) -> ReviewedText:
    waiting = waiting_step(change.collection)
    if waiting is None:
        raise ValidationError(_("Somebody has just decided this step."))
    return waiting[0]


def _note(change: Change, text: ReviewedText, step: TextReview) -> None:
    change.data |= _facts(text) | {"level": step.level, "role": step.role}


def _text_in(change: Change, *states: str) -> ReviewedText:
    texts = (change.collection.versions, change.collection.reports)
    return next(text for kind in texts if (text := kind.filter(state__in=states).first()) is not None)


def _facts(text: ReviewedText) -> dict[str, Any]:
    return {"text": "draft" if isinstance(text, DraftVersion) else "report", "version": text.number}
