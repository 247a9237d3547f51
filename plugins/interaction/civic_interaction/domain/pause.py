"""The clocks of a case stand still while somebody else is waited for (补正、征求第三方)."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from civic_interaction.domain.change import changing
from civic_interaction.domain.keep_clocks import pause_clocks, resume_clocks
from civic_interaction.enums import Event, PauseReason
from civic_interaction.models import Case


def pause_case(case: Case, *, reason: str, explanation: str, by: Any, now: datetime.datetime) -> Case:
    """Stop counting from today on. While paused a case has no due date; an overdue one stays overdue."""
    if reason not in PauseReason.values:
        raise ValidationError({"reason": pgettext("interaction", "Choose a reason.")})
    if not explanation.strip():
        raise ValidationError({"explanation": _("Say what is being waited for.")})
    with changing(case, Event.PAUSED, by=by, now=now, reason=reason, explanation=explanation) as change:
        change.case.pause_reason = reason
        pause_clocks(change)
    return change.case


def resume_case(case: Case, *, by: Any, now: datetime.datetime) -> Case:
    """Count on from tomorrow; the days of the pause, today included, are not counted."""
    with changing(case, Event.RESUMED, by=by, now=now) as change:
        resume_clocks(change, reason=str(PauseReason(change.case.pause_reason).label))
        change.case.pause_reason = ""
    return change.case
