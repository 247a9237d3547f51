"""The engines of this site, by the names of the setting `CIVIC_SEARCH_ENGINES`."""

from functools import lru_cache
from pathlib import Path

from civic_search.app_settings import app_settings
from civic_search.engines.protocol import Engine


def engines_in_use() -> list[Engine]:
    """In the order in which they are asked."""
    return [_open(name, app_settings.DIRECTORY) for name in app_settings.ENGINES]


def engine_in_use(name: str) -> Engine | None:
    return next((engine for engine in engines_in_use() if engine.name == name), None)


@lru_cache(maxsize=8)
def _open(name: str, directory: Path) -> Engine:
    """One handle for a process; the module of an engine that is not used is never imported."""
    if name == "elasticsearch":
        from civic_search.engines.elasticsearch import ElasticsearchEngine  # plc0415: only where it is used

        return ElasticsearchEngine()
    from civic_search.engines.fts5 import Fts5Engine  # plc0415: only where it is used

    return Fts5Engine(directory)
