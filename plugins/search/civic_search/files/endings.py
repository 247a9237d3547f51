from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Ending(StrEnum):
    """How the reading of a file ended."""

    WAITING = "waiting"
    READ = "read"
    CUT = "cut"  # longer than what is kept of a text
    EMPTY = "empty"  # pictures of pages, mostly
    TOO_LARGE = "too_large"
    UNSUPPORTED = "unsupported"
    ENCRYPTED = "encrypted"
    BROKEN = "broken"
    BOMB = "bomb"  # unpacks to many times its size
    SLOW = "slow"
    MEMORY = "memory"
    CRASHED = "crashed"
    MISSING = "missing"  # the record is there, the file is not


@dataclass(frozen=True, slots=True)
class Limits:
    """What the reading of one file may cost. What lies beyond `pages` and `cells` is left unread."""

    file_bytes: int = 50 * 2**20
    unpacked_bytes: int = 200 * 2**20
    pages: int = 500
    cells: int = 200_000
    seconds: int = 30
    memory_bytes: int = 768 * 2**20
    characters: int = 200_000


@dataclass(frozen=True, slots=True)
class Extract:
    """What came of a file: its text (empty unless it was read), and how the reading ended."""

    ending: Ending
    text: str = ""


class RefusedError(Exception):
    """A reader will not or cannot read this file."""

    def __init__(self, ending: Ending) -> None:
        super().__init__(ending.value)
        self.ending = ending


def gather(pieces: Iterable[str], *, limits: Limits) -> Extract:
    """Join pieces of text with line ends, until there is enough."""
    kept: list[str] = []
    length = 0
    for piece in pieces:
        text = " ".join(piece.replace("\x00", " ").split())
        if not text:
            continue
        if length + len(text) >= limits.characters:
            kept.append(text[: limits.characters - length])
            return Extract(Ending.CUT, "\n".join(kept))
        kept.append(text)
        length += len(text) + 1
    return Extract(Ending.READ if kept else Ending.EMPTY, "\n".join(kept))
