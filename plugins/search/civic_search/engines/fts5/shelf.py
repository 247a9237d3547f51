"""Which file answers and which is being built: two pointers of one line, and the lock between writers.

A pointer is replaced as a whole. Names of indexes are never used twice, so a reader sees by the name that the index is
another one. The old file goes when the new one takes its place; readers that have it open read on until they are done.
"""

import json
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from civic_search.engines.fts5.files import SCHEMA, NoIndexError, delete_file, opened, telling_errors, transaction
from civic_search.engines.protocol import EngineDownError

ANSWERING, BUILDING = "answering.json", "building.json"


@dataclass(frozen=True, slots=True)
class Place:
    """An index on the shelf."""

    path: Path
    fingerprint: str


class Shelf:
    def __init__(self, directory: Path) -> None:
        self.directory = directory

    @property
    def answering(self) -> Place | None:
        return self._read(ANSWERING)

    @property
    def building(self) -> Place | None:
        """None also when the swap was done and its last step was not."""
        place = self._read(BUILDING)
        return None if place == self.answering else place

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Nobody else writes into an index or moves one meanwhile. Given back by the system when a process dies."""
        path = self.directory / "lock.sqlite3"
        try:
            with telling_errors():
                self.directory.mkdir(parents=True, exist_ok=True)
                with opened(path, create=True):
                    pass
        except NoIndexError:
            delete_file(path)
        try:
            with telling_errors(), opened(path, create=True) as lock, transaction(lock):
                yield
        except NoIndexError as error:
            raise EngineDownError(str(error)) from error

    def begin(self, fingerprint: str) -> Place:
        """A new index, empty, in the place of the one that was being built."""
        place = Place(self.directory / f"index-{secrets.token_hex(8)}.sqlite3", fingerprint)
        with self.locked():
            with opened(place.path, create=True) as index:
                index.executescript(SCHEMA)
                index.execute("INSERT INTO about VALUES (?, 0, 0, 0)", (fingerprint,))
            self._point(BUILDING, place)
            self._sweep()
        return place

    def swap(self, place: Place) -> bool:
        """Let `place`, which was being built, answer. False when it no longer is what is being built."""
        with self.locked():
            if self.answering == place:
                return True
            if self.building != place:
                return False
            with opened(place.path) as index:
                index.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            self._point(ANSWERING, place)
            (self.directory / BUILDING).unlink()
            self._sweep()
        return True

    def drop(self, place: Place) -> None:
        with self.locked():
            if self.building == place:
                (self.directory / BUILDING).unlink()
            self._sweep()

    def _sweep(self) -> None:
        """Delete the indexes that nothing points to."""
        kept = {place.path for place in (self.answering, self.building) if place}
        for path in set(self.directory.glob("index-*.sqlite3")) - kept:
            delete_file(path)

    def _read(self, role: str) -> Place | None:
        """None when there is no pointer, or none that can be read."""
        try:
            name, fingerprint = json.loads((self.directory / role).read_bytes())
        except (OSError, ValueError):
            return None
        return Place(self.directory / name, fingerprint)

    def _point(self, role: str, place: Place) -> None:
        written = self.directory / f"{role}.new"
        written.write_text(json.dumps([place.path.name, place.fingerprint]), encoding="utf-8")
        written.replace(self.directory / role)
