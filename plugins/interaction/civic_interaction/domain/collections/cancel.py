"""The unit asks no more."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from civic_interaction.domain.collections.change import changing
from civic_interaction.enums import Step
from civic_interaction.models import Collection


def cancel_collection(collection: Collection, *, reason: str, by: Any, now: datetime.datetime) -> Collection:
    """End a collection without results. One that was announced stays public with the reason; no opinion is taken."""
    if not reason.strip():
        raise ValidationError({"reason": _("Say why; the public reads it.")})
    with changing(collection, Step.CANCELLED, by=by, now=now, reason=reason) as change:
        change.collection.cancelled_reason = reason
    return change.collection
