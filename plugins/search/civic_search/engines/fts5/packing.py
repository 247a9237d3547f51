"""Documents and tokens as they lie in the file."""

import datetime
import json
import zlib
from typing import Any

from civic_search.documents import WEIGHTS, Entry, SearchDocument

SEPARATOR = "\x1f"


def pack_document(document: SearchDocument) -> str:
    return json.dumps(
        [
            document.kind,
            document.key,
            document.title,
            document.numbers,
            document.keywords,
            document.context,
            document.body,
            document.files,
            dict(document.facets),
            document.dated_on and document.dated_on.isoformat(),
            document.boost,
            document.fades,
            document.is_in_force,
            document.replaced_by,
        ],
        ensure_ascii=False,
    )


def unpack_document(text: str) -> SearchDocument:
    fields: list[Any] = json.loads(text)
    kind, key, title, numbers, keywords, context, body, files, facets, dated_on, *rest = fields
    return SearchDocument(
        kind,
        key,
        title,
        tuple(numbers),
        tuple(keywords),
        context,
        body,
        files,
        {facet: tuple(values) for facet, values in facets.items()},
        datetime.date.fromisoformat(dated_on) if dated_on else None,
        *rest,
    )


def fields_of(entry: Entry) -> list[str]:
    """Tokens in the order of the columns of `words`."""
    return [entry.tokens.get(field, "").replace(SEPARATOR, " ") for field in WEIGHTS]


def pack_tokens(fields: list[str]) -> bytes:
    return zlib.compress(SEPARATOR.join(fields).encode(), level=1)


def unpack_tokens(packed: bytes) -> list[str]:
    return zlib.decompress(packed).decode().split(SEPARATOR)
