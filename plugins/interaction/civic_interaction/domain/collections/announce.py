"""The public is asked."""

import datetime
from typing import Any

from civic_interaction.domain.collections.change import changing
from civic_interaction.domain.collections.check_period import check_period
from civic_interaction.domain.collections.revise_draft import publish_approved
from civic_interaction.enums import Step
from civic_interaction.models import Collection


def announce_collection(
    collection: Collection,
    *,
    opens_on: datetime.date | None = None,
    closes_on: datetime.date | None = None,
    by: Any,
    now: datetime.datetime,
) -> Collection:
    """Publish the reviewed draft with its announcement (R119, R122, R131, R132).

    1. Guards: a version has passed review; the draft has not gone to the legal office's review yet (R122).
    2. `opens_on` and `closes_on` may set the days anew: review took longer than the unit thought. The period must be
       be lawful by the rule of this day, which is kept.
    3. The approved version becomes public. Opinions are taken from the first day on.
    """
    with changing(collection, Step.ANNOUNCED, by=by, now=now) as change:
        change.collection.opens_on = opens_on or change.collection.opens_on
        change.collection.closes_on = closes_on or change.collection.closes_on
        change.collection.clean()
        rule = check_period(change.collection, announced_on=change.today)
        change.collection.rule, change.collection.announced_at = rule, now
        publish_approved(change)
        change.data |= {
            "opens_on": change.collection.opens_on.isoformat(),
            "closes_on": change.collection.closes_on.isoformat(),
            "shortened_reason": change.collection.shortened_reason,
            "basis": rule.basis,
        }
    return change.collection
