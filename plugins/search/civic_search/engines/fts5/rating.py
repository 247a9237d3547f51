"""How well each row matches: `bm25()` where the matches are few enough to rate one by one, else by terms and titles.

FTS5 reads every place of every phrase in every row to rate it: ten times the cost of finding them. Of a question that ten
thousand documents answer, the ones that say it in their title are the better ones, and among those the newer.
"""

import math
import sqlite3
from collections.abc import Mapping, Sequence

from civic_search.documents import WEIGHTS
from civic_search.engines.fts5.matching import expression_for, group_for, how_many
from civic_search.queries import Query

#: So many rows times phrases are rated one by one.
CLOSELY = 8_000
#: So many terms count where the matches are more.
TERMS = 16
RATED = f"SELECT rowid, -bm25(words, {', '.join(map(str, WEIGHTS.values()))}) FROM words WHERE words MATCH ?"  # noqa: S608 (figures of our own)
FOUND = "SELECT rowid FROM words WHERE words MATCH ?"


def match(index: sqlite3.Connection, expression: str) -> list[int]:
    return [row for (row,) in index.execute(FOUND, (expression,))] if expression else []


def rate(index: sqlite3.Connection, query: Query, rows: Sequence[int], *, needs_all: bool) -> Mapping[int, float]:
    """Scores by row, 0 and more; rows that are not in it have none."""
    expression = expression_for(query, needs_all=needs_all)
    if not expression or not rows:
        return {}
    if len(rows) * how_many(query) <= CLOSELY:
        return dict(index.execute(RATED, (expression,)))
    return rate_coarsely(index, query, needs_all=needs_all)


def rate_coarsely(index: sqlite3.Connection, query: Query, *, needs_all: bool) -> dict[int, float]:
    """Each term counts by how rare it is, where it stands at all (the same for all rows that need all) and in the title."""
    scores: dict[int, float] = {}
    (documents,) = index.execute("SELECT documents FROM about").fetchone()
    for group in filter(None, map(group_for, query.terms[:TERMS])):
        fields = {"title": WEIGHTS["title"]} if needs_all else {" ".join(WEIGHTS): 1.0, "title": WEIGHTS["title"]}
        for names, weight in fields.items():
            rows = match(index, f"{{{names}}} : {group}")
            worth = weight * math.log(1 + documents / (len(rows) + 1))
            for row in rows:
                scores[row] = scores.get(row, 0.0) + worth
    return scores
