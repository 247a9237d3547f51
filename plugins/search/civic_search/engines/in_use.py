"""The engines of this site, by the names of the setting `CIVIC_SEARCH_ENGINES`."""

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from civic_search.app_settings import app_settings
from civic_search.engines.protocol import Engine


def engines_in_use() -> list[Engine]:
    """In the order in which they are asked."""
    return [_ENGINES[name]() for name in app_settings.ENGINES]


def engine_in_use(name: str) -> Engine | None:
    return next((engine for engine in engines_in_use() if engine.name == name), None)


def _find_fts5() -> Engine:
    return _open_fts5(app_settings.DIRECTORY)


def _find_elasticsearch() -> Engine:
    return _open_elasticsearch(app_settings.ELASTICSEARCH_URL, app_settings.ELASTICSEARCH_INDEX)


@lru_cache(maxsize=8)
def _open_fts5(directory: Path) -> Engine:
    """One handle for a process; the module of an engine that is not used is never imported."""
    from civic_search.engines.fts5 import Fts5Engine  # plc0415: only where it is used

    return Fts5Engine(directory)


@lru_cache(maxsize=8)
def _open_elasticsearch(url: str, index: str) -> Engine:
    from civic_search.engines.elasticsearch import ElasticsearchEngine  # plc0415: only where it is used

    return ElasticsearchEngine(url, index)


_ENGINES: dict[str, Callable[[], Engine]] = {"fts5": _find_fts5, "elasticsearch": _find_elasticsearch}
