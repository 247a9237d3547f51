"""How the server is reached, and which of its answers mean that it cannot answer now."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from elasticsearch import ApiError, Elasticsearch, TransportError
from elasticsearch.helpers import streaming_bulk

from civic_search.app_settings import app_settings
from civic_search.engines.protocol import EngineDownError

#: Answers that may be other ones a moment later, and those of a server that does not let us in.
BUSY = (429, 502, 503, 504)
CLOSED = (401, 403)
NOT_THERE = 404
#: What is there has a higher version.
NEWER = 409
RETRIES = 5
#: How many entries travel together, and how many bytes at most.
CHUNK = 500
CHUNK_BYTES = 10_000_000


@contextmanager
def reaching_server() -> Iterator[None]:
    """What goes wrong on the way, and a server that cannot answer now, are one error; a mistake of ours stays what it is."""
    try:
        yield
    except TransportError as error:
        raise EngineDownError(str(error)) from error
    except ApiError as error:
        if error.status_code not in {*BUSY, *CLOSED}:
            raise
        raise EngineDownError(str(error)) from error


def client_for_questions(url: str) -> Elasticsearch:
    """Another node is tried at once when one is down; but who waits for an answer has no time to wait twice."""
    return Elasticsearch(
        url.split(","),
        request_timeout=app_settings.ELASTICSEARCH_TIMEOUT,
        max_retries=RETRIES,
        retry_on_status=BUSY,
    )


def client_for_changes(client: Elasticsearch) -> Elasticsearch:
    """All changes can be made twice, so they are tried again: a cluster that has just lost a node takes its time."""
    return client.options(request_timeout=2 * app_settings.ELASTICSEARCH_TIMEOUT, retry_on_timeout=True)


def send(client: Elasticsearch, operations: Iterable[dict[str, Any]]) -> int:
    """Write or delete in bulk; how many were done, durable when it returns, or are there already in a newer version.

    Only through aliases: what comes too late for an index finds none, rather than making one. What is not there (an
    index, a document) is left alone.
    """
    done = 0
    for is_done, answer in streaming_bulk(
        client,
        operations,
        chunk_size=CHUNK,
        max_chunk_bytes=CHUNK_BYTES,
        raise_on_error=False,
        max_retries=RETRIES,
        initial_backoff=0.2,
        retry_on_status=BUSY,
        require_alias=True,
    ):
        refusal = {} if is_done else next(iter(answer.values()))
        done += is_done or refusal["status"] == NEWER
        if refusal:
            check_refusal(refusal)
    return done


def check_refusal(answer: Mapping[str, Any]) -> None:
    if answer["status"] in BUSY:
        raise EngineDownError(str(answer["error"]))
    if answer["status"] not in {NOT_THERE, NEWER}:
        raise ValueError(str(answer["error"]))
