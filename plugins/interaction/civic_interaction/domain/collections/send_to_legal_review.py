"""The draft goes to the legal office: only after the public was asked (R122)."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from civic_interaction.domain.collections.change import changing
from civic_interaction.enums import Step
from civic_interaction.models import Collection


def send_to_legal_review(
    collection: Collection, *, sent_on: datetime.date, by: Any, now: datetime.datetime
) -> Collection:
    """Record the day on which the draft was sent to review, with the days on which the public was asked before.

    Refused while the public is still asked, for a day within the period, for one to come, and a second time; what has
    been sent to review is announced no more (`guards.not_in_legal_review`).
    """
    with changing(collection, Step.TO_LEGAL_REVIEW, by=by, now=now) as change:
        collection = change.collection
        if sent_on <= collection.closes_on:
            raise ValidationError(
                {"sent_on": _("The public is asked before the legal office's review: after %s.") % collection.closes_on}
            )
        if sent_on > change.today:
            raise ValidationError({"sent_on": _("That day is still to come.")})
        collection.legal_review_on = sent_on
        change.data |= {
            "sent_on": sent_on.isoformat(),
            "announced_at": collection.announced_at and collection.announced_at.isoformat(),
            "closed_on": collection.closes_on.isoformat(),
        }
    return collection
