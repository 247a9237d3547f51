"""Elasticsearch 8: for cities whose texts outgrow one machine. The smallest distribution will do, a cluster too.

The name of the index is an alias. A build is an index beside it, under an alias of its own that stands for the fingerprint;
`finish` moves the name in one step. Nothing is written but through an alias (`require_alias`): what comes late finds no
index, rather than making one.
"""

import dataclasses
import datetime
import hashlib
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from itertools import islice
from typing import Any

from elasticsearch import ApiError, BadRequestError, Elasticsearch, NotFoundError, TransportError
from elasticsearch.dsl import Mapping as Fields
from elasticsearch.helpers import streaming_bulk

from civic_search.app_settings import app_settings
from civic_search.documents import FACETS, WEIGHTS, Entry, SearchDocument
from civic_search.engines.elasticsearch_questions import search_for
from civic_search.engines.protocol import Candidate, EngineDownError, Found, IndexState
from civic_search.queries import Request

#: Answers that may be other ones a moment later.
BUSY = (429, 502, 503, 504)
#: Answers of a server that does not let us in, for now.
CLOSED = (401, 403)
RETRIES = 5
#: How many entries travel together, and how many bytes at most.
CHUNK = 500
CHUNK_BYTES = 10_000_000
#: A document whose validity has ended counts as much of its score.
NOT_IN_FORCE = 0.5
TOKENS = {"type": "text", "analyzer": "whitespace"}


@contextmanager
def reaching_server() -> Iterator[None]:
    """What goes wrong on the way, and a server that cannot answer now, is one error; a mistake of ours stays what it is."""
    try:
        yield
    except TransportError as error:
        raise EngineDownError(str(error)) from error
    except ApiError as error:
        if error.status_code not in {*BUSY, *CLOSED}:
            raise
        raise EngineDownError(str(error)) from error


class ElasticsearchEngine:
    """The index of that name on the server of that address; of the settings, unless others are given."""

    name = "elasticsearch"

    def __init__(self, url: str = "", index: str = "") -> None:
        self._url = url or app_settings.ELASTICSEARCH_URL
        self.index = index or app_settings.ELASTICSEARCH_INDEX

    @cached_property
    def client(self) -> Elasticsearch:
        """For questions: another node is tried when one is down, but whoever waits has no time for a second try."""
        return Elasticsearch(
            self._url.split(","),
            request_timeout=app_settings.ELASTICSEARCH_TIMEOUT,
            max_retries=RETRIES,
            retry_on_status=BUSY,
        )

    @cached_property
    def writer(self) -> Elasticsearch:
        """For changes, all of which may be made twice: a cluster that has just lost a node takes its time."""
        return self.client.options(request_timeout=2 * app_settings.ELASTICSEARCH_TIMEOUT, retry_on_timeout=True)

    @reaching_server()
    def state(self) -> IndexState:
        try:
            described = self.client.indices.get_mapping(index=self.index)
            documents = self.client.count(index=self.index)["count"]
        except NotFoundError:
            return IndexState(fingerprint="", documents=0)
        fingerprint = next(iter(described.values()))["mappings"]["_meta"]["fingerprint"]
        return IndexState(fingerprint=fingerprint, documents=documents)

    @reaching_server()
    def write(self, entries: Iterable[Entry]) -> int:
        """First into what is being built: when that takes the place of the index meanwhile, nothing is missing in it."""
        aliases, written = [*self.builds(), self.index], 0
        for chunk in chunks_of(entries):
            written += max([self.send(index_into(alias, entry) for entry in chunk) for alias in aliases])
        self.refresh()
        return written

    @reaching_server()
    def remove(self, ids: Iterable[str]) -> None:
        gone = list(ids)
        for alias in [*self.builds(), self.index]:
            self.send({"_op_type": "delete", "_index": alias, "_id": one} for one in gone)
        self.refresh()

    @reaching_server()
    def begin_build(self, fingerprint: str) -> "ElasticsearchBuild":
        for index in self.builds().values():
            self.writer.indices.delete(index=index, ignore_unavailable=True)
        build = ElasticsearchBuild(self, f"{self.index}-{uuid.uuid4().hex[:12]}", self.build_alias(fingerprint))
        try:
            self.writer.indices.create(
                index=build.index, aliases={build.alias: {}}, settings=index_settings(), mappings=fields(fingerprint)
            )
        except BadRequestError as error:
            if error.error != "resource_already_exists_exception":  # our own, whose answer was lost
                raise
        return build

    @reaching_server()
    def resume_build(self, fingerprint: str) -> "ElasticsearchBuild | None":
        alias = self.build_alias(fingerprint)
        index = self.builds().get(alias)
        return ElasticsearchBuild(self, index, alias) if index else None

    @reaching_server()
    def search(self, request: Request) -> Found:
        """Complete or not at all: an answer without some of the shards is none."""
        try:
            answer = self.client.search(
                index=self.index,
                body=search_for(request).to_dict(),
                allow_partial_search_results=False,
                search_type="dfs_query_then_fetch" if app_settings.ELASTICSEARCH_SHARDS > 1 else None,
            )
        except NotFoundError:
            return Found(total=0, candidates=[], facets={facet: {} for facet in request.facets})
        hits, counted = answer["hits"], answer.get("aggregations", {})
        return Found(
            total=hits["total"]["value"],
            candidates=[Candidate(document_of(hit), hit["_score"] or 0.0) for hit in hits["hits"]],
            facets={facet: counts_of(counted[facet]) for facet in request.facets},
        )

    @reaching_server()
    def fetch(self, ids: Sequence[str]) -> Mapping[str, SearchDocument]:
        if not ids:
            return {}
        answers = self.client.mget(index=self.index, ids=list(ids))["docs"]
        for error in (answer["error"]["type"] for answer in answers if "error" in answer):
            if error != "index_not_found_exception":
                raise EngineDownError(error)
        return {answer["_id"]: document_of(answer) for answer in answers if answer.get("found")}

    def builds(self) -> dict[str, str]:
        """What is being built: alias → index."""
        found = self.writer.indices.get_alias(name=f"{self.index}-building-*")
        return {alias: index for index, described in found.items() for alias in described["aliases"]}

    def build_alias(self, fingerprint: str) -> str:
        return f"{self.index}-building-{hashlib.sha256(fingerprint.encode()).hexdigest()[:12]}"

    def send(self, operations: Iterable[Mapping[str, Any]]) -> int:
        """Durable when it returns; how many were accepted. What is not there (an index, a document) is left alone."""
        accepted = 0
        for is_accepted, answer in streaming_bulk(
            self.writer,
            operations,
            chunk_size=CHUNK,
            max_chunk_bytes=CHUNK_BYTES,
            raise_on_error=False,
            max_retries=RETRIES,
            initial_backoff=0.2,
            retry_on_status=BUSY,
            require_alias=True,
        ):
            accepted += is_accepted
            if not is_accepted:
                check_refusal(next(iter(answer.values())))
        return accepted

    def refresh(self) -> None:
        """Let every search see what was written."""
        self.writer.indices.refresh(index=self.index, ignore_unavailable=True)


class ElasticsearchBuild:
    """An index beside the one that answers. Whoever knows the fingerprint can go on with it."""

    def __init__(self, engine: ElasticsearchEngine, index: str, alias: str) -> None:
        self.engine, self.index, self.alias = engine, index, alias

    @reaching_server()
    def add(self, entries: Iterable[Entry]) -> int:
        return self.engine.send(index_into(self.alias, entry) for entry in entries)

    @reaching_server()
    def finish(self) -> None:
        """Make it visible, give it the name, drop the old one: the last two in one step."""
        indices, name = self.engine.writer.indices, self.engine.index
        indices.put_settings(index=self.index, settings={"index.refresh_interval": None})
        indices.refresh(index=self.index)
        old = indices.get_alias(name=name, ignore_unavailable=True) if indices.exists_alias(name=name) else {}
        if self.index in old:
            return
        indices.update_aliases(
            actions=[
                *({"remove_index": {"index": index}} for index in old),
                {"add": {"index": self.index, "alias": name}},
                {"remove": {"index": self.index, "alias": self.alias}},
            ]
        )

    @reaching_server()
    def abandon(self) -> None:
        self.engine.writer.indices.delete(index=self.index, ignore_unavailable=True)


def index_settings() -> dict[str, Any]:
    """Nobody asks an index that is being built: it makes nothing visible before it is finished."""
    return {
        "number_of_shards": app_settings.ELASTICSEARCH_SHARDS,
        "number_of_replicas": app_settings.ELASTICSEARCH_REPLICAS,
        "refresh_interval": "-1",
    }


def fields(fingerprint: str) -> dict[str, Any]:
    """Only the document itself is kept to be read again; of the rest, what searching needs."""
    mapping = Fields()
    mapping.meta("dynamic", False)
    mapping.meta("_meta", {"fingerprint": fingerprint})
    mapping.meta("_source", {"includes": ["document"]})
    for name in ("text", "files"):
        mapping.field(name, "text", analyzer="whitespace")
    for name in ("id", "number_keys"):
        mapping.field(name, "keyword")
    mapping.field("facets", "object", properties={facet: {"type": "keyword"} for facet in FACETS})
    mapping.field("dated_on", "date", format="strict_date")
    mapping.field("worth", "float")
    mapping.field("fades", "boolean")
    mapping.field("document", "object", enabled=False)
    return mapping.to_dict()


def index_into(alias: str, entry: Entry) -> dict[str, Any]:
    """An entry as it is sent; see `elasticsearch_questions` for what its fields are for."""
    document = entry.document
    texts = [entry.tokens.get(name, "") for name, weight in WEIGHTS.items() for _ in range(int(weight))]
    source = {
        "id": document.id,
        "text": [text for text in texts if text],
        "files": entry.tokens.get("files", ""),
        "number_keys": entry.number_keys,
        "facets": document.facets,
        "dated_on": document.dated_on,
        "worth": document.boost * (1.0 if document.is_in_force else NOT_IN_FORCE),
        "fades": document.fades,
        "document": {field.name: getattr(document, field.name) for field in dataclasses.fields(document)},
    }
    return {"_index": alias, "_id": document.id, "_source": source}


def document_of(hit: Mapping[str, Any]) -> SearchDocument:
    kept = hit["_source"]["document"]
    for name in ("numbers", "keywords"):
        kept[name] = tuple(kept[name])
    kept["facets"] = {facet: tuple(values) for facet, values in kept["facets"].items()}
    kept["dated_on"] = datetime.date.fromisoformat(kept["dated_on"]) if kept["dated_on"] else None
    return SearchDocument(**kept)


def counts_of(aggregation: Mapping[str, Any]) -> dict[str, int]:
    return {bucket["key"]: bucket["doc_count"] for bucket in aggregation["values"]["buckets"]}


def check_refusal(answer: Mapping[str, Any]) -> None:
    if answer["status"] in BUSY:
        raise EngineDownError(str(answer["error"]))
    if answer["status"] != 404:  # noqa: PLR2004 (what is not there needs no writing)
        raise ValueError(str(answer["error"]))


def chunks_of(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    rest = iter(entries)
    while chunk := list(islice(rest, CHUNK)):
        yield chunk
