"""The citizen gets the answer."""

import datetime
from typing import Any

from civic_interaction.domain.assign import release
from civic_interaction.domain.change import Change, changing
from civic_interaction.domain.keep_clocks import running_clocks, stop_clocks
from civic_interaction.enums import AssignmentEnd, AssignmentRank, CaseState, Event, ExtensionState, ReplyState
from civic_interaction.models import Case
from civic_office import workdays

#: How long an answer may be rated where the policy says nothing.
RATED_WITHIN = workdays.Policy(30, workdays.PeriodUnit.NATURAL_DAYS)


def answer_case(case: Case, *, by: Any, now: datetime.datetime) -> Case:
    """Send the reply that has passed every level of review.

    1. The citizen reads it from now on with receipt number and query code.
    2. The first answer of a round stops all clocks, releases the assisting units, and opens the time to rate it. A
       correction changes neither.
    """
    with changing(case, Event.ANSWERED, by=by, now=now) as change:
        reply = change.case.replies.get(state=ReplyState.APPROVED)
        reply.state, reply.sent_at = ReplyState.SENT, now
        reply.save()
        change.data["version"] = reply.version
        if change.from_state == CaseState.REVIEWED:
            _end_work(change)
    return change.case


def _end_work(change: Change) -> None:
    case = change.case
    case.answered_at = change.now
    rated_within = workdays.Policy.from_json(case.policy.rate_within) if case.policy.rate_within else RATED_WITHIN
    case.rate_until = workdays.due(change.now, rated_within, calendar=change.calendar).on
    end_work(change, AssignmentEnd.DONE, keeps_lead=True)


def end_work(change: Change, why: AssignmentEnd, *, keeps_lead: bool = False) -> None:
    """No clock runs any more, nobody waits for an extension, and the units are released; the lead stays for corrections."""
    for assignment in change.case.assignments.active():
        if not (keeps_lead and assignment.rank == AssignmentRank.LEAD):
            release(change, assignment, why)
    stop_clocks(change, running_clocks(change))
    for extension in change.case.extensions.filter(state=ExtensionState.ASKED):
        extension.state, extension.decided_at = ExtensionState.REFUSED, change.now
        extension.save()
