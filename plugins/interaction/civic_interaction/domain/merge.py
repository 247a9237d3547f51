"""Letters about one matter get one answer: the later case goes into the earlier one (并单)."""

import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from civic_interaction.domain.answer import end_work
from civic_interaction.domain.change import Change, changing, lock_case, together
from civic_interaction.domain.keep_clocks import follow_limits, run_again, start_clock
from civic_interaction.enums import AssignmentEnd, CaseState, ClockKind, Event, Part, ReplyState
from civic_interaction.models import Case, CaseClock


def merge_case(case: Case, *, into: Case, by: Any, now: datetime.datetime) -> Case:
    """End `case`: its citizen gets the answer of `into`, and sees it under the own receipt number.

    1. Guard: `into` is another case, open, came no later (so that nobody waits longer), and is not merged itself; `by`
       may do it to both.
    2. The clocks of `case` stop; its units are released.
    3. Both cases record it.
    """
    with together(case, into), changing(case, Event.MERGED, by=by, now=now, into=into.number) as change:
        target = lock_case(into)
        _check_target(change.case, target)
        with changing(target, Event.MERGED_HERE, by=by, now=now, later=change.case.number):
            pass
        end_work(change, AssignmentEnd.ENDED)
        change.case.replies.filter(state=ReplyState.DRAFT).delete()
        change.case.merged_into, change.case.closed_at = target, now
        change.case.merged.all().update(merged_into=target)
    return change.case


def separate_case(case: Case, *, by: Any, now: datetime.datetime) -> Case:
    """Undo a merge: the case waits to be assigned, and its clocks run as if they had never stopped."""
    with changing(case, Event.SEPARATED, by=by, now=now) as change:
        if change.case.merged_into is None or change.case.letter.anonymised_at is not None:
            raise PermissionDenied
        change.data["origin"] = change.case.merged_into.number
        change.case.merged_into = change.case.closed_at = change.case.lead_unit = change.case.handler = None
        change.case.accepted_at = change.case.accepted_at or now
        follow_limits(change)
        run_again(change, CaseClock.objects.of_round(change.case).filter(kind=ClockKind.FINAL))
        start_clock(change, ClockKind.TRANSFER, change.case.policy.transfer_within, started_at=now)
    return change.case


def free_merged_cases(change: Change) -> None:
    """The case that others were merged into ends without an answer: theirs come back, each to its own desk."""
    for merged in change.case.merged.filter(state=CaseState.MERGED).order_by("pk"):
        separate_case(merged, by=Part.CLOCK, now=change.now)


def _check_target(case: Case, target: Case) -> None:
    if case.pk == target.pk:
        raise ValidationError({"into": _("A case cannot be merged into itself.")})
    if not target.is_open:
        raise ValidationError({"into": _("That case has ended; merge into one that is still being handled.")})
    if target.received_at > case.received_at:
        raise ValidationError({"into": _("Merge the later case into the earlier one, so that nobody waits longer.")})
