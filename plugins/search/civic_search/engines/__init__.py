"""Two engines behind one protocol: `fts5` (a SQLite file of its own, the default) and `elasticsearch`.

Both are given the same tokens and asked the same questions; `tests/search/engines/` holds them to the same answers.
"""

from civic_search.engines.protocol import Build, Candidate, Engine, EngineDownError, Found, IndexState

__all__ = ["Build", "Candidate", "Engine", "EngineDownError", "Found", "IndexState"]
