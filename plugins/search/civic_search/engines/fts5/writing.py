"""Entries into a file and out of it; whoever calls holds the transaction."""

import json
import sqlite3
from collections.abc import Iterable, Sequence

from civic_search.documents import FACETS, WEIGHTS, Entry
from civic_search.engines.fts5.packing import fields_of, pack_document, pack_tokens, unpack_tokens
from civic_search.engines.worth import worth_of

FIELDS = ", ".join(WEIGHTS)
MARKS = ", ".join("?" * len(WEIGHTS))
FACET_COLUMNS = ", ".join(f"facet_{facet}" for facet in FACETS)


def is_in_time(index: sqlite3.Connection, turn: int) -> bool:
    """Whether nobody with a higher number has written here. If so, nobody with a lower one will from now on."""
    return bool(index.execute("UPDATE about SET turn = ? WHERE turn <= ?", (turn, turn)).rowcount)


def write_entries(index: sqlite3.Connection, entries: Sequence[Entry]) -> None:
    """Take out what has the same ids → write rows, documents and numbers → write all words → count the change.

    Words come last and together: any other statement between them would make FTS5 put each document's on disk by itself.
    """
    latest = {entry.document.id: entry for entry in entries}
    known = take_out_words(index, latest)
    change = next_change(index)
    codes = FacetCodes(index)
    rows = {write_row(index, known.get(id_), entry, change=change, codes=codes): entry for id_, entry in latest.items()}
    fields = {row: fields_of(entry) for row, entry in rows.items()}
    index.executemany(
        "INSERT OR REPLACE INTO documents VALUES (?, ?, ?)",
        ((row, pack_document(entry.document), pack_tokens(fields[row])) for row, entry in rows.items()),
    )
    numbers = ((key, row) for row, entry in rows.items() for key in entry.number_keys)
    index.executemany("INSERT OR IGNORE INTO numbers VALUES (?, ?)", numbers)
    count_change(index, change)
    index.executemany(
        f"INSERT INTO words (rowid, {FIELDS}) VALUES (?, {MARKS})",  # noqa: S608 (names of our own)
        ((row, *texts) for row, texts in fields.items()),
    )


def remove_entries(index: sqlite3.Connection, ids: Iterable[str]) -> None:
    known = take_out_words(index, ids)
    index.executemany("DELETE FROM documents WHERE entry = ?", ((row,) for row in known.values()))
    index.executemany("DELETE FROM entries WHERE entry = ?", ((row,) for row in known.values()))
    count_change(index, next_change(index))


def take_out_words(index: sqlite3.Connection, ids: Iterable[str]) -> dict[str, int]:
    """Nothing finds these documents any more; returns the rows they have."""
    rows = index.execute(
        "SELECT id, entry, tokens FROM entries JOIN documents USING (entry)"
        " WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(ids)),),
    ).fetchall()
    index.executemany(
        f"INSERT INTO words (words, rowid, {FIELDS}) VALUES ('delete', ?, {MARKS})",  # noqa: S608 (names of our own)
        ((row, *unpack_tokens(tokens)) for _id, row, tokens in rows),
    )
    index.executemany("DELETE FROM numbers WHERE entry = ?", ((row,) for _id, row, _tokens in rows))
    return {id_: row for id_, row, _tokens in rows}


def write_row(index: sqlite3.Connection, known: int | None, entry: Entry, *, change: int, codes: "FacetCodes") -> int:
    """A document that was there before keeps its row, and so its place among equals."""
    document = entry.document
    values = (
        known,
        document.id,
        change,
        worth_of(document),
        document.fades,
        document.dated_on.toordinal() if document.dated_on else 0,
        *(codes.code_of(facet, document.facets.get(facet, ())) for facet in FACETS),
    )
    marks = ", ".join("?" * len(values))
    done = index.execute(
        f"INSERT OR REPLACE INTO entries (entry, id, changed, worth, fades, dated_on, {FACET_COLUMNS}) VALUES ({marks})",  # noqa: S608 (names of our own)
        values,
    )
    return known or int(done.lastrowid or 0)


def next_change(index: sqlite3.Connection) -> int:
    return int(index.execute("SELECT changes FROM about").fetchone()[0]) + 1


def count_change(index: sqlite3.Connection, change: int) -> None:
    index.execute("UPDATE about SET changes = ?, documents = (SELECT count(*) FROM entries)", (change,))


class FacetCodes:
    """Numbers for what a document says under a facet: one for each combination of values that occurs, 0 for none."""

    def __init__(self, index: sqlite3.Connection) -> None:
        self.index = index
        self.known: dict[tuple[str, tuple[str, ...]], int] = {}

    def code_of(self, facet: str, values: tuple[str, ...]) -> int:
        if not values:
            return 0
        if (facet, values) not in self.known:
            said = (facet, json.dumps(values, ensure_ascii=False))
            self.index.execute("INSERT OR IGNORE INTO facet_values (facet, labels) VALUES (?, ?)", said)
            found = self.index.execute("SELECT code FROM facet_values WHERE facet = ? AND labels = ?", said)
            self.known[facet, values] = found.fetchone()[0]
        return self.known[facet, values]
