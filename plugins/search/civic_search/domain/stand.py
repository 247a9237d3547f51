"""Which engines can answer now, and in which order they are asked."""

import threading
import time
from dataclasses import dataclass

from civic_search.app_settings import app_settings
from civic_search.engines import Engine, EngineDownError
from civic_search.engines.in_use import engines_in_use
from civic_search.lexicon import current_fingerprint, reads_alike
from civic_search.models import EngineHealth

#: An answer of this module is believed so long; an engine that failed is left alone so long.
SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class Standing:
    """An engine, and whether it holds all: it has caught up with the outbox, and its index is complete."""

    engine: Engine
    is_complete: bool


_lock = threading.Lock()
_known: tuple[float, tuple[str, ...], list[Standing]] | None = None


def standings() -> list[Standing]:
    """Engines that can answer truly, in the order of the settings; those that have not caught up come after the others."""
    global _known  # noqa: PLW0603 - one for the process
    known, key = _known, (*app_settings.ENGINES, str(app_settings.DIRECTORY))
    if known is None or known[1] != key or time.monotonic() - known[0] > SECONDS:
        with _lock:
            known = _known = (time.monotonic(), key, _ask_all())
    return known[2]


def note_down(engine: Engine) -> None:
    """It failed while it was asked: the next questions do not wait for it."""
    global _known  # noqa: PLW0603 - one for the process
    with _lock:
        if _known is not None:
            _known = (time.monotonic(), _known[1], [one for one in _known[2] if one.engine is not engine])


def forget_standings() -> None:
    global _known  # noqa: PLW0603 - one for the process
    _known = None


def _ask_all() -> list[Standing]:
    failing = set(EngineHealth.objects.filter(failing_since__isnull=False).values_list("engine", flat=True))
    fingerprint = current_fingerprint()
    found = []
    for engine in engines_in_use():
        try:
            state = engine.state()
        except EngineDownError:
            continue
        if reads_alike(state.fingerprint, fingerprint):
            found.append(Standing(engine, is_complete=engine.name not in failing))
    return sorted(found, key=lambda one: not one.is_complete)
