"""What the citizen thinks of the answer, and 「不满意」 reopens the case, once."""

import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from civic_interaction.domain.change import changing
from civic_interaction.domain.close import close_case
from civic_interaction.domain.keep_clocks import follow_limits, start_clock
from civic_interaction.enums import AssignmentRank, ClockKind, Event, Part, ReplyState
from civic_interaction.models import Assignment, Case, Rating
from civic_interaction.models.ratings import BEST, UNSATISFIED, WORST

LONGEST_REMARK = 1000


def rate_answer(case: Case, *, score: int, text: str = "", now: datetime.datetime) -> Rating:
    """Keep the rating of the answer of this round; the case was opened with its query code.

    A satisfied citizen's case is settled, and closes. One who is not may reopen it (`reopen_case`).
    """
    if not WORST <= score <= BEST:
        raise ValidationError({"score": _("Choose a grade from 1 to 5.")})
    if len(text) > LONGEST_REMARK or "\0" in text:
        raise ValidationError({"text": _("At most %(most)d characters.") % {"most": LONGEST_REMARK}})
    with changing(case, Event.RATED, by=Part.CITIZEN, now=now, score=score) as change:
        rating = Rating(case=change.case, round=change.case.round, score=score, text=text, rated_at=now)
        rating.save()
        correcting = change.case.replies.worked_on(today=change.today).exists()
    if score > UNSATISFIED and not correcting:
        close_case(case, by=Part.CITIZEN, now=now)
    return rating


def reopen_case(case: Case, *, now: datetime.datetime) -> Case:
    """The citizen was not satisfied: the lead unit works on it again, with clocks of its own for the second round.

    A correction that was being written is left as it is, to be continued.
    """
    with changing(case, Event.REOPENED, by=Part.CITIZEN, now=now) as change:
        follow_limits(change)
        policy = change.case.policy
        change.case.round += 1
        change.case.rate_until = None
        change.case.replies.filter(state__in=(ReplyState.IN_REVIEW, ReplyState.APPROVED)).update(
            state=ReplyState.RETURNED
        )
        start_clock(change, ClockKind.FINAL, policy.reopened_within or policy.reply_within, started_at=now)
        lead = change.case.assignments.active().get(rank=AssignmentRank.LEAD)
        again = _assign_again(lead, change.case, now=now)
        start_clock(change, ClockKind.INTERNAL, policy.internal_within, started_at=now, assignment=again)
        if change.case.exception:
            change.case.due_on = None
    return change.case


def _assign_again(lead: Assignment, case: Case, *, now: datetime.datetime) -> Assignment:
    """The same unit leads; what it does now is another assignment, with a clock of its own."""
    lead.ended_at, lead.end_reason = now, "done"
    lead.save()
    again = Assignment(
        case=case,
        unit=lead.unit,
        rank=AssignmentRank.LEAD,
        instructions=lead.instructions,
        assigned_at=now,
        assigned_by=lead.assigned_by,
    )
    again.save()
    return again
