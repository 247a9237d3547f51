"""More time: a unit asks, a leader of it or the office decides (经负责人同意; 延期须先说明)."""

import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from civic_interaction.domain.change import Change, changing
from civic_interaction.domain.keep_clocks import lengthen_clocks, running_clocks
from civic_interaction.enums import ClockKind, Event, ExtensionState
from civic_interaction.models import Case, Extension
from civic_office import workdays


def ask_extension(
    case: Case, *, reason: str, period: workdays.Policy | None = None, by: Any, now: datetime.datetime
) -> Extension:
    """Ask for more time while there is some left.

    `period`: by how much; the policy's `extension_within` is the default and the most. As often as the policy allows,
    once by default. The original due date is kept with the request.
    """
    if not reason.strip():
        raise ValidationError({"reason": _("Say why the time is not enough.")})
    with changing(case, Event.EXTENSION_ASKED, by=by, now=now, reason=reason) as change:
        longest = workdays.Policy.from_json(change.case.policy.extension_within or {})
        period = period or longest
        if period.unit != longest.unit or period.amount > longest.amount:
            raise ValidationError({"period": _("The limits of this channel allow less.")})
        if change.case.due_on is None:
            raise ValidationError(_("No limit holds for this case; it needs no extension."))
        extension = Extension(
            case=change.case,
            round=change.case.round,
            period=period.to_json(),
            reason=reason,
            asked_by=change.person,
            asked_at=now,
            original_due_on=change.case.due_on,
        )
        extension.save()
        change.data["period"] = extension.period
    return extension


def grant_extension(case: Case, *, answer: str = "", by: Any, now: datetime.datetime) -> Extension:
    """Let the final clock, and the unit's, run on where they would have ended. Nobody grants what they asked for."""
    with changing(case, Event.EXTENDED, by=by, now=now) as change:
        extension = _decide(change, ExtensionState.GRANTED, answer)
        lengthen_clocks(change, extension.period)
        final = next(iter(running_clocks(change, ClockKind.FINAL)), None)
        extension.extended_due_on = final.due_on if final is not None else None
        extension.save()
        change.data |= {"reason": extension.reason, "original": extension.original_due_on.isoformat()}
    return extension


def refuse_extension(case: Case, *, answer: str, by: Any, now: datetime.datetime) -> Extension:
    if not answer.strip():
        raise ValidationError({"answer": _("Say why there is no more time.")})
    with changing(case, Event.EXTENSION_REFUSED, by=by, now=now, answer=answer) as change:
        extension = _decide(change, ExtensionState.REFUSED, answer)
        extension.save()
    return extension


def _decide(change: Change, outcome: ExtensionState, answer: str) -> Extension:
    extension = change.case.extensions.get(state=ExtensionState.ASKED)
    if extension.asked_by == change.person:
        raise PermissionDenied(_("Somebody else decides about an extension that you asked for."))
    extension.state, extension.answer = outcome, answer
    extension.decided_by, extension.decided_at = change.person, change.now
    return extension
