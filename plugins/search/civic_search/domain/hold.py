"""One writer at a time for an engine: an older text is never written over a newer one."""

import datetime
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

from django.db.models import Q
from django.utils import timezone

from civic_search.models import EngineHealth

#: A writer that has not come back by then is dead. It holds the engine for one portion of documents only.
LONGEST = datetime.timedelta(seconds=60)


@contextmanager
def holding(engine: str) -> Iterator[bool]:
    """Be the writer of an engine for the length of the block; False when somebody else is."""
    now, name = timezone.now(), uuid.uuid4().hex
    EngineHealth.objects.get_or_create(engine=engine)
    is_free = Q(held_until__isnull=True) | Q(held_until__lt=now)
    is_ours = bool(EngineHealth.objects.filter(is_free, engine=engine).update(writer=name, held_until=now + LONGEST))
    try:
        yield is_ours
    finally:
        if is_ours:
            EngineHealth.objects.filter(engine=engine, writer=name).update(writer="", held_until=None)
