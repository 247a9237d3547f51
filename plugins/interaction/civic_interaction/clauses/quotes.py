"""A passage that somebody quoted, and where it is in a later version of the draft.

What a quote holds is what the W3C's Web Annotation model calls a text quote: the words, and a few before and after.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import takewhile

from civic_interaction.clauses.align import align
from civic_interaction.clauses.split import Clause
from civic_interaction.clauses.words import PieceKind, diff_words

#: Characters kept before and after the passage.
CONTEXT = 32
#: A passage found in a clause that is not the heir of its own is the same one if it is so long, or has so many
#: characters around it alike; shorter words stand in many clauses.
LONG_ENOUGH = 10
ALIKE_AROUND = 6
#: The share of a passage that must still be there for it to count as altered and not as gone.
STILL_THERE = 0.5


class QuoteNotFoundError(Exception):
    """The clause is not in this version, or these words are not in the clause."""


class Standing(StrEnum):
    """How a quoted passage stands in another version."""

    KEPT = "kept"
    MOVED = "moved"
    ALTERED = "altered"
    ORPHANED = "orphaned"


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage of one version: the clause with its number then, the words, and the words around them.

    `start` counts characters within the clause's text. A quote of the whole clause has `is_whole`.
    """

    anchor: str
    label: str
    exact: str
    start: int = 0
    prefix: str = ""
    suffix: str = ""
    is_whole: bool = False

    @property
    def end(self) -> int:
        return self.start + len(self.exact)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a quote is in a version: clause, and characters from `start` to before `end`. Orphaned, it is nowhere."""

    standing: Standing
    anchor: str = ""
    start: int = 0
    end: int = 0


def take_quote(clauses: Sequence[Clause], anchor: str, exact: str = "", *, start: int | None = None) -> Quote:
    """Quote `exact` out of the clause at `anchor`, or the clause as a whole; `start` says which, when it is there twice.

    Raises `QuoteNotFoundError`: what is quoted must be what the draft says.
    """
    clause = next((one for one in clauses if one.anchor == anchor), None)
    if clause is None:
        raise QuoteNotFoundError(anchor)
    exact = exact.strip()
    if not exact or exact == clause.text:
        return Quote(anchor, clause.label, clause.text, is_whole=True)
    found = start if start is not None and clause.text.startswith(exact, start) else clause.text.find(exact)
    if found < 0:
        raise QuoteNotFoundError(exact)
    end = found + len(exact)
    before, after = clause.text[max(0, found - CONTEXT) : found], clause.text[end : end + CONTEXT]
    return Quote(anchor, clause.label, exact, found, before, after)


def find_place(quote: Quote, old: Sequence[Clause], new: Sequence[Clause]) -> Place:
    """Where the passage is in the version `new`; `old` is the version it was quoted from.

    1. In the clause that its own one became: the same words, of several the ones with the same words around them.
    2. In any other clause, if the words are many or what is around them is alike: they were moved.
    3. In the clause that its own one became: what is left of the words, if that is half of them.
    4. Else nowhere, and nothing is pretended: whoever shows the opinion shows the words as they were.
    """
    heir = next(
        (pair.new for pair in align(old, new) if pair.old is not None and pair.old.anchor == quote.anchor), None
    )
    if heir is not None:
        if quote.is_whole:
            standing = Standing.KEPT if heir.text == quote.exact else Standing.ALTERED
            return Place(standing, heir.anchor, 0, len(heir.text))
        if stays := list(_occurrences(quote, heir)):
            return _best_of(stays).as_place(Standing.KEPT, quote)
    is_long = len(quote.exact) >= LONG_ENOUGH
    elsewhere = (one for clause in new if clause is not heir for one in _occurrences(quote, clause))
    if moved := [one for one in elsewhere if is_long or one.alike >= ALIKE_AROUND]:
        return _best_of(moved).as_place(Standing.MOVED, quote)
    return _find_rest(quote, old, heir)


@dataclass(frozen=True, slots=True)
class _Occurrence:
    """The words of a quote in a clause, from `start`; `alike`: how many characters around them are as they were."""

    anchor: str
    start: int
    alike: int

    def as_place(self, standing: Standing, quote: Quote) -> Place:
        return Place(standing, self.anchor, self.start, self.start + len(quote.exact))


def _occurrences(quote: Quote, clause: Clause) -> Iterator[_Occurrence]:
    """In the order of the clause."""
    start = clause.text.find(quote.exact) if quote.exact else -1
    while start >= 0:
        before, after = clause.text[:start], clause.text[start + len(quote.exact) :]
        alike = _common(before[::-1], quote.prefix[::-1]) + _common(after, quote.suffix)
        yield _Occurrence(clause.anchor, start, alike)
        start = clause.text.find(quote.exact, start + 1)


def _best_of(found: Sequence[_Occurrence]) -> _Occurrence:
    """With the most around it as it was; of several such the first (`max` keeps it)."""
    return max(found, key=lambda one: one.alike)


def _common(one: str, other: str) -> int:
    """With how many characters both begin."""
    return sum(1 for _pair in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _find_rest(quote: Quote, old: Sequence[Clause], heir: Clause | None) -> Place:
    source = next((clause for clause in old if clause.anchor == quote.anchor), None)
    if heir is None or source is None:
        return Place(Standing.ORPHANED)
    position = new_position = kept = 0
    covered: list[int] = []
    for piece in diff_words(source.text, heir.text):
        length = len(piece.text)
        if piece.kind is PieceKind.SAME:
            low, high = max(position, quote.start), min(position + length, quote.end)
            if low < high:
                kept += high - low
                covered += [new_position + low - position, new_position + high - position]
        position += length if piece.kind is not PieceKind.ADDED else 0
        new_position += length if piece.kind is not PieceKind.REMOVED else 0
    if kept < STILL_THERE * len(quote.exact):
        return Place(Standing.ORPHANED)
    return Place(Standing.ALTERED, heir.anchor, min(covered), max(covered))
