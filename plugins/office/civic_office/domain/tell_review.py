"""Whose turn a review is hears of it; whoever sent a text hears that it was returned, or has passed.

Told are units, steps and the address of the screen: before its secrecy review a text's title leaves the house by no mail,
unless the office writes it into the notice itself.
"""

import datetime
from collections.abc import Iterable
from typing import Any

from django.utils.translation import override
from wagtail.models import WorkflowState

from civic_office.addresses import address_of_mending, address_of_step
from civic_office.domain.tell_staff import tell_staff
from civic_office.enums import Role
from civic_office.models import ReviewState
from civic_office.workdays import civil_date

LANGUAGE = "zh-hans"


def tell_reviewers(step: ReviewState, *, by: Any, now: datetime.datetime) -> int:
    """A step begins: whoever may decide it, but not `by`, who has just sent or passed the text. Returns how many notices are new."""
    holders = step.task.specific.holders(step.unit, today=civil_date(now))
    people = set(holders.values_list("user", flat=True)) - {step.revision.user_id}
    return _tell("review_waiting", step, people, by=by, url=address_of_step(step), now=now)


def tell_senders(step: ReviewState, *, by: Any, now: datetime.datetime) -> int:
    """A step was decided: who wrote and who sent the text, when it was returned or has passed the last step."""
    people = {step.revision.user_id, step.workflow_state.requested_by_id} - {None}
    if step.status == ReviewState.STATUS_REJECTED:
        return _tell("review_returned", step, people, by=by, url=address_of_mending(step), now=now)
    if step.workflow_state.status == WorkflowState.STATUS_APPROVED:
        return _tell("review_passed", step, people, by=by, url=address_of_mending(step), now=now)
    return 0


def _tell(kind: str, step: ReviewState, people: Iterable[int], *, by: Any, url: str, now: datetime.datetime) -> int:
    with override(LANGUAGE):
        facts = {
            "unit": str(step.unit or ""),
            "step": str(Role(step.task.specific.role).label),
            "title": step.revision.object_str,
        }
    others = set(people) - {getattr(by, "pk", None)}
    return tell_staff(kind, key=f"step {step.pk}", people=others, facts=facts, url=url, happened_at=now, now=now)
