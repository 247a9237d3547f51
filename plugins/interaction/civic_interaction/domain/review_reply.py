"""A reply is reviewed level by level: a leader of the unit, then the office, as its channel says (R043, R117, R118)."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from civic_interaction.domain.change import Change, changing
from civic_interaction.domain.keep_clocks import clocks_of, run_again, stop_clocks
from civic_interaction.enums import CaseState, ClockKind, Event, ReplyState
from civic_interaction.models import Assignment, Case, Reply, ReplyReview
from civic_interaction.models.replies import ReplyQuerySet
from civic_office.enums import ReturnReason


def send_reply_for_review(case: Case, *, by: Any, now: datetime.datetime) -> Reply:
    """Fix the draft's text and lay out the levels of review that the channel has now. The unit has done its part."""
    with changing(case, Event.SENT_FOR_REVIEW, by=by, now=now) as change:
        reply = _replies(change).get(state=ReplyState.DRAFT)
        reply.state, reply.sent_for_review_at, reply.sent_for_review_by = ReplyState.IN_REVIEW, now, change.person
        reply.save()
        ReplyReview.objects.bulk_create(
            ReplyReview(reply=reply, level=level, role=role)
            for level, role in enumerate(change.case.channel.levels, start=1)
        )
        change.data["version"] = reply.version
        if change.from_state == CaseState.HANDLING:
            stop_clocks(change, clocks_of(change, _lead(change)))
    return reply


def recall_reply(case: Case, *, by: Any, now: datetime.datetime) -> Reply:
    """Take the reply back from review, or one that has been approved and not yet sent; the next version is a new one."""
    with changing(case, Event.RECALLED, by=by, now=now) as change:
        reply = _replies(change).get(state__in=(ReplyState.IN_REVIEW, ReplyState.APPROVED))
        change.data["version"] = reply.version
        _give_back(change, reply)
    return reply


def approve_reply(case: Case, *, comment: str = "", by: Any, now: datetime.datetime) -> Reply:
    """The reviewer whose turn it is agrees; after the last level the reply may be sent.

    Nobody reviews what they have written or sent for review; no level is passed over.
    """
    with changing(case, Event.STEP_APPROVED, by=by, now=now) as change:
        reply = _decide(change, is_approved=True, comment=comment)
        if reply.current_step() is None:
            change.turn_into(Event.APPROVED)
            reply.state, reply.approved_at = ReplyState.APPROVED, now
            reply.save()
    return reply


def return_reply(
    case: Case, *, reason: str = ReturnReason.OTHER, comment: str, by: Any, now: datetime.datetime
) -> Reply:
    """The reviewer whose turn it is sends the reply back, and says why. The next version starts at the first level."""
    if reason not in ReturnReason.values:
        raise ValidationError({"reason": pgettext("interaction", "Choose a reason.")})
    if not comment.strip():
        raise ValidationError({"comment": _("Say what has to be mended.")})
    with changing(case, Event.RETURNED, by=by, now=now, reason=reason, comment=comment) as change:
        reply = _decide(change, is_approved=False, reason=reason, comment=comment)
        _give_back(change, reply)
    return reply


def _decide(change: Change, *, is_approved: bool, reason: str = "", comment: str) -> Reply:
    reply = _replies(change).get(state=ReplyState.IN_REVIEW)
    step = reply.current_step()
    if step is None:
        raise ValidationError(_("Somebody has just decided this step."))
    step.decide(is_approved=is_approved, reason=reason, comment=comment, by=change.person, now=change.now)
    change.data |= {"version": reply.version, "level": step.level, "role": step.role}
    return reply


def _give_back(change: Change, reply: Reply) -> None:
    """A returned version is over; the unit's clock runs on as if it had never stopped."""
    reply.state = ReplyState.RETURNED
    reply.save()
    if change.case.state == CaseState.HANDLING:
        run_again(change, _lead(change).clocks.filter(kind=ClockKind.INTERNAL).select_related("assignment"))


def _lead(change: Change) -> Assignment:
    return change.case.assignments.active().leading().get()


def _replies(change: Change) -> ReplyQuerySet:
    return change.case.replies.all()
