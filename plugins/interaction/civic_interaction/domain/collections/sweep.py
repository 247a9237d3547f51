"""What time does to collections: it closes them, and results become overdue. Catches up after any downtime."""

import datetime

from django.db import transaction

from civic_interaction.domain.collections.change import changing
from civic_interaction.domain.collections.close import close_collection
from civic_interaction.enums import Part, Step
from civic_interaction.models import Collection, CollectionClock
from civic_office.workdays import civil_date


def sweep_collections(*, now: datetime.datetime) -> dict[str, int]:
    """Close what has ended and note overdue results; each in its own transaction, each once. Returns how many."""
    today = civil_date(now)
    ended = Collection.objects.ended_before(today).order_by("pk").values_list("pk", flat=True)
    closed = [pk for pk in ended if _close(pk, now=now)]
    late = CollectionClock.objects.late(today=today).order_by("pk").values_list("pk", flat=True)
    return {"closed": len(closed), "overdue": sum(_note_overdue(pk, now=now) for pk in late)}


@transaction.atomic
def _close(pk: int, *, now: datetime.datetime) -> bool:
    """False when somebody else has just done it."""
    collection = Collection.objects.select_for_update().ended_before(civil_date(now)).filter(pk=pk).first()
    if collection is not None:
        close_collection(collection, now=now)
    return collection is not None


@transaction.atomic
def _note_overdue(pk: int, *, now: datetime.datetime) -> bool:
    """Store since when the results are overdue: the day after the last in time, not the day it was noticed."""
    late = CollectionClock.objects.select_for_update(of=("self",)).late(today=civil_date(now)).filter(pk=pk)
    clock = late.select_related("collection").first()
    if clock is None or clock.due_on is None:
        return False
    with changing(clock.collection, Step.OVERDUE, by=Part.CLOCK, now=now) as change:
        clock.overdue_on = change.collection.overdue_on = clock.due_on + datetime.timedelta(days=1)
        clock.save(update_fields=["overdue_on"])
        change.data |= {"due_on": clock.due_on.isoformat(), "since": clock.overdue_on.isoformat()}
    return True
