"""Building an index anew, beside the one that answers: in portions, by jobs that take turns with all other jobs."""

import time
from collections.abc import Callable

from django.db import transaction
from django.utils import timezone

from civic_search.domain.hold import Hold, holding
from civic_search.engines import Build, Engine
from civic_search.enums import BuildState
from civic_search.lexicon import current_fingerprint, current_reading
from civic_search.models import IndexBuild, PendingChange
from civic_search.sources import registered_sources

PORTION = 500
#: So long a job builds before it lets others have the worker.
SECONDS = 3.0
#: The `kind` of a build that has read all sources and has only to be put in place.
END = "~"


@transaction.atomic
def request_rebuild(engine: Engine, *, again: bool = False) -> IndexBuild:
    """Begin a rebuild of an engine's index and enqueue its first job.

    One that is under way for the same dictionary goes on, unless it shall begin `again`; an older one is given up.
    """
    from civic_search import tasks  # plc0415: tasks import the domain

    fingerprint = current_fingerprint(max_age=0)
    running = IndexBuild.objects.select_for_update().running().filter(engine=engine.name).first()
    if running is not None and running.fingerprint == fingerprint and not again:
        return running
    if running is not None:
        running.state, running.finished_at = BuildState.ABANDONED, timezone.now()
        running.save(update_fields=["state", "finished_at"])
    build = IndexBuild.objects.create(
        engine=engine.name,
        fingerprint=fingerprint,
        total=sum(source.count() for source in registered_sources().values()),
        started_at=timezone.now(),
    )
    tasks.enqueue_once(tasks.rebuild_index, engine.name)
    return build


def carry_on(
    engine: Engine, *, seconds: float = SECONDS, on_progress: Callable[[IndexBuild], None] = lambda build: None
) -> bool:
    """Build for so many seconds at the engine's running rebuild; returns whether something is left to build.

    Where it was cut off, by this clock or by a kill, it goes on. Raises `EngineDownError`.
    """
    until = time.monotonic() + seconds
    while (row := IndexBuild.objects.running().filter(engine=engine.name).first()) is not None:
        with holding(engine.name) as hold:
            if hold is not None:
                _add_portion(engine, row, hold)
                on_progress(row)
        if time.monotonic() > until:
            return row.state == BuildState.RUNNING
        if hold is None:
            time.sleep(0.05)
    return False


def _add_portion(engine: Engine, row: IndexBuild, hold: Hold) -> None:
    """The next portion of documents → the build; after the last one the build takes its place.

    A build that is not the one of the row was begun by somebody who came too late: it is begun anew.
    """
    if row.fingerprint != current_fingerprint(max_age=0):
        request_rebuild(engine)
        row.refresh_from_db()
        return
    build = engine.resume_build(row.fingerprint)
    if build is None and row.kind == END and engine.state().fingerprint == row.fingerprint:
        _close(row, hold)  # killed between putting it in place and saying so
        return
    if build is None or build.name != row.place:
        build = engine.begin_build(row.fingerprint)
        row.place, row.kind, row.key, row.done = build.name, min(registered_sources(), default=END), "", 0
        if not engine.state().fingerprint:
            _forget_pending(hold)
    if row.kind == END:
        build.finish()
        _close(row, hold)
        return
    _add_documents(build, row, turn=hold.turn)
    _write_down(row, hold, "place", "kind", "key", "done")


def _forget_pending(hold: Hold) -> None:
    """What changed until now will be read by the first build of an index; there is no other one to be told."""
    with transaction.atomic():
        if hold.renew():
            PendingChange.objects.of_engine(hold.engine).delete()


def _add_documents(build: Build, row: IndexBuild, *, turn: int) -> None:
    """Move the row's place over the next keys of its source, or to the next source."""
    sources = registered_sources()
    pipeline = current_reading(max_age=0).pipeline
    source = sources.get(row.kind)
    keys = source.keys_after(row.key, size=PORTION) if source is not None else ()
    if source is None or not keys:
        row.kind, row.key = min((kind for kind in sources if kind > row.kind), default=END), ""
        return
    row.done += build.add([pipeline.prepare(document) for document in source.documents(keys)], turn=turn)
    row.key = keys[-1]


def _write_down(row: IndexBuild, hold: Hold, *fields: str) -> None:
    """How far it has come, unless somebody has taken over: he has gone on from where it was."""
    with transaction.atomic():
        if hold.renew():
            row.save(update_fields=fields)


def _close(row: IndexBuild, hold: Hold) -> None:
    """What is pending is told to the new index next; an engine that had been down is known to be back then."""
    from civic_search import tasks  # plc0415: tasks import the domain

    row.state, row.finished_at = BuildState.DONE, timezone.now()
    _write_down(row, hold, "state", "finished_at", "place", "kind", "key", "done")
    tasks.enqueue_once(tasks.write_pending)
