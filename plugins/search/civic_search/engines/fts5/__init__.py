"""The embedded engine: SQLite FTS5 in files of its own, also beside PostgreSQL.

`shelf` which file answers and which is being built → `writing` entries into a file → `matching` what a question is in
FTS5's words → `rating` how well each row matches → `columns` facets and dates in memory → `answering` all of these, in
order → `engine` what the protocol asks for.
"""

from civic_search.engines.fts5.engine import Fts5Engine

__all__ = ["Fts5Engine"]
