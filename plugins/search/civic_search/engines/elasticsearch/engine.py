"""The protocol. The index's name is an alias; a build stands beside it under one that is made of its fingerprint."""

import hashlib
import re
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice
from typing import Any

from elasticsearch import BadRequestError, Elasticsearch, NotFoundError
from elasticsearch.dsl import Q, Search

from civic_search.app_settings import app_settings
from civic_search.documents import Entry, SearchDocument
from civic_search.engines.elasticsearch.entries import fields, index_settings, pack_entry, unpack_document
from civic_search.engines.elasticsearch.questions import search_for
from civic_search.engines.elasticsearch.server import (
    CHUNK,
    client_for_changes,
    client_for_questions,
    reaching_server,
    send,
)
from civic_search.engines.protocol import Candidate, EngineDownError, Found, IndexState
from civic_search.queries import Request

GONE = "This build is gone, or was dropped for another one."


class ElasticsearchEngine:
    """The index of that name, on the server at that address: those of the settings, unless others are given."""

    name = "elasticsearch"

    def __init__(self, url: str = "", index: str = "") -> None:
        self.url = url or app_settings.ELASTICSEARCH_URL
        self.index = index or app_settings.ELASTICSEARCH_INDEX

    @cached_property
    def client(self) -> Elasticsearch:
        return client_for_questions(self.url)

    @cached_property
    def writer(self) -> Elasticsearch:
        return client_for_changes(self.client)

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
    def write(self, entries: Iterable[Entry], *, turn: int = 0) -> int:
        """First into what is being built: should it take the place of the index meanwhile, nothing is missing in it."""
        aliases, written = [*self.builds(), self.index], 0
        for chunk in chunks_of(entries):
            written += max([send(self.writer, writing_into(alias, chunk, turn=turn)) for alias in aliases])
        self.show_changes()
        return written

    @reaching_server()
    def remove(self, ids: Iterable[str], *, turn: int = 0) -> None:
        """By the indexes' own names: a removal with a version makes the index that it does not find, and one that bears
        the name of an alias would be in the way for ever.
        """
        gone = list(ids)
        for index, aliases in self.indexes().items():
            if aliases:
                send(self.writer, removing_from(index, gone, turn=turn))
        self.show_changes()

    def show_changes(self) -> None:
        """To every search from now on."""
        self.writer.indices.refresh(index=self.index, ignore_unavailable=True)

    @reaching_server()
    def begin_build(self, fingerprint: str) -> "ElasticsearchBuild":
        for index, aliases in self.indexes().items():
            if self.index not in aliases:
                self.writer.indices.delete(index=index, ignore_unavailable=True)
        build = ElasticsearchBuild(self, f"{self.index}-{uuid.uuid4().hex[:12]}", self.build_alias(fingerprint))
        try:
            self.writer.indices.create(
                index=build.index, aliases={build.alias: {}}, settings=index_settings(), mappings=fields(fingerprint)
            )
        except BadRequestError as error:
            if error.error != "resource_already_exists_exception":  # ours: the first answer was lost on the way
                raise
        return build

    @reaching_server()
    def resume_build(self, fingerprint: str) -> "ElasticsearchBuild | None":
        alias = self.build_alias(fingerprint)
        index = self.builds().get(alias)
        return ElasticsearchBuild(self, index, alias) if index else None

    def indexes(self) -> dict[str, list[str]]:
        """Our indexes, each with its aliases. One without any is the work of a request that came too late."""
        found = self.writer.indices.get_alias(index=f"{self.index}-*")
        return {index: list(told["aliases"]) for index, told in found.items() if self.is_ours(index)}

    def builds(self) -> dict[str, str]:
        """What is being built: alias → index."""
        return {alias: index for index, aliases in self.indexes().items() for alias in aliases if alias != self.index}

    def is_ours(self, index: str) -> bool:
        """Another site may have called its index like ours with something behind it."""
        return re.fullmatch(rf"{re.escape(self.index)}-[0-9a-f]{{12}}", index) is not None

    def build_alias(self, fingerprint: str) -> str:
        return f"{self.index}-building-{hashlib.sha256(fingerprint.encode()).hexdigest()[:12]}"

    @reaching_server()
    def search(self, request: Request) -> Found:
        answer = self.answer(search_for(request))
        if answer is None:
            return Found(total=0, candidates=[], facets={facet: {} for facet in request.facets})
        hits, counted = answer["hits"], answer.get("aggregations", {})
        return Found(
            total=hits["total"]["value"],
            candidates=[Candidate(unpack_document(hit), hit["_score"] or 0.0) for hit in hits["hits"]],
            facets={facet: counts_in(counted[facet]) for facet in request.facets},
        )

    @reaching_server()
    def fetch(self, ids: Sequence[str]) -> Mapping[str, SearchDocument]:
        answer = self.answer(Search().query(Q("ids", values=list(ids)))[: len(ids)])
        return {hit["_id"]: unpack_document(hit) for hit in answer["hits"]["hits"]} if answer else {}

    def answer(self, search: Search) -> Mapping[str, Any] | None:
        """All of the answer or an error; None when there is no index. A second look, for an index may just have gone."""
        for _ in range(2):
            try:
                return self.client.search(
                    index=self.index,
                    body=search.to_dict(),
                    allow_partial_search_results=False,
                    search_type="dfs_query_then_fetch" if app_settings.ELASTICSEARCH_SHARDS > 1 else None,
                ).body
            except NotFoundError:
                continue
        return None


class ElasticsearchBuild:
    """An index beside the one that answers."""

    def __init__(self, engine: ElasticsearchEngine, index: str, alias: str) -> None:
        self.engine, self.index, self.alias = engine, index, alias

    @property
    def name(self) -> str:
        return self.index

    @reaching_server()
    def add(self, entries: Iterable[Entry], *, turn: int = 0) -> int:
        added = list(entries)
        if send(self.engine.writer, writing_into(self.alias, added, turn=turn)) < len(added):
            raise EngineDownError(GONE)
        return len(added)

    @reaching_server()
    def finish(self) -> None:
        """Make it visible; then, in one step, give it the name and drop the old one. The server packs it closer meanwhile:
        one segment answers in four fifths of the time.
        """
        indices, name = self.engine.writer.indices, self.engine.index
        try:
            indices.refresh(index=self.index)
            indices.forcemerge(index=self.index, max_num_segments=1, wait_for_completion=False)
            old = list(indices.get_alias(name=name)) if indices.exists_alias(name=name) else []
            if self.index in old:
                return
            indices.update_aliases(
                actions=[
                    *({"remove_index": {"index": index}} for index in old),
                    {"add": {"index": self.index, "alias": name}},
                    {"remove": {"index": self.index, "alias": self.alias}},
                ]
            )
        except NotFoundError as error:
            raise EngineDownError(GONE) from error

    @reaching_server()
    def abandon(self) -> None:
        self.engine.writer.indices.delete(index=self.index, ignore_unavailable=True)


def writing_into(alias: str, entries: Iterable[Entry], *, turn: int) -> Iterator[dict[str, Any]]:
    return ({**one_of(alias, entry.document.id, turn), "_source": pack_entry(entry)} for entry in entries)


def removing_from(alias: str, ids: Iterable[str], *, turn: int) -> Iterator[dict[str, Any]]:
    return ({**one_of(alias, one, turn), "_op_type": "delete"} for one in ids)


def one_of(alias: str, id_: str, turn: int) -> dict[str, Any]:
    """A document; what was changed by a higher turn is not changed. The server may come to a request after we gave it up."""
    return {"_index": alias, "_id": id_, "_version": turn, "_version_type": "external_gte"}


def counts_in(aggregation: Mapping[str, Any]) -> dict[str, int]:
    """The counts of a facet, which stand one deeper where others narrow it."""
    return {bucket["key"]: bucket["doc_count"] for bucket in aggregation.get("values", aggregation)["buckets"]}


def chunks_of(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    rest = iter(entries)
    while chunk := list(islice(rest, CHUNK)):
        yield chunk
