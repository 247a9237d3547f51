"""Facets, dates and worth of all entries, by row, in the memory of a process: counting and sorting touch no disk.

Read once for a file, then what has changed since. Rows of removed entries stay behind; no question finds them. 32 bytes
an entry.
"""

import datetime
import json
import sqlite3
import threading
from array import array
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from civic_search.documents import FACETS
from civic_search.engines.worth import faded

EVERYTHING = f"SELECT entry, worth, fades, dated_on, {', '.join(f'facet_{facet}' for facet in FACETS)} FROM entries"  # noqa: S608 (names of our own)


class Columns:
    def __init__(self) -> None:
        self.dates = array("i")
        self.worths = array("f")
        self.codes = {facet: array("I") for facet in FACETS}
        self.labels: dict[int, tuple[str, ...]] = {0: ()}
        self.holders: dict[tuple[str, str], set[int]] = {}
        self.read_to = -1
        self.today = 0
        self.lock = threading.Lock()

    def refresh(self, index: sqlite3.Connection, *, today: datetime.date) -> None:
        """Read what was written since. Once a day everything, because news fade by the day."""
        (changes,) = index.execute("SELECT changes FROM about").fetchone()
        day = today.toordinal()
        if changes <= self.read_to and day == self.today:
            return
        with self.lock:
            since = self.read_to if day == self.today else -1
            self._read_labels(index)
            self._read_rows(index.execute(f"{EVERYTHING} WHERE changed > ?", (since,)), today=day)
            self.read_to, self.today = max(self.read_to, changes), day

    def _read_labels(self, index: sqlite3.Connection) -> None:
        known = max(self.labels)
        for code, facet, labels in index.execute("SELECT * FROM facet_values WHERE code > ?", (known,)):
            self.labels[code] = tuple(json.loads(labels))
            for value in self.labels[code]:
                self.holders.setdefault((facet, value), set()).add(code)

    def _read_rows(self, rows: Iterable[tuple[int, ...]], *, today: int) -> None:
        codes = list(self.codes.values())
        for row, worth, fades, dated_on, *values in rows:
            if row >= len(self.dates):
                self._grow(row + 1)
            self.dates[row] = dated_on
            self.worths[row] = faded(worth, age=today - dated_on) if fades and dated_on else worth
            for column, value in zip(codes, values, strict=True):
                column[row] = value

    def _grow(self, needed: int) -> None:
        columns: tuple[array[Any], ...] = (self.dates, self.worths, *self.codes.values())
        for column in columns:
            column.extend([0] * (max(needed, len(column) + len(column) // 8) - len(column)))

    def narrow(self, rows: Sequence[int], facet: str, values: Collection[str]) -> Sequence[int]:
        """Rows that have any of these values; all of them when no value is given."""
        if not values:
            return rows
        allowed = set().union(*(self.holders.get((facet, value), ()) for value in values))
        codes = self.codes[facet]
        return [row for row in rows if codes[row] in allowed]

    def count(self, rows: Sequence[int], facet: str) -> dict[str, int]:
        """How many of the rows have each value."""
        counts: Counter[str] = Counter()
        for code, count in Counter(map(self.codes[facet].__getitem__, rows)).items():
            for value in self.labels[code]:
                counts[value] += count
        return dict(counts)
