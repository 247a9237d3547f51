"""The public gets more time."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from civic_interaction.domain.collections.change import changing
from civic_interaction.enums import Step
from civic_interaction.models import Collection


def extend_period(
    collection: Collection, *, closes_on: datetime.date, reason: str, by: Any, now: datetime.datetime
) -> Collection:
    """Move the last day later while opinions are still taken; the reason is public, the day before stays on record."""
    if not reason.strip():
        raise ValidationError({"reason": _("Say why; the public reads it.")})
    with changing(collection, Step.EXTENDED, by=by, now=now, reason=reason) as change:
        if closes_on <= change.collection.closes_on:
            raise ValidationError({"closes_on": _("A period is made longer, never shorter.")})
        change.data |= {"from": change.collection.closes_on.isoformat(), "to": closes_on.isoformat()}
        change.collection.closes_on = closes_on
    return change.collection
