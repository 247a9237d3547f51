"""What an engine can do. Order of results, highlights and words are made of its answers in Python, once for all engines."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from civic_search.documents import Entry, SearchDocument
from civic_search.queries import Request


class EngineDownError(Exception):
    """The engine cannot be reached or cannot answer now. Nothing was lost: what was to be written is written again later."""


@dataclass(frozen=True, slots=True)
class IndexState:
    """What an engine holds. `fingerprint` is that of the text pipeline which wrote it; "" when there is no index yet."""

    fingerprint: str
    documents: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """A document that matches, with the engine's own score (the higher the better; comparable within one answer only)."""

    document: SearchDocument
    score: float


@dataclass(frozen=True, slots=True)
class Found:
    """An answer. `facets`: facet → value → how many match under the question and the filters of all *other* facets."""

    total: int
    candidates: Sequence[Candidate]
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


class Build(Protocol):
    """An index that is being built anew beside the one that answers. It outlives its process: `add` may go on elsewhere.

    No two builds ever have the same `name`.
    """

    @property
    def name(self) -> str: ...

    def add(self, entries: Iterable[Entry], *, turn: int = 0) -> int:
        """Write entries, replacing those of the same id; returns how many. Durable when it returns."""

    def finish(self) -> None:
        """Put it in the place of the index that answers, at once and without a gap; the old one is dropped."""

    def abandon(self) -> None:
        """Drop it."""


class Engine(Protocol):
    """Raises `EngineDownError` from every method when it cannot be reached.

    `turn` is the number of whoever writes. What a higher one has written or removed is left as it is: it is newer. Who
    writes alone needs no number.
    """

    name: str

    def state(self) -> IndexState: ...

    def write(self, entries: Iterable[Entry], *, turn: int = 0) -> int:
        """Write entries into the index that answers, and into one under construction; those of the same id are replaced.

        Durable and visible to searches of every process when it returns. Returns how many it holds now, as they were
        given or newer.
        """

    def remove(self, ids: Iterable[str], *, turn: int = 0) -> None:
        """Take documents out of both. Unknown ids are no error."""

    def begin_build(self, fingerprint: str) -> Build:
        """Start a new index; one under construction is dropped."""

    def resume_build(self, fingerprint: str) -> Build | None:
        """The index under construction, when there is one with this fingerprint."""

    def search(self, request: Request) -> Found:
        """Documents that match, best first by the engine's score (weights of `documents.WEIGHTS`), or by date.

        An index that does not exist yet holds nothing: no error, nothing found.
        """

    def fetch(self, ids: Sequence[str]) -> Mapping[str, SearchDocument]:
        """Documents by id, those that are indexed."""
