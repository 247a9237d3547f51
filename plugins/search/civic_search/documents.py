"""What is found, from source to engine: `SearchDocument` (as people wrote it) → `Entry` (as an engine keeps it).

A *source* (items, columns, units; a plugin registers its own) gives documents; `text.prepare` turns each into an entry:
the same tokens for every engine. The original texts travel along, for highlights are cut from them.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

#: What results can be narrowed by. Every value is a code or name that the API hands back; labels are the sources' business.
FACETS = ("type", "unit", "column", "year", "subject", "validity")

#: The fields that hold tokens, and how much a word found there counts.
WEIGHTS: Mapping[str, float] = {"title": 10.0, "keywords": 4.0, "context": 3.0, "body": 1.0, "files": 0.5}


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """One thing the public can find. Texts are plain, without markup.

    `kind` names the source, `key` is unique within it. `numbers` are document numbers and index numbers as printed.
    `context` holds the names around it (unit with its aliases, columns above it), so that 「财政局 预算」 finds the column.
    `boost` multiplies the score (1.0: as it is). `fades`: news, which counts less the older it is.
    `replaced_by` is the `id` of the document in force instead of this one.
    """

    kind: str
    key: str
    title: str
    numbers: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    context: str = ""
    body: str = ""
    files: str = ""
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    dated_on: datetime.date | None = None
    boost: float = 1.0
    fades: bool = False
    is_in_force: bool = True
    replaced_by: str = ""

    @property
    def id(self) -> str:
        return f"{self.kind}:{self.key}"


@dataclass(frozen=True, slots=True)
class Entry:
    """A document as engines keep it: `tokens` per field of `WEIGHTS` (separated by blanks), and keys of its numbers."""

    document: SearchDocument
    tokens: Mapping[str, str]
    number_keys: tuple[str, ...]
