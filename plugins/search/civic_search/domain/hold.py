"""One writer at a time for an engine, and never an older text over a newer one.

Who writes holds the engine for a while and has a number, its *turn*. Somebody who was stopped in the middle (a machine
that slept, a server that did not answer) may find that another one has taken over. What he still sends comes too late:
the engine leaves alone what a higher turn has written, and the database believes only whoever still holds.
"""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from civic_search.models import EngineHealth

#: A writer that has not come back by then may be dead. It holds the engine for one portion of documents only.
LONGEST = datetime.timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Hold:
    engine: str
    turn: int

    def renew(self) -> bool:
        """Hold on for another while; False when somebody else has taken over.

        In a transaction, nobody takes over before it ends: what it writes down is still true.
        """
        return self._set(held_until=timezone.now() + LONGEST)

    def give_back(self) -> None:
        self._set(held_until=None)

    def _set(self, *, held_until: datetime.datetime | None) -> bool:
        ours = EngineHealth.objects.filter(engine=self.engine, turn=self.turn)
        return bool(ours.update(held_until=held_until))


@contextmanager
def holding(engine: str) -> Iterator[Hold | None]:
    """Be the writer of an engine for the length of the block; None when somebody else is."""
    hold = _take(engine)
    try:
        yield hold
    finally:
        if hold is not None:
            hold.give_back()


@transaction.atomic
def _take(engine: str) -> Hold | None:
    """The next turn: milliseconds of the clock, and always more than the last one had.

    So an index outlives its database: with one that begins anew, or is put back from a copy, turns go on.
    """
    now = timezone.now()
    EngineHealth.objects.get_or_create(engine=engine)
    health = EngineHealth.objects.select_for_update().get(engine=engine)
    if health.held_until is not None and health.held_until >= now:
        return None
    health.turn = max(health.turn + 1, int(now.timestamp() * 1000))
    health.held_until = now + LONGEST
    health.save(update_fields=["turn", "held_until"])
    return Hold(engine, health.turn)
