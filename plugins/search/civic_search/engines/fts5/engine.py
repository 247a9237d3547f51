"""The embedded engine as the protocol wants it."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from django.utils import timezone

from civic_search.civil import civil_date
from civic_search.documents import Entry, SearchDocument
from civic_search.engines.fts5.answering import answer
from civic_search.engines.fts5.files import NoIndexError, opened, telling_errors, transaction
from civic_search.engines.fts5.packing import unpack_document
from civic_search.engines.fts5.reader import Reader
from civic_search.engines.fts5.shelf import Place, Shelf
from civic_search.engines.fts5.writing import is_in_time, remove_entries, write_entries
from civic_search.engines.protocol import EngineDownError, Found, IndexState
from civic_search.queries import Request

Answer = TypeVar("Answer")
#: A reader that met a file going away looks again for the one that has taken its place.
TRIES = 5
#: Pages that are merged before other writers get their turn.
MERGED_AT_ONCE = 1_000


class Fts5Engine:
    """May be shared by threads, and by processes through the directory alone."""

    name = "fts5"

    def __init__(self, directory: Path) -> None:
        self.shelf = Shelf(directory)
        self._reader: Reader | None = None

    def state(self) -> IndexState:
        return self._read(
            lambda index, _reader: IndexState(*index.execute("SELECT fingerprint, documents FROM about").fetchone()),
            IndexState("", 0),
        )

    def write(self, entries: Iterable[Entry], *, turn: int = 0) -> int:
        written = list(entries)
        places = self._change(lambda index: write_entries(index, written), turn=turn) if written else 0
        return len(written) if places else 0

    def remove(self, ids: Iterable[str], *, turn: int = 0) -> None:
        removed = list(ids)
        if removed:
            self._change(lambda index: remove_entries(index, removed), turn=turn)

    def begin_build(self, fingerprint: str) -> "Fts5Build":
        return Fts5Build(self.shelf, self.shelf.begin(fingerprint))

    def resume_build(self, fingerprint: str) -> "Fts5Build | None":
        place = self.shelf.building
        if place is None or place.fingerprint != fingerprint or not place.path.exists():
            return None
        return Fts5Build(self.shelf, place)

    def search(self, request: Request) -> Found:
        def ask(index: sqlite3.Connection, reader: Reader) -> Found:
            reader.columns.refresh(index, today=request.today or civil_date(timezone.now()))
            return answer(index, reader.columns, request)

        return self._read(ask, Found(0, [], {facet: {} for facet in request.facets}))

    def fetch(self, ids: Sequence[str]) -> Mapping[str, SearchDocument]:
        def look_up(index: sqlite3.Connection, _reader: Reader) -> dict[str, SearchDocument]:
            rows = index.execute(
                "SELECT id, document FROM entries JOIN documents USING (entry)"
                " WHERE id IN (SELECT value FROM json_each(?))",
                (json.dumps(list(ids)),),
            )
            return {id_: unpack_document(document) for id_, document in rows}

        return self._read(look_up, {})

    def _change(self, change: Callable[[sqlite3.Connection], None], *, turn: int) -> int:
        """Change every index that is there; returns how many. One that cannot be read is none, until it is built anew."""
        if not self._places():
            return 0
        with self.shelf.locked():
            return sum(self._change_one(place, change, turn=turn) for place in self._places())

    def _change_one(self, place: Place, change: Callable[[sqlite3.Connection], None], *, turn: int) -> bool:
        try:
            with telling_errors(), opened(place.path) as index, transaction(index):
                if is_in_time(index, turn):
                    change(index)
        except NoIndexError:
            return False
        return True

    def _places(self) -> list[Place]:
        return [place for place in (self.shelf.answering, self.shelf.building) if place]

    def _read(self, read: Callable[[sqlite3.Connection, Reader], Answer], nothing: Answer) -> Answer:
        """What `read` says of the index that answers; `nothing` when there is none."""
        place = self.shelf.answering
        for _ in range(TRIES):
            if place is None:
                break
            try:
                reader = self._reader_of(place.path)
                with telling_errors(), reader.snapshot() as index:
                    return read(index, reader)
            except NoIndexError:
                tried, place = place, self.shelf.answering
                if place == tried:
                    break
        return nothing

    def _reader_of(self, path: Path) -> Reader:
        reader = self._reader
        if reader is None or not reader.is_for(path):
            if reader is not None and reader.path != path:
                reader.close()
            reader = self._reader = Reader(path)
        return reader


class Fts5Build:
    """A file beside the one that answers. What was added is on disk; whoever resumes it goes on."""

    def __init__(self, shelf: Shelf, place: Place) -> None:
        self.shelf = shelf
        self.place = place

    @property
    def name(self) -> str:
        return self.place.path.name

    def add(self, entries: Iterable[Entry], *, turn: int = 0) -> int:
        added = list(entries)
        with self._index() as index, transaction(index):
            if is_in_time(index, turn):
                write_entries(index, added)
        return len(added)

    @contextmanager
    def _index(self) -> Iterator[sqlite3.Connection]:
        try:
            with telling_errors(), opened(self.place.path) as index:
                yield index
        except NoIndexError as error:
            raise EngineDownError("This build is gone, or was dropped for another one.") from error

    def finish(self) -> None:
        """Merge what was written piece by piece, a few pages at a time so that others may write; then swap."""
        with self._index() as index:
            pages, done = -MERGED_AT_ONCE, 2  # below zero: all that there is, into one
            while done > 1:
                before = index.total_changes
                index.execute("INSERT INTO words (words, rank) VALUES ('merge', ?)", (pages,))
                pages, done = MERGED_AT_ONCE, index.total_changes - before
        if not self.shelf.swap(self.place):
            raise EngineDownError("This build was dropped for another one.")

    def abandon(self) -> None:
        self.shelf.drop(self.place)
