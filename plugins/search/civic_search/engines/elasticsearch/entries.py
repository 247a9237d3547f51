"""What is kept of a document: the fields that are searched, and the document itself, to be handed back.

`text` holds the texts of a document as often as `WEIGHTS` says: a word of the title counts as if it stood there ten times.
So one BM25 rates them all, with one frequency and one length, as the weighted `bm25()` of SQLite does. The texts of
files, of less weight than once and long, are a field of their own; so is the title, for questions of one character.
Between one text and the next is a gap (Elasticsearch leaves a hundred places), so that no phrase reaches across.
"""

import dataclasses
import datetime
from collections.abc import Mapping
from typing import Any

from elasticsearch.dsl import Mapping as Fields

from civic_search.app_settings import app_settings
from civic_search.documents import FACETS, WEIGHTS, Entry, SearchDocument
from civic_search.engines.worth import worth_of


def index_settings() -> dict[str, Any]:
    """What was removed is remembered for an hour, so that nothing that comes too late brings it back."""
    return {
        "gc_deletes": "1h",
        "number_of_shards": app_settings.ELASTICSEARCH_SHARDS,
        "number_of_replicas": app_settings.ELASTICSEARCH_REPLICAS,
    }


def fields(fingerprint: str) -> dict[str, Any]:
    mapping = Fields()
    mapping.meta("dynamic", False)
    mapping.meta("_meta", {"fingerprint": fingerprint})
    mapping.meta("_source", {"includes": ["document"]})
    for name in ("text", "files", "title"):
        mapping.field(name, "text", analyzer="whitespace")
    for name in ("id", "number_keys"):
        mapping.field(name, "keyword")
    mapping.field("facets", "object", properties={facet: {"type": "keyword"} for facet in FACETS})
    mapping.field("dated_on", "date", format="strict_date")
    mapping.field("worth", "float")
    mapping.field("fades", "boolean")
    mapping.field("document", "object", enabled=False)
    return mapping.to_dict()


def pack_entry(entry: Entry) -> dict[str, Any]:
    document = entry.document
    texts = [entry.tokens.get(name, "") for name, weight in WEIGHTS.items() for _ in range(int(weight))]
    return {
        "id": document.id,
        "text": [text for text in texts if text],
        "files": [entry.tokens.get(name, "") for name, weight in WEIGHTS.items() if weight < 1],
        "title": entry.tokens.get("title", ""),
        "number_keys": entry.number_keys,
        "facets": document.facets,
        "dated_on": document.dated_on,
        "worth": worth_of(document),
        "fades": document.fades,
        "document": {field.name: getattr(document, field.name) for field in dataclasses.fields(document)},
    }


def unpack_document(hit: Mapping[str, Any]) -> SearchDocument:
    kept = hit["_source"]["document"]
    return SearchDocument(
        **{
            **kept,
            "numbers": tuple(kept["numbers"]),
            "keywords": tuple(kept["keywords"]),
            "facets": {facet: tuple(values) for facet, values in kept["facets"].items()},
            "dated_on": datetime.date.fromisoformat(kept["dated_on"]) if kept["dated_on"] else None,
        }
    )
