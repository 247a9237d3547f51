"""How well each row matches: `bm25()` where the matches are few enough to rate one by one, else by terms and titles.

FTS5 reads every place of every phrase in every row to rate it: ten times the cost of finding them. Of a question that ten
thousand documents answer, the ones that say it in their title are the better ones, and among those the newer.
"""

import math
import sqlite3
from collections.abc import Mapping

from civic_search.documents import WEIGHTS
from civic_search.engines.fts5.matching import expression_for, group_for, how_many, words_of
from civic_search.queries import Query

#: So many rows times phrases are rated one by one.
CLOSELY = 8_000
#: So many terms count where the matches are more.
TERMS = 16
RATED = f"SELECT rowid, -bm25(words, {', '.join(map(str, WEIGHTS.values()))}) FROM words WHERE words MATCH ?"  # noqa: S608 (figures of our own)
FOUND = "SELECT rowid FROM words WHERE words MATCH ?"


def match(index: sqlite3.Connection, expression: str) -> list[int]:
    return [row for (row,) in index.execute(FOUND, (expression,))] if expression else []


def rate(index: sqlite3.Connection, query: Query, *, matches: int, needs_all: bool) -> Mapping[int, float]:
    """Scores by row, 0 and more; rows that are not in it have none. `matches`: of the words, before any narrowing."""
    expression = expression_for(query, needs_all=needs_all)
    if not expression or not matches:
        return {}
    if matches * how_many(query) <= CLOSELY:
        return rate_closely(index, expression, words_of(query), matches=matches)
    return rate_coarsely(index, query, needs_all=needs_all)


def rate_closely(index: sqlite3.Connection, expression: str, words: str, *, matches: int) -> dict[int, float]:
    """Rows with any of the words are rated by those too; the words find nothing by themselves."""
    scores: dict[int, float] = dict(index.execute(RATED, (f"({expression}) AND ({words})",))) if words else {}
    if len(scores) < matches:
        scores = dict(index.execute(RATED, (expression,))) | scores
    return scores


def rate_coarsely(index: sqlite3.Connection, query: Query, *, needs_all: bool) -> dict[int, float]:
    """Each term counts by how rare it is, ten times as much in a title. What all rows have is not looked up."""
    everywhere, title = " ".join(WEIGHTS), "title"
    groups = [(title, group) for group in map(group_for, query.terms[:TERMS]) if group]
    groups += [] if needs_all else [(everywhere, group) for _title, group in groups]
    words = words_of(query) if len(query.terms) > 1 else ""
    groups += [(title, f"({words})")] if words else []
    (documents,) = index.execute("SELECT documents FROM about").fetchone()
    scores: dict[int, float] = {}
    for fields, group in groups:
        rows = match(index, f"{{{fields}}} : {group}")
        worth = (WEIGHTS[title] if fields == title else 1.0) * math.log(1 + documents / (len(rows) + 1))
        for row in rows:
            scores[row] = scores.get(row, 0.0) + worth
    return scores
