"""Telling engines what they have not been told. Each on its own: one that is down keeps nobody waiting."""

import datetime
import logging
import time
from collections.abc import Sequence

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from civic_search.app_settings import app_settings
from civic_search.domain.hold import Hold, holding
from civic_search.domain.rebuild import request_rebuild
from civic_search.engines import Engine, EngineDownError
from civic_search.engines.in_use import engines_in_use
from civic_search.lexicon import current_reading
from civic_search.models import EngineHealth, PendingChange
from civic_search.sources import by_kind

logger = logging.getLogger("civic_search")

PORTION = 200
#: So long a job serves one engine before it lets others have the worker.
SECONDS = 10.0
#: A document that fails so often waits for the next rebuild, or for its own next change.
ATTEMPTS = 5
#: When somebody else is writing into the engine.
SOON = datetime.timedelta(seconds=1)


def write_pending() -> datetime.datetime | None:
    """Serve every engine what is pending for it; returns when to come again, None when nothing is left to do.

    The last resort comes first, and those that failed last time come last: an engine that lets us wait for its answer
    keeps nobody from what is new.
    """
    failing = set(EngineHealth.objects.filter(failures__gt=0).values_list("engine", flat=True))
    engines = engines_in_use()[::-1]
    waits = [serve_engine(engine) for engine in sorted(engines, key=lambda one: one.name in failing)]
    return min((wait for wait in waits if wait is not None), default=None)


def serve_engine(engine: Engine, *, seconds: float = SECONDS) -> datetime.datetime | None:
    """Tell one engine all that is pending for it, oldest first; returns when to come again if something is left.

    Asleep: not before it is tried again. Down: note it, and try again after a pause that doubles, at most
    `RETRY_SECONDS`. Without any index: ask for one. Nothing is taken out of the outbox before the engine has it.
    """
    health, _is_new = EngineHealth.objects.get_or_create(engine=engine.name)
    if health.is_asleep(now=timezone.now()):
        return health.retry_at
    try:
        wait = _serve_awake(engine, until=time.monotonic() + seconds)
    except EngineDownError as error:
        return note_failure(engine, error)
    if health.failures:
        note_recovery(engine)
    return wait


def _serve_awake(engine: Engine, *, until: float) -> datetime.datetime | None:
    waiting = PendingChange.objects.of_engine(engine.name).filter(failures__lt=ATTEMPTS).next_in_line()
    if engine.state().fingerprint:
        if not waiting.exists():
            return None
    else:
        request_rebuild(engine)
    while True:
        with holding(engine.name) as hold:
            if hold is None:
                return timezone.now() + SOON if waiting.exists() else None
            changes = list(waiting[:PORTION])
            if not changes:
                return None
            _serve(engine, changes, hold)
        if time.monotonic() > until:
            return timezone.now()


def _serve(engine: Engine, changes: Sequence[PendingChange], hold: Hold) -> None:
    """Tell the engine of these documents → take them out of the outbox, unless somebody has taken over: then they are his.

    What the engine refuses is told one by one.
    """
    try:
        tell(engine, {f"{change.kind}:{change.key}" for change in changes}, turn=hold.turn)
    except EngineDownError:
        raise
    except Exception as error:
        if len(changes) > 1:
            for change in changes:
                _serve(engine, [change], hold)
            return
        logger.exception("Search engine %s refuses %s", engine.name, changes[0])
        refused = PendingChange.objects.filter(pk=changes[0].pk)
        refused.update(failures=F("failures") + 1, error=f"{type(error).__name__}: {error}"[:300])
        return
    with transaction.atomic():
        if hold.renew():
            PendingChange.objects.filter(pk__in=[change.pk for change in changes]).delete()


def tell(engine: Engine, ids: set[str], *, turn: int) -> None:
    """Bring an engine's documents of these ids in step with the database: what is public is written, the rest removed."""
    pipeline = current_reading(max_age=0).pipeline
    entries = [pipeline.prepare(document) for source, keys in by_kind(ids) for document in source.documents(keys)]
    gone = ids - {entry.document.id for entry in entries}
    if gone:
        engine.remove(sorted(gone), turn=turn)
    if entries:
        engine.write(entries, turn=turn)


def note_failure(engine: Engine, error: EngineDownError) -> datetime.datetime:
    """The engine is down: returns when to try again. The pause doubles from one second on."""
    health = EngineHealth.objects.get(engine=engine.name)
    now = timezone.now()
    pause = min(2.0 ** min(health.failures, 10), app_settings.RETRY_SECONDS)
    health.failures += 1
    health.failing_since = health.failing_since or now
    health.retry_at = now + datetime.timedelta(seconds=pause)
    health.error = (str(error) or type(error).__name__)[:300]
    health.save(update_fields=["failures", "failing_since", "retry_at", "error"])
    logger.warning("Search engine %s is down; tried again at %s: %s", engine.name, health.retry_at, error)
    return health.retry_at


def note_recovery(engine: Engine) -> None:
    logger.warning("Search engine %s is back and has caught up", engine.name)
    EngineHealth.objects.filter(engine=engine.name).update(failures=0, failing_since=None, retry_at=None, error="")
