"""How often a column must be fed: pure functions over the words of responsibility tables. No clock, no database.

`rules`      one structured type for every cadence 保障时限 (R055–R079)
`read`       from the words of a table's cell to rules, or an error that names the words it does not know
`counting`   when a column that was fed on a day must be fed next
`sentences`  a rule as people read it
"""

from civic_disclosure.cadence.counting import NextFeed, next_feed
from civic_disclosure.cadence.read import UnknownCadenceError, read_cadence
from civic_disclosure.cadence.rules import CadenceKind, CadenceRule, YearDay
from civic_disclosure.cadence.sentences import describe_rule

__all__ = [
    "CadenceKind",
    "CadenceRule",
    "NextFeed",
    "UnknownCadenceError",
    "YearDay",
    "describe_rule",
    "next_feed",
    "read_cadence",
]
