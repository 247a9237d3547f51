"""The lead unit writes the answer. It begins, if it likes, with a template."""

import datetime
from typing import Any

from django.db.models import Max

from civic_interaction.domain.change import changing
from civic_interaction.enums import Event, ReplyState
from civic_interaction.models import Case, Reply


def draft_reply(case: Case, *, text: str, by: Any, now: datetime.datetime) -> Reply:
    """Keep the draft of the answer; the next version where the one before has been under review.

    After the answer was sent the same verb begins its correction: the answer that the citizen has stays as it is.
    """
    with changing(case, Event.DRAFTED, by=by, now=now) as change:
        reply = change.case.replies.filter(state=ReplyState.DRAFT).first() or _next_version(change.case)
        reply.text, reply.author, reply.drafted_at = text, change.person, now
        reply.save()
        change.data["version"] = reply.version
    return reply


def _next_version(case: Case) -> Reply:
    newest = case.replies.aggregate(newest=Max("version"))["newest"] or 0
    return Reply(case=case, version=newest + 1, unit=case.lead_unit)
