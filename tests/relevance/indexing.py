"""What is loaded is indexed by an engine of this run, as rebuilds do it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from elasticsearch import Elasticsearch

from civic_search.domain.rebuild import carry_on, request_rebuild
from civic_search.domain.renew_lexicon import renew_lexicon
from civic_search.domain.renew_vocabulary import renew_vocabulary
from civic_search.domain.stand import forget_standings
from civic_search.engines.in_use import engines_in_use
from civic_search.vocabulary import forget_vocabulary


def collect_language() -> None:
    """The city's dictionary, and what its questions are corrected to."""
    renew_lexicon()
    renew_vocabulary()
    forget_vocabulary()


@contextmanager
def answering(engine: str, *, folder: Path, url: str = "", index: str = "") -> Iterator[None]:
    """Let one engine alone answer, from an index of this run, which is gone afterwards."""
    settings.CIVIC_SEARCH_ENGINES = (engine,)
    settings.CIVIC_SEARCH_DIRECTORY = folder
    settings.CIVIC_SEARCH_ELASTICSEARCH_URL = url
    settings.CIVIC_SEARCH_ELASTICSEARCH_INDEX = index
    forget_standings()
    [used] = engines_in_use()
    request_rebuild(used, again=True)
    while carry_on(used):
        pass
    forget_standings()
    try:
        yield
    finally:
        settings.CIVIC_SEARCH_ENGINES = ()
        if url:
            with Elasticsearch(url) as client:
                for name in client.indices.get(index=f"{index}-*"):
                    client.indices.delete(index=name)
