"""Starts the process that reads a file, waits for it, and stops it when it takes too long."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from dataclasses import asdict
from typing import IO, Any

from civic_search.files.endings import Ending, Extract, Limits

#: Signals by which the system stops a process that has used its time.
OUT_OF_TIME = {-getattr(signal, "SIGXCPU", 24), -getattr(signal, "SIGKILL", 9)}
#: All the child learns of our environment; no password is among it.
KNOWN_TO_CHILD = ("SYSTEMROOT", "TMPDIR", "TEMP")


def extract_text(file: IO[bytes], *, limits: Limits) -> Extract:
    """Read an open file in a process of its own. Whatever happens there, an `Extract` comes back."""
    with tempfile.TemporaryFile() as content, tempfile.TemporaryFile() as output:
        shutil.copyfileobj(_Bounded(file, limits.file_bytes + 1), content)
        if content.tell() > limits.file_bytes:
            return Extract(Ending.TOO_LARGE)
        content.seek(0)
        ending = _run(content, output, limits)
        if ending is not None:
            return Extract(ending)
        output.seek(0)
        return _understand(output.read())


class _Bounded:
    """A file of which no more than so many bytes are read."""

    def __init__(self, file: IO[bytes], most: int) -> None:
        self.file, self.left = file, most

    def read(self, size: int = -1) -> bytes:
        piece = self.file.read(min(size, self.left) if size >= 0 else self.left)
        self.left -= len(piece)
        return piece


def _run(content: IO[bytes], output: IO[bytes], limits: Limits) -> Ending | None:
    """None when the child came to its end by itself."""
    try:
        done = subprocess.run(  # noqa: S603 (our own module; the file comes on its standard input)
            [sys.executable, "-m", "civic_search.files.child", json.dumps(asdict(limits))],
            stdin=content,
            stdout=output,
            stderr=subprocess.DEVNULL,
            env=child_environment(),
            timeout=limits.seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Ending.SLOW
    if done.returncode in OUT_OF_TIME:
        return Ending.SLOW
    return Ending.CRASHED if done.returncode else None


def child_environment() -> dict[str, str]:
    known = {name: os.environ[name] for name in KNOWN_TO_CHILD if name in os.environ}
    return {**known, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONUTF8": "1"}


def _understand(answer: bytes) -> Extract:
    try:
        said: dict[str, Any] = json.loads(answer)
        return Extract(Ending(said["ending"]), said["text"])
    except (ValueError, KeyError, TypeError):
        return Extract(Ending.CRASHED)
