"""The one way in which a collection changes: lock → permission and guards → the change → event → signal, in one transaction.

with changing(collection, Step.ANNOUNCED, by=user, now=now) as change:
change.collection.announced_at = now
return change.collection
"""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from civic_interaction.domain.collections.machine import TRANSITIONS, find_target
from civic_interaction.domain.machine import NOTHING
from civic_interaction.enums import Part, Step
from civic_interaction.models import Collection, CollectionEvent
from civic_interaction.permissions import require_part_in
from civic_interaction.signals import collection_changed
from civic_office.history import save_by
from civic_office.models import Unit
from civic_office.workdays import civil_date

#: What followers are told by mail.
TOLD = frozenset({Step.REVISED, Step.EXTENDED, Step.CLOSED, Step.REPORTED, Step.CANCELLED})


@dataclass
class Change:
    """A change under way. The verb works on `collection` and puts facts into `data`."""

    collection: Collection
    step: Step
    by: Any
    part: Part
    unit: Unit | None
    now: datetime.datetime
    from_state: str
    data: dict[str, Any]
    event: CollectionEvent | None = None

    @property
    def today(self) -> datetime.date:
        return civil_date(self.now)

    @property
    def person(self) -> Any | None:
        return None if isinstance(self.by, Part) else self.by


@contextmanager
def changing(collection: Collection, step: Step, *, by: Any, now: datetime.datetime, **data: Any) -> Iterator[Change]:
    """Change a collection, or bring a new one into being.

    1. Lock it. A new one is looked at as it is handed in.
    2. Check that `by` plays a part that may do this, and that the event is possible in the state and by its guards.
    3. Run the body of the `with`; the collection is in its new state already.
    4. Save it, add the event, enqueue the mails to followers, announce `collection_changed`.

    Raises `PermissionDenied`, `IllegalTransitionError`, `ValidationError`; nothing is changed then.
    """
    with transaction.atomic():
        today = civil_date(now)
        if collection.pk is not None:
            collection = lock_collection(collection)
        part, unit = require_part_in(by, collection, TRANSITIONS[step].parts, today=today)
        from_state = collection.state if collection.pk is not None else NOTHING
        if collection.pk is None:
            collection.state = NOTHING
        collection.state = find_target(collection, step, today=today)
        change = Change(collection, step, by, part, unit, now, from_state, dict(data))
        yield change
        _record(change)


def lock_collection(collection: Collection) -> Collection:
    return Collection.objects.select_for_update(of=("self",)).select_related("unit", "rule").get(pk=collection.pk)


def _record(change: Change) -> None:
    from civic_interaction.tasks import tell_followers  # plc0415: tasks import the domain

    collection = change.collection
    collection.event_count += 1
    save_by(collection, by=change.person)
    change.event = CollectionEvent.objects.create(
        collection=collection,
        seq=collection.event_count,
        step=change.step,
        part=change.part,
        actor=change.person,
        unit=change.unit,
        at=change.now,
        from_state=change.from_state,
        to_state=collection.state,
        data=change.data,
    )
    if change.step in TOLD:
        tell_followers.enqueue(change.event.pk)
    collection_changed.send(sender=Collection, collection=collection, event=change.event)
