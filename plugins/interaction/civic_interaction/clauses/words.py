"""What changed within a clause."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

#: Gives the words of a text; put together they are the text again.
Cutter = Callable[[str], list[str]]
#: Whether both texts say the same here, what the old one says, and what the new one says.
Run = tuple[bool, str, str]
_CHARACTERS = re.compile(r"[A-Za-z]+|\d+(?:\.\d+)?%?|.", re.DOTALL)


class PieceKind(StrEnum):
    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Piece:
    kind: PieceKind
    text: str


def cut_characters(text: str) -> list[str]:
    """Every character by itself; figures and Latin words stay whole."""
    return _CHARACTERS.findall(text)


def diff_words(old: str, new: str, *, cut: Cutter = cut_characters) -> tuple[Piece, ...]:
    """The pieces of both texts in reading order, what was removed before what came in its place.

    The pieces that are not `ADDED` make the old text, those that are not `REMOVED` the new one. A single character
    that happens to be equal between two changes is no reason to tear them apart.
    """
    one, other = cut(old), cut(new)
    if "".join(one) != old or "".join(other) != new:
        raise ValueError("What cuts a text must lose nothing of it.")
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    runs = [
        (tag == "equal", "".join(one[low:high]), "".join(other[new_low:new_high]))
        for tag, low, high, new_low, new_high in matcher.get_opcodes()
    ]
    return tuple(_pieces(_without_islands(runs)))


def _without_islands(runs: list[Run]) -> Iterator[Run]:
    """Runs in which no single equal character stands between two changes."""
    removed = added = ""
    for index, (is_same, old, new) in enumerate(runs):
        is_island = is_same and len(old) == 1 and 0 < index < len(runs) - 1
        if is_same and not is_island:
            if removed or added:
                yield False, removed, added
            yield is_same, old, new
            removed = added = ""
        else:
            removed, added = removed + old, added + new
    if removed or added:
        yield False, removed, added


def _pieces(runs: Iterable[Run]) -> Iterator[Piece]:
    for is_same, old, new in runs:
        if is_same:
            yield Piece(PieceKind.SAME, old)
            continue
        if old:
            yield Piece(PieceKind.REMOVED, old)
        if new:
            yield Piece(PieceKind.ADDED, new)
