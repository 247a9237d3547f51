"""SQLite files: how they are opened, what stands in an index, and which errors mean that there is none."""

import sqlite3
import string
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from civic_search.documents import FACETS, WEIGHTS
from civic_search.engines.protocol import EngineDownError

#: Seconds that a writer waits for another one.
PATIENCE = 30
#: Whatever the tokens hold, they end at blanks only. Characters beyond ASCII are part of tokens in any case.
MARKS = "".join(mark for mark in string.punctuation)
TOKENIZE = f"ascii tokenchars '{MARKS.replace(chr(39), chr(39) * 2)}'".replace('"', '""')

#: `entries` is what is read at once into memory, `documents` what one answer needs; `words` keeps no text of its own, so
#: that `documents.tokens` (packed) is what a row is taken out with. `changed` is the value of `about.changes` at the last
#: change of a row; `turn` the number of whoever wrote last.
SCHEMA = f"""
CREATE TABLE about (
    fingerprint TEXT NOT NULL, changes INTEGER NOT NULL, documents INTEGER NOT NULL, turn INTEGER NOT NULL
);
CREATE TABLE entries (
    entry INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, changed INTEGER NOT NULL,
    worth REAL NOT NULL, fades INTEGER NOT NULL, dated_on INTEGER NOT NULL,
    {", ".join(f"facet_{facet} INTEGER NOT NULL" for facet in FACETS)}
);
CREATE INDEX entries_changed ON entries (changed);
CREATE TABLE documents (entry INTEGER PRIMARY KEY, document TEXT NOT NULL, tokens BLOB NOT NULL);
CREATE TABLE numbers (key TEXT NOT NULL, entry INTEGER NOT NULL, PRIMARY KEY (key, entry)) WITHOUT ROWID;
CREATE INDEX numbers_entry ON numbers (entry);
CREATE TABLE facet_values (code INTEGER PRIMARY KEY, facet TEXT NOT NULL, labels TEXT NOT NULL, UNIQUE (facet, labels));
CREATE VIRTUAL TABLE words USING fts5({", ".join(WEIGHTS)}, content='', detail=full, tokenize="{TOKENIZE}");
"""

#: Primary codes of SQLite for a file that is not there, not a database, or broken.
GONE = {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT}


class NoIndexError(Exception):
    """There is no index, or none that can be read: it holds nothing until it is built."""


def open_file(path: Path, *, create: bool = False) -> sqlite3.Connection:
    """Without `create`, a file that is not there is an error."""
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={'rwc' if create else 'rw'}",
        uri=True,
        timeout=PATIENCE,
        isolation_level=None,
        check_same_thread=False,
    )
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    return connection


@contextmanager
def opened(path: Path, *, create: bool = False) -> Iterator[sqlite3.Connection]:
    connection = open_file(path, create=create)
    try:
        yield connection
    finally:
        connection.close()


@contextmanager
def transaction(connection: sqlite3.Connection, kind: str = "IMMEDIATE") -> Iterator[None]:
    connection.execute(f"BEGIN {kind}")
    try:
        yield
    except BaseException:
        connection.rollback()
        raise
    connection.commit()


@contextmanager
def telling_errors() -> Iterator[None]:
    """A broken or missing file is `NoIndexError`; a full disk, a lock that is never given and the like: `EngineDownError`."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        code = getattr(error, "sqlite_errorcode", None)
        if code is not None and code & 0xFF in GONE:
            raise NoIndexError(str(error)) from error
        if isinstance(error, sqlite3.OperationalError) and "no such table" in str(error):
            raise NoIndexError(str(error)) from error
        raise EngineDownError(str(error)) from error
    except OSError as error:
        raise EngineDownError(str(error)) from error


def delete_file(path: Path) -> None:
    """With what SQLite keeps beside it. Where readers still hold it open and the system minds, it stays until later."""
    for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):
        try:
            path.with_name(name).unlink(missing_ok=True)
        except PermissionError:
            return
