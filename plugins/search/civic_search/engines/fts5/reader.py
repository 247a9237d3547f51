"""One file that answers, as a process reads it: connections that are free, and its columns."""

import os
import sqlite3
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from civic_search.engines.fts5.columns import Columns
from civic_search.engines.fts5.files import open_file, transaction

#: Pages are read where the system keeps them, for all processes once.
MAPPED = 1 << 30


class Reader:
    """Every search has a connection to itself; as many are open as there were searches at the same time."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.process = os.getpid()
        self.columns = Columns()
        self._free: deque[sqlite3.Connection] = deque()
        self._is_closed = False

    def is_for(self, path: Path) -> bool:
        """Connections do not survive a fork, and another file has another name."""
        return self.path == path and self.process == os.getpid()

    @contextmanager
    def snapshot(self) -> Iterator[sqlite3.Connection]:
        """The index as it is now, whatever is written meanwhile."""
        connection = self._take()
        try:
            with transaction(connection, "DEFERRED"):
                yield connection
        except BaseException:
            connection.close()
            raise
        self._free.append(connection)
        if self._is_closed:
            self.close()

    def _take(self) -> sqlite3.Connection:
        try:
            return self._free.pop()
        except IndexError:
            connection = open_file(self.path)
            connection.execute(f"PRAGMA mmap_size={MAPPED}")
            return connection

    def close(self) -> None:
        """Searches under way end first; each closes its connection."""
        self._is_closed = True
        while self._free:
            try:
                self._free.pop().close()
            except IndexError:
                return
