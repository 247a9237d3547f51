"""A case ends: answered and not contested, without an answer, or because the citizen takes the letter back."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from civic_interaction.domain.answer import end_work
from civic_interaction.domain.change import Change, changing
from civic_interaction.domain.merge import free_merged_cases
from civic_interaction.domain.publish_letter import take_from_public
from civic_interaction.enums import WITHOUT_ANSWER, AssignmentEnd, ClosingReason, Event, Part
from civic_interaction.models import Case, PublicLetter


def close_case(case: Case, *, by: Any, now: datetime.datetime) -> Case:
    """Close an answered case: the citizen is satisfied, or the time to say otherwise has passed."""
    with changing(case, Event.CLOSED, by=by, now=now) as change:
        settled = change.part == Part.CITIZEN
        change.case.closing_reason = ClosingReason.SETTLED if settled else ClosingReason.ANSWERED
        change.case.closed_at = now
    return change.case


def close_without_answer(case: Case, *, reason: str, explanation: str, by: Any, now: datetime.datetime) -> Case:
    """End a case that gets no answer, such as an untrue or abusive letter: with a reason and an explanation (R126).

    The citizen reads both. Cases that were merged into it come back to their desks.
    """
    if reason not in WITHOUT_ANSWER:
        raise ValidationError({"reason": pgettext("interaction", "Choose a reason.")})
    if not explanation.strip():
        raise ValidationError({"explanation": _("Explain to the citizen why there is no answer.")})
    with changing(case, Event.CLOSED_UNANSWERED, by=by, now=now, reason=reason) as change:
        change.case.closing_reason, change.case.closing_note = reason, explanation
        _end(change)
    return change.case


def withdraw_case(case: Case, *, now: datetime.datetime) -> Case:
    """The citizen, by query code, takes the letter back. Cases merged into it are others' and come back to their desks.

    What was published of it before it was reopened is public no more.
    """
    with changing(case, Event.WITHDRAWN, by=Part.CITIZEN, now=now) as change:
        _end(change)
        letter = PublicLetter.objects.public().filter(pk=case.pk).first()
        if letter is not None:
            take_from_public(change, letter, reason=_("The citizen has withdrawn the letter."))
    return change.case


def _end(change: Change) -> None:
    change.case.closed_at, change.case.pause_reason = change.now, ""
    change.case.replies.all().give_up()
    end_work(change, AssignmentEnd.ENDED)
    free_merged_cases(change)
