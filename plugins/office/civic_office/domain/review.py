"""Deciding a step of review (R080–R089): the one way a `ReviewState` ends, whatever screen or program asks."""

import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import TaskState

from civic_office import signals
from civic_office.domain.tell_review import tell_senders
from civic_office.enums import ReturnReason
from civic_office.models import ReviewState
from civic_office.models.review import digest_of, under_review
from civic_office.workdays import civil_date


class NotYourStepError(PermissionDenied):
    """The actor does not hold the role this step asks for, or wrote the revision under review."""


def approve_step(state: TaskState, *, by: Any, now: datetime.datetime, comment: str) -> ReviewState:
    """Approve a waiting step: lock → check holder, author and revision → record → next step or publication → tell → announce.

    The opinion is required (R185). After the last step Wagtail runs `WAGTAIL_FINISH_WORKFLOW_ACTION`.
    Raises `NotYourStepError`, or `ValidationError` when the step is decided already, or the text has changed since.
    """
    return _decide(state, by=by, now=now, comment=comment, reason="")


def return_step(state: TaskState, *, by: Any, now: datetime.datetime, comment: str, reason: str) -> ReviewState:
    """Send the item back to its author with a reason (R006 is one of them) and an opinion. Same checks as approving."""
    if reason not in ReturnReason.values:
        raise ValidationError({"reason": _("Choose a reason.")})
    return _decide(state, by=by, now=now, comment=comment, reason=reason)


@transaction.atomic
def _decide(state: TaskState, *, by: Any, now: datetime.datetime, comment: str, reason: str) -> ReviewState:
    step = ReviewState.objects.select_for_update(of=("self",)).get(pk=state.pk)
    obj = under_review(step.workflow_state)
    _check_open(step, obj)
    if not step.task.specific.may_decide(obj, by, today=civil_date(now)):
        raise NotYourStepError(_("This step is decided by somebody else, or you wrote this text yourself."))
    if not comment.strip():
        raise ValidationError({"comment": _("Write your opinion.")})
    step.reason = reason
    if reason:
        step.reject(user=by, comment=comment.strip())
    else:
        step.approve(user=by, comment=comment.strip())
    tell_senders(step, by=by, now=now)
    signals.review_step_decided.send(sender=ReviewState, step=step, by=by, now=now)
    return step


def _check_open(step: ReviewState, obj: Any) -> None:
    if step.status != TaskState.STATUS_IN_PROGRESS:
        raise ValidationError(_("This step has been decided already."))
    if step.revision_id != obj.latest_revision_id or step.digest != digest_of(step.revision):
        raise ValidationError(_("The text has changed since this step began; look at it again."))
