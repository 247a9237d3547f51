"""采纳情况: what becomes of an opinion, or of a group of equal ones, and why."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from civic_interaction.domain.collections.change import Change, changing
from civic_interaction.enums import Decision, Moderation, Step
from civic_interaction.models import Opinion, OpinionGroup, Outcome
from civic_office.history import save_by


def decide_opinion(opinion: Opinion, *, decision: str, reason: str, by: Any, now: datetime.datetime) -> Outcome:
    """Decide about one opinion; decided again, the earlier outcome stays in its history. Public with the results.

    One that is in a group is answered with its group; one that is no opinion on the draft gets no outcome.
    """
    _check(decision, reason)
    with changing(opinion.collection, Step.DECIDED, by=by, now=now, decision=decision) as change:
        opinion = Opinion.objects.select_for_update(of=("self",)).get(pk=opinion.pk)
        if opinion.group_id is not None:
            raise ValidationError(_("This opinion is answered with its group."))
        if opinion.moderation == Moderation.EXCLUDED:
            raise ValidationError(_("What is no opinion on the draft gets no outcome."))
        change.data["opinion"] = opinion.receipt_number
        outcome = Outcome.objects.filter(opinion=opinion).first() or Outcome(opinion=opinion)
        _save(change, outcome, decision, reason)
    return outcome


def decide_group(group: OpinionGroup, *, decision: str, reason: str, by: Any, now: datetime.datetime) -> Outcome:
    """Decide about all opinions of a group at once."""
    _check(decision, reason)
    with changing(group.collection, Step.DECIDED, by=by, now=now, decision=decision, group=group.pk) as change:
        outcome = Outcome.objects.filter(group=group).first() or Outcome(group=group)
        _save(change, outcome, decision, reason)
    return outcome


def _check(decision: str, reason: str) -> None:
    errors = {}
    if decision not in Decision.values:
        errors["decision"] = _("Choose what becomes of it.")
    if not reason.strip():
        errors["reason"] = _("Give the reason; the public reads it.")
    if errors:
        raise ValidationError(errors)


def _save(change: Change, outcome: Any, decision: str, reason: str) -> None:
    outcome.decision, outcome.reason = decision, reason.strip()
    outcome.decided_by, outcome.decided_at = change.person, change.now
    save_by(outcome, by=change.person)
