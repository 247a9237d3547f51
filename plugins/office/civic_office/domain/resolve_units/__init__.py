"""Turns what a table says about units — 「市经信委、市质监局」, 「各县区、各部门」 — into units and groups of units.

`names` says when two spellings are the same name, `book` holds the names that are known, `split` takes a cell apart,
`grammar` knows the words for groups and kinds of unit, `resolve` puts it together.
"""

from civic_office.domain.resolve_units.book import NameBook, Party, Suggestion
from civic_office.domain.resolve_units.grammar import GroupGuess, guess_group, guess_kind
from civic_office.domain.resolve_units.resolve import (
    Ambiguous,
    Match,
    Resolution,
    Unresolved,
    resolve_text,
    resolve_units,
)
from civic_office.domain.resolve_units.split import Act

__all__ = [
    "Act",
    "Ambiguous",
    "GroupGuess",
    "Match",
    "NameBook",
    "Party",
    "Resolution",
    "Suggestion",
    "Unresolved",
    "guess_group",
    "guess_kind",
    "resolve_text",
    "resolve_units",
]
