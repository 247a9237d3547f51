"""Which engines can answer now, and in which order they are asked."""

import threading
import time
from dataclasses import dataclass

from civic_search.app_settings import app_settings
from civic_search.engines import Engine, EngineDownError, IndexState
from civic_search.engines.in_use import engines_in_use
from civic_search.lexicon import current_fingerprint, reads_alike
from civic_search.models import EngineHealth

#: What is known is believed so long.
SECONDS = 2.0
#: What was known so long ago counts for nothing.
OUTDATED = 60.0


@dataclass(frozen=True, slots=True)
class Standing:
    """An engine, and whether it holds all: it has caught up with the outbox, and its index is complete."""

    engine: Engine
    is_complete: bool


class _Watch:
    """What this process knows of an engine.

    A server that says nothing keeps a question waiting until its timeout; but only those that are asked when it falls
    silent. As long as it is down, it is looked after behind the backs of those who ask.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.state: IndexState | None = None
        self.looked_at = float("-inf")
        self._looking = threading.Lock()

    def look(self) -> IndexState | None:
        """What the engine holds, as far as is known; None when it is down."""
        age = time.monotonic() - self.looked_at
        if age > SECONDS and self._looking.acquire(blocking=age > OUTDATED):
            if self.state is None and age <= OUTDATED:
                threading.Thread(target=self._ask, daemon=True).start()
            else:
                self._ask()
        return self.state

    def _ask(self) -> None:
        try:
            self.state = self.engine.state()
        except EngineDownError:
            self.state = None
        finally:
            self.looked_at = time.monotonic()
            self._looking.release()

    def note_down(self) -> None:
        self.state, self.looked_at = None, time.monotonic()


_lock = threading.Lock()
_watches: dict[Engine, _Watch] = {}
_known: tuple[float, tuple[str, ...], list[Standing]] | None = None


def standings() -> list[Standing]:
    """Engines that can answer truly, in the order of the settings; those that have not caught up come after the others."""
    global _known  # noqa: PLW0603 - one for the process
    known, key = _known, (*app_settings.ENGINES, str(app_settings.DIRECTORY))
    if known is None or known[1] != key or time.monotonic() - known[0] > SECONDS:
        known = _known = (time.monotonic(), key, _look_at_all())
    return known[2]


def note_down(engine: Engine) -> None:
    """It failed while it was asked: the next questions do not wait for it."""
    global _known  # noqa: PLW0603 - one for the process
    _watch_of(engine).note_down()
    known = _known
    if known is not None:
        _known = (time.monotonic(), known[1], [one for one in known[2] if one.engine is not engine])


def forget_standings() -> None:
    global _known  # noqa: PLW0603 - one for the process
    _known = None
    _watches.clear()


def _watch_of(engine: Engine) -> _Watch:
    with _lock:
        return _watches.setdefault(engine, _Watch(engine))


def _look_at_all() -> list[Standing]:
    failing = set(EngineHealth.objects.filter(failing_since__isnull=False).values_list("engine", flat=True))
    fingerprint = current_fingerprint()
    found = []
    for engine in engines_in_use():
        state = _watch_of(engine).look()
        if state is not None and reads_alike(state.fingerprint, fingerprint):
            found.append(Standing(engine, is_complete=engine.name not in failing))
    return sorted(found, key=lambda one: not one.is_complete)
