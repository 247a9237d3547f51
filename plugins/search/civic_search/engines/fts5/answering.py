"""An answer, step by step. Rows are numbers of entries; documents are read for the one page only."""

import heapq
import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence

from civic_search.documents import SearchDocument
from civic_search.engines.fts5.columns import Columns
from civic_search.engines.fts5.matching import any_of, expression_for
from civic_search.engines.fts5.packing import unpack_document
from civic_search.engines.fts5.rating import match, rate
from civic_search.engines.protocol import Candidate, Found
from civic_search.queries import Query, Request

#: Above any other score: a document that carries the number which was asked for.
NUMBER_SCORE = 100_000.0
#: So little is a match worth that was not rated; newer before older among them.
UNRATED = 1e-9


def answer(index: sqlite3.Connection, columns: Columns, request: Request) -> Found:
    """Match → leave out what is excluded → narrow → count facets → rate → order → read the page's documents."""
    numbered = set(rows_with_numbers(index, request.query))
    matching = matching_rows(index, request, numbered)
    rows = leave_out(index, request.query, matching)
    narrowed = narrow(columns, rows, request.filters)
    if request.sort == "relevance":
        rated = rate(index, request.query, matches=len(matching), needs_all=request.needs_all)
        scores = worth_of_matches(columns, narrowed, rated, numbered)
    else:
        scores = {}
    page = put_in_order(columns, request, narrowed, scores)
    documents = read_documents(index, page)
    return Found(
        total=len(narrowed),
        candidates=[Candidate(documents[row], scores.get(row, 0.0)) for row in page],
        facets=count_facets(columns, request, rows, narrowed),
    )


def rows_with_numbers(index: sqlite3.Connection, query: Query) -> Iterable[int]:
    for key in query.number_keys:
        yield from (row for (row,) in index.execute("SELECT entry FROM numbers WHERE key = ?", (key,)))


def matching_rows(index: sqlite3.Connection, request: Request, numbered: set[int]) -> list[int]:
    query = request.query
    if query.finds_nothing:
        return []
    if not query.terms:
        return sorted(numbered) if query.number_keys else [row for (row,) in index.execute("SELECT entry FROM entries")]
    rows = match(index, expression_for(query, needs_all=request.needs_all))
    return [*rows, *numbered.difference(rows)] if numbered else rows


def leave_out(index: sqlite3.Connection, query: Query, rows: list[int]) -> list[int]:
    excluded = set(match(index, any_of(query.excluded)))
    return [row for row in rows if row not in excluded] if excluded else rows


def narrow(columns: Columns, rows: Sequence[int], filters: Mapping[str, tuple[str, ...]]) -> Sequence[int]:
    for facet, values in filters.items():
        rows = columns.narrow(rows, facet, values)
    return rows


def count_facets(
    columns: Columns, request: Request, rows: Sequence[int], narrowed: Sequence[int]
) -> dict[str, dict[str, int]]:
    """Each under the filters of all others: what was not chosen can still be chosen."""
    counts = {}
    for facet in request.facets:
        others = {other: values for other, values in request.filters.items() if other != facet}
        counted = narrow(columns, rows, others) if facet in request.filters else narrowed
        counts[facet] = columns.count(counted, facet)
    return counts


def worth_of_matches(
    columns: Columns, rows: Sequence[int], rated: Mapping[int, float], numbered: set[int]
) -> Mapping[int, float]:
    """What the engine says of the match, times what the document is worth by itself. Without words all are equal."""
    if not rated and not numbered:
        return {}
    worths, rate_of = columns.worths, rated.get
    scores = {row: (rate_of(row, 0.0) + UNRATED) * worths[row] for row in rows}
    for row in numbered.intersection(scores):
        scores[row] += NUMBER_SCORE
    return scores


def put_in_order(columns: Columns, request: Request, rows: Sequence[int], scores: Mapping[int, float]) -> list[int]:
    """The rows of the page. Among equals the newer come first, then those that were there before; the undated last."""
    dates = columns.dates
    keys: list[tuple[float, int, int]]
    if request.sort == "oldest":
        keys = [(not dates[row], dates[row], row) for row in rows]
    elif scores:
        keys = [(-scores[row], -dates[row], row) for row in rows]
    else:
        keys = [(0, -dates[row], row) for row in rows]
    first = heapq.nsmallest(request.start + request.size, keys)
    return [row for _first, _second, row in first[request.start :]]


def read_documents(index: sqlite3.Connection, rows: Sequence[int]) -> dict[int, SearchDocument]:
    found = index.execute(
        "SELECT entry, document FROM documents WHERE entry IN (SELECT value FROM json_each(?))", (json.dumps(rows),)
    )
    return {row: unpack_document(document) for row, document in found}
