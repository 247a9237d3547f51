"""A unit prepares a collection: what is asked, why, and for how long."""

import datetime
from typing import Any

from civic_interaction.domain.collections.change import changing
from civic_interaction.domain.collections.check_period import check_period
from civic_interaction.enums import Step
from civic_interaction.models import Collection

#: What is stated in the announcement; nothing else can be changed by `change_collection`.
STATED = (
    "title",
    "kind",
    "background",
    "contact",
    "opens_on",
    "closes_on",
    "shortened_reason",
    "shows_opinions",
    "requires_real_name",
    "levels",
)


def create_collection(collection: Collection, *, by: Any, now: datetime.datetime) -> Collection:
    """Keep a new collection, in preparation. Raises `ValidationError` by field, `PermissionDenied`."""
    with changing(collection, Step.CREATED, by=by, now=now) as change:
        change.collection.full_clean()
        check_period(change.collection, announced_on=change.today)
    return change.collection


def change_collection(collection: Collection, *, by: Any, now: datetime.datetime, **stated: Any) -> Collection:
    """Change what the announcement will state, as long as nothing of it is under review or approved."""
    if unknown := set(stated) - set(STATED):
        raise TypeError(f"Not stated in an announcement: {sorted(unknown)}")
    with changing(collection, Step.CHANGED, by=by, now=now, fields=sorted(stated)) as change:
        for name, value in stated.items():
            setattr(change.collection, name, value)
        change.collection.full_clean()
        check_period(change.collection, announced_on=change.today)
    return change.collection
