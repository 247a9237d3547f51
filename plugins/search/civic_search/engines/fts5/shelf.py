"""Which file answers and which is being built: one small SQLite file, which is also the lock between writers.

Names of files are never used twice, so that a reader sees by the name that the index is another one. The old file goes
when the new one takes its place; readers that have it open read on until they are done.
"""

import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from civic_search.engines.fts5.files import (
    SCHEMA,
    NoIndexError,
    delete_file,
    opened,
    telling_errors,
    transaction,
)

ANSWERING, BUILDING = "answering", "building"


@dataclass(frozen=True, slots=True)
class Place:
    """A file on the shelf."""

    path: Path
    fingerprint: str


class Shelf:
    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.path = directory / "shelf.sqlite3"

    def places(self) -> dict[str, Place]:
        """By role. Empty when there is no shelf, or none that can be read."""
        try:
            with telling_errors(), opened(self.path) as connection:
                return self._read(connection)
        except NoIndexError:
            return {}

    def answering(self) -> Path | None:
        place = self.places().get(ANSWERING)
        return place.path if place else None

    @contextmanager
    def locked(self) -> Iterator[sqlite3.Connection]:
        """Nobody else writes into an index or moves one meanwhile. A shelf that cannot be read is made anew, empty."""
        self.directory.mkdir(parents=True, exist_ok=True)
        try:
            with telling_errors():
                self._make()
        except NoIndexError:
            delete_file(self.path)
            with telling_errors():
                self._make()
        with telling_errors(), opened(self.path) as connection, transaction(connection):
            yield connection

    def begin(self, fingerprint: str) -> Place:
        """A new file, empty, in the place of the one that was being built."""
        name = f"index-{secrets.token_hex(8)}.sqlite3"
        place = Place(self.directory / name, fingerprint)
        with self.locked() as shelf:
            self._sweep(shelf)
            with opened(place.path, create=True) as index:
                index.executescript(SCHEMA)
                index.execute("INSERT INTO about VALUES (?, 0, 0)", (fingerprint,))
            shelf.execute("INSERT OR REPLACE INTO places VALUES (?, ?, ?)", (BUILDING, name, fingerprint))
        return place

    def swap(self, place: Place) -> bool:
        """Let `place`, which was being built, answer. False when it no longer is what is being built."""
        with self.locked() as shelf:
            if self._read(shelf).get(BUILDING) != place:
                return False
            with opened(place.path) as index:
                index.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            shelf.execute("DELETE FROM places WHERE role = ?", (ANSWERING,))
            shelf.execute("UPDATE places SET role = ?", (ANSWERING,))
        self.sweep()
        return True

    def drop(self, place: Place) -> None:
        with self.locked() as shelf:
            shelf.execute("DELETE FROM places WHERE role = ? AND name = ?", (BUILDING, place.path.name))
        self.sweep()

    def sweep(self) -> None:
        """Delete the files that nobody names."""
        with self.locked() as shelf:
            self._sweep(shelf)

    def _sweep(self, shelf: sqlite3.Connection) -> None:
        named = {place.path for place in self._read(shelf).values()}
        for path in set(self.directory.glob("index-*.sqlite3")) - named:
            delete_file(path)

    def _make(self) -> None:
        with opened(self.path, create=True) as connection:
            connection.execute(
                "CREATE TABLE IF NOT EXISTS places (role TEXT PRIMARY KEY, name TEXT NOT NULL, fingerprint TEXT NOT NULL)"
            )

    def _read(self, connection: sqlite3.Connection) -> dict[str, Place]:
        rows = connection.execute("SELECT role, name, fingerprint FROM places")
        return {role: Place(self.directory / name, fingerprint) for role, name, fingerprint in rows}
