"""Two versions of a draft, clause by clause."""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

from civic_interaction.clauses.align import Pair, align
from civic_interaction.clauses.split import Clause, split_clauses
from civic_interaction.clauses.words import Cutter, Piece, PieceKind, cut_characters, diff_words


class Difference(StrEnum):
    """What became of a clause. One whose text changed is `CHANGED`, also when it was moved or renumbered as well."""

    SAME = "same"
    CHANGED = "changed"
    RENUMBERED = "renumbered"
    MOVED = "moved"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class ClauseChange:
    """One row of a comparison."""

    difference: Difference
    old: Clause | None
    new: Clause | None
    pieces: tuple[Piece, ...]
    is_moved: bool = False

    @property
    def clause(self) -> Clause:
        """As it is now; one that was removed as it was."""
        clause = self.new or self.old
        if clause is None:
            raise ValueError("A change is one of a clause.")
        return clause

    @property
    def is_renumbered(self) -> bool:
        return self.old is not None and self.new is not None and self.old.label != self.new.label

    def to_json(self) -> dict[str, Any]:
        """For the API: both numbers and anchors, and the pieces of the text in reading order."""
        return {
            "difference": self.difference.value,
            "kind": self.clause.kind.value,
            "depth": self.clause.depth,
            "old_anchor": self.old.anchor if self.old else None,
            "new_anchor": self.new.anchor if self.new else None,
            "old_label": self.old.label if self.old else "",
            "new_label": self.new.label if self.new else "",
            "is_moved": self.is_moved,
            "pieces": [{"kind": piece.kind.value, "text": piece.text} for piece in self.pieces],
        }


@dataclass(frozen=True)
class Comparison:
    """All clauses of both versions; see `align` for their order."""

    changes: tuple[ClauseChange, ...]

    @cached_property
    def counts(self) -> dict[Difference, int]:
        """How many clauses of each kind, noughts included."""
        counted = Counter(change.difference for change in self.changes)
        return {difference: counted[difference] for difference in Difference}

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all is different."""
        return self.counts[Difference.SAME] == len(self.changes)

    def to_json(self) -> dict[str, Any]:
        return {
            "counts": {difference.value: count for difference, count in self.counts.items()},
            "clauses": [change.to_json() for change in self.changes],
        }


def compare(old: str, new: str, *, cut: Cutter = cut_characters) -> Comparison:
    """Compare two versions of a draft as texts; `cut` gives the words that changes within a clause are shown by."""
    return Comparison(tuple(_change(pair, cut=cut) for pair in align(split_clauses(old), split_clauses(new))))


def _change(pair: Pair, *, cut: Cutter) -> ClauseChange:
    old, new = pair.old, pair.new
    if old is None or new is None:
        difference = Difference.ADDED if old is None else Difference.REMOVED
        kind = PieceKind.ADDED if old is None else PieceKind.REMOVED
        text = (new or old).text  # type: ignore[union-attr]
        return ClauseChange(difference, old, new, (Piece(kind, text),) if text else ())
    if old.text == new.text:
        pieces: tuple[Piece, ...] = (Piece(PieceKind.SAME, new.text),) if new.text else ()
    else:
        pieces = diff_words(old.text, new.text, cut=cut)
    return ClauseChange(_difference(pair, old, new), old, new, pieces, pair.is_moved)


def _difference(pair: Pair, old: Clause, new: Clause) -> Difference:
    if old.text != new.text:
        return Difference.CHANGED
    if pair.is_moved:
        return Difference.MOVED
    return Difference.SAME if old.label == new.label else Difference.RENUMBERED
