"""A request in Elasticsearch's words. No scripts, no plugins: what is asked here, the smallest distribution answers.

One field, `text`, holds the texts of a document as often as `WEIGHTS` says: a word of the title counts as if it stood there
ten times. So one BM25 rates them all, with one frequency and one length, as the weighted `bm25()` of SQLite does. Only the
texts of files, of weight one half and long, are a field of their own.
"""

from collections.abc import Iterable
from typing import Any

from elasticsearch.dsl import Q, Search
from elasticsearch.dsl.query import Query as Clause

from civic_search.queries import Phrase, Query, Request, Term

#: How much a word in a file is worth, beside one in the text.
FIELDS = {"text": 1.0, "files": 0.65}
#: A document number that was asked for comes first, whatever the words say.
NUMBER_SCORE = 100_000
#: Beginnings are rare and short; this many different tokens may follow one.
EXPANSIONS = 5_000
#: News counts half when it is so old.
HALF_LIFE = "1095d"
#: More different values than a facet has; together they stay below what a server allows.
BUCKETS = 10_000
SORTS: dict[str, list[Any]] = {
    "relevance": ["_score", {"dated_on": {"order": "desc", "missing": "_last"}}, "id"],
    "newest": [{"dated_on": {"order": "desc", "missing": "_last"}}, "id"],
    "oldest": [{"dated_on": {"order": "asc", "missing": "_last"}}, "id"],
}


def search_for(request: Request) -> Search:
    """Question, narrowing, order, part and facets of one request.

    What narrows by a facet that is counted is applied after counting: each facet is counted under the filters of the others.
    """
    counted = {facet: values for facet, values in request.filters.items() if facet in request.facets}
    others = [filter_by(facet, values) for facet, values in request.filters.items() if facet not in counted]
    clause = matching(request.query, needs_all=request.needs_all)
    if request.sort == "relevance":
        question = Q("bool", must=[clause], filter=others)
    else:
        question = Q("bool", filter=[clause, *others])
    search = Search().query(question).sort(*SORTS[request.sort]).extra(track_total_hits=True)
    if counted:
        search = search.post_filter(all_of(filter_by(facet, values) for facet, values in counted.items()))
    for facet in request.facets:
        narrowed = all_of(filter_by(other, values) for other, values in counted.items() if other != facet)
        search.aggs.bucket(facet, "filter", narrowed).bucket("values", "terms", field=f"facets.{facet}", size=BUCKETS)
    return search[request.start : request.start + request.size]


def filter_by(facet: str, values: Iterable[str]) -> Clause:
    return Q("terms", **{f"facets.{facet}": list(values)})


def all_of(clauses: Iterable[Clause]) -> Clause:
    return Q("bool", filter=list(clauses))


def matching(query: Query, *, needs_all: bool) -> Clause:
    """Documents that carry the number asked for, before those with the words; without what is excluded."""
    ways = [Q("constant_score", filter=Q("terms", number_keys=list(query.number_keys)), boost=NUMBER_SCORE)]
    if query.terms or not query.number_keys:
        ways.append(rated(with_words(query.terms, needs_all=needs_all)))
    excluded = [anywhere(phrase) for phrase in query.excluded]
    return Q("bool", should=ways[not query.number_keys :], minimum_should_match=1, must_not=excluded)


def rated(clause: Clause) -> Clause:
    """The score of the words, times what the document itself is worth, and less for old news."""
    fading = {"filter": Q("term", fades=True), "exp": {"dated_on": {"origin": "now", "scale": HALF_LIFE, "decay": 0.5}}}
    functions = [{"field_value_factor": {"field": "worth"}}, fading]
    return Q("function_score", query=clause, functions=functions, score_mode="multiply", boost_mode="multiply")


def with_words(terms: Iterable[Term], *, needs_all: bool) -> Clause:
    clauses = [with_term(term) for term in terms]
    if not clauses:
        return Q("match_all")
    return Q("bool", must=clauses) if needs_all else Q("bool", should=clauses, minimum_should_match=1)


def with_term(term: Term) -> Clause:
    """Any of its phrases; its words add to the score."""
    phrases = Q("bool", should=[anywhere(phrase) for phrase in term.phrases], minimum_should_match=1)
    words = [anywhere(Phrase((word,))) for word in term.words]
    return Q("bool", must=[phrases], should=words)


def anywhere(phrase: Phrase) -> Clause:
    """The phrase in one field or another; the better one counts."""
    return Q("dis_max", queries=[in_field(name, phrase, weight) for name, weight in FIELDS.items()])


def in_field(name: str, phrase: Phrase, weight: float) -> Clause:
    """A phrase scores as the sum of its tokens; divided by their number, long words outweigh no short ones."""
    *_before, last = phrase.tokens
    if phrase.is_prefix and len(phrase.tokens) == 1:
        return Q("prefix", **{name: {"value": last, "boost": weight}})
    wanted = {"query": " ".join(phrase.tokens), "boost": weight / len(phrase.tokens)}
    if phrase.is_prefix:
        return Q("match_phrase_prefix", **{name: wanted | {"max_expansions": EXPANSIONS}})
    return Q("match_phrase", **{name: wanted})
