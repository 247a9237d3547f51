"""A Chinese draft as numbered clauses: split, compared, quoted. Pure functions; no database, no clock, no HTML.

`numerals`  十二, 一百零三, 12, １２
`labels`    第一条, 一、, （一）, 1.: what a line begins with
`split`     a text to its clauses, each with an anchor
`align`     which clause of one version is which of the next, by text and number
`words`     what changed within a clause
`compare`   two versions, clause by clause, as data that the API hands out and pages draw
`quotes`    a quoted passage, and where it is in a later version
"""

from civic_interaction.clauses.align import Pair, align
from civic_interaction.clauses.compare import ClauseChange, Comparison, Difference, compare
from civic_interaction.clauses.labels import ClauseKind
from civic_interaction.clauses.quotes import Place, Quote, QuoteNotFoundError, Standing, find_place, take_quote
from civic_interaction.clauses.split import Clause, split_clauses
from civic_interaction.clauses.words import Piece, PieceKind, cut_characters, diff_words

__all__ = [
    "Clause",
    "ClauseChange",
    "ClauseKind",
    "Comparison",
    "Difference",
    "Pair",
    "Piece",
    "PieceKind",
    "Place",
    "Quote",
    "QuoteNotFoundError",
    "Standing",
    "align",
    "compare",
    "cut_characters",
    "diff_words",
    "find_place",
    "split_clauses",
    "take_quote",
]
