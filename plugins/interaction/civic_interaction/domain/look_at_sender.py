"""Somebody of the office reads who wrote a letter: with a reason, on record, each time (个人信息保护法第51条)."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from civic_interaction.domain.change import changing
from civic_interaction.enums import Event, LookPurpose
from civic_interaction.models import Case, Sender

LONGEST_EXPLANATION = 200


def look_at_sender(case: Case, *, purpose: str, explanation: str = "", by: Any, now: datetime.datetime) -> Sender:
    """The sender of the letter, for who has to reach them (`machine`: office, receiving unit, lead unit).

    The look is an event of the case: who, when, for what. Raises `PermissionDenied`, `ValidationError` by field.
    """
    check_purpose(purpose, explanation)
    with changing(case, Event.LOOKED, by=by, now=now, purpose=purpose, explanation=explanation.strip()) as change:
        return change.case.letter.sender


def check_purpose(purpose: str, explanation: str) -> None:
    """Raise `ValidationError` where the reason is missing; "other" wants to be explained."""
    errors = {}
    if purpose not in LookPurpose.values:
        errors["purpose"] = _("Choose what you need it for.")
    elif purpose == LookPurpose.OTHER and not explanation.strip():
        errors["explanation"] = _("Say what you need it for.")
    if len(explanation) > LONGEST_EXPLANATION or "\0" in explanation:
        errors["explanation"] = _("At most %(most)d characters.") % {"most": LONGEST_EXPLANATION}
    if errors:
        raise ValidationError(errors)
