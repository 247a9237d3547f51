"""The levels of review of a text, whatever it belongs to (R043, R117, R119): laid out, decided one by one, taken back.

Within a change that has locked the owner and asked who may. Who reviews is `permissions.reviewing_post`.
"""

import datetime
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from civic_interaction.enums import TextState
from civic_interaction.models import TextReview
from civic_interaction.models.reviewed_texts import ReviewedText
from civic_office.enums import ReturnReason


def lay_out_levels(text: ReviewedText, levels: Iterable[str], *, by: Any, now: datetime.datetime) -> None:
    """The text stays as it is from now on, and waits for its first level."""
    text.state, text.sent_for_review_at, text.sent_for_review_by = TextState.IN_REVIEW, now, by
    text.save()
    named = {text.REVIEWED_AS: text}
    TextReview.objects.bulk_create(
        TextReview(**named, level=level, role=role) for level, role in enumerate(levels, start=1)
    )


def take_back(text: ReviewedText) -> None:
    """From review, or approved and not yet published; the next version is a new one."""
    text.state = TextState.RETURNED
    text.save()


def pass_level(text: ReviewedText, *, comment: str, by: Any, now: datetime.datetime) -> TextReview:
    """The level whose turn it is agrees; after the last one the text is approved."""
    step = _decide(text, is_approved=True, reason="", comment=comment, by=by, now=now)
    if text.current_step() is None:
        text.state, text.approved_at = TextState.APPROVED, now
        text.save()
    return step


def return_from_level(text: ReviewedText, *, reason: str, comment: str, by: Any, now: datetime.datetime) -> TextReview:
    """The level whose turn it is sends the text back."""
    step = _decide(text, is_approved=False, reason=reason, comment=comment, by=by, now=now)
    take_back(text)
    return step


def check_return(reason: str, comment: str) -> None:
    """Raise `ValidationError` at its field where a return does not say why."""
    if reason not in ReturnReason.values:
        raise ValidationError({"reason": pgettext("interaction", "Choose a reason.")})
    if not comment.strip():
        raise ValidationError({"comment": _("Say what has to be mended.")})


def reviews_of(text: ReviewedText) -> Any:
    return TextReview.objects.filter(**{text.REVIEWED_AS: text}).order_by("level")


def _decide(
    text: ReviewedText, *, is_approved: bool, reason: str, comment: str, by: Any, now: datetime.datetime
) -> TextReview:
    step = text.current_step()
    if step is None:
        raise ValidationError(_("Somebody has just decided this step."))
    step.decide(is_approved=is_approved, reason=reason, comment=comment, by=by, now=now)
    return step
