"""A request in Elasticsearch's words. No scripts and no plugins: the smallest distribution answers it."""

from collections.abc import Iterable, Sequence
from typing import Any

from elasticsearch.dsl import Q, Search
from elasticsearch.dsl.query import Query as Clause

from civic_search.engines.worth import HALF_LIFE
from civic_search.queries import Phrase, Query, Request, Term

#: What a word is worth where it stands. BM25 makes of frequency 0.5, the weight of files, 0.65 of what it makes of 1.
FIELDS = {"text": 1.0, "files": 0.65}
#: A beginning is worth the same wherever it stands: its tokens are too many to be rated one by one.
BEGINNINGS = {"title": 2.0, **FIELDS}
#: Above any other score: a document that carries the number which was asked for.
NUMBER_SCORE = 100_000
#: So many terms are looked at; servers of little memory refuse questions of more than a thousand parts.
MOST_TERMS = 400
#: So many different tokens may go on from the beginning with which a phrase ends.
EXPANSIONS = 5_000
#: More than a facet has values; those of all facets together are fewer than a server allows (65,535).
BUCKETS = 10_000
NEWEST = {"dated_on": {"order": "desc", "missing": "_last"}}
OLDEST = {"dated_on": {"order": "asc", "missing": "_last"}}
SORTS: dict[str, tuple[Any, ...]] = {
    "relevance": ("_score", NEWEST, "id"),
    "newest": (NEWEST, "id"),
    "oldest": (OLDEST, "id"),
}


def search_for(request: Request) -> Search:
    """Question, narrowing, order, part and facets of one request.

    What narrows by a facet that is counted is applied after counting: each facet is counted under the filters of the others.
    """
    filters = {facet: filter_by(facet, values) for facet, values in request.filters.items() if values}
    counted = {facet: clause for facet, clause in filters.items() if facet in request.facets}
    others = [clause for facet, clause in filters.items() if facet not in counted]
    clause = matching(request.query, needs_all=request.needs_all, until=str(request.today or "now"))
    question = Q("bool", must=[clause], filter=others)
    if request.sort != "relevance":
        question = Q("bool", filter=[question])
    search = Search().query(question).sort(*SORTS[request.sort]).extra(track_total_hits=True)
    if counted:
        search = search.post_filter(all_of(counted.values()))
    for facet in request.facets:
        narrowing = [clause for other, clause in counted.items() if other != facet]
        counting = search.aggs.bucket(facet, "filter", all_of(narrowing)) if narrowing else search.aggs
        counting.bucket("values" if narrowing else facet, "terms", field=f"facets.{facet}", size=BUCKETS)
    return search[request.start : request.start + request.size]


def filter_by(facet: str, values: Sequence[str]) -> Clause:
    return Q("terms", **{f"facets.{facet}": list(values)})


def all_of(clauses: Iterable[Clause]) -> Clause:
    return Q("bool", filter=list(clauses))


def matching(query: Query, *, needs_all: bool, until: str = "now") -> Clause:
    """Documents that carry the number asked for, before those with the words; without what is excluded."""
    if query.finds_nothing:
        return Q("match_none")
    ways = []
    if query.number_keys:
        carrying = Q("terms", number_keys=list(query.number_keys))
        ways.append(Q("constant_score", filter=carrying, boost=NUMBER_SCORE))
    if query.terms:
        ways.append(times_worth(with_words(query.terms[:MOST_TERMS], needs_all=needs_all), until=until))
    excluded = [anywhere(phrase) for phrase in query.excluded]
    return Q("bool", should=ways, minimum_should_match=1 if ways else 0, filter=[Q("match_all")], must_not=excluded)


def times_worth(clause: Clause, *, until: str = "now") -> Clause:
    """The score of the words, times what the document is worth by itself, which for news grows less with the years."""
    fading = {"origin": until, "scale": f"{HALF_LIFE}d", "decay": 0.5}
    functions = [
        {"field_value_factor": {"field": "worth"}},
        {"filter": Q("term", fades=True), "exp": {"dated_on": fading}},
    ]
    return Q("function_score", query=clause, functions=functions, score_mode="multiply", boost_mode="multiply")


def with_words(terms: Iterable[Term], *, needs_all: bool) -> Clause:
    clauses = [with_term(term) for term in terms]
    return Q("bool", must=clauses) if needs_all else Q("bool", should=clauses, minimum_should_match=1)


def with_term(term: Term) -> Clause:
    """Any of its phrases, or all parts of one; its words add to the score."""
    ways = [anywhere(phrase) for phrase in term.phrases]
    ways += [Q("bool", must=[with_term(part) for part in parts]) for parts in term.parts]
    phrases = Q("bool", should=ways, minimum_should_match=1)
    return Q("bool", must=[phrases], should=[anywhere(word) for word in term.words])


def anywhere(phrase: Phrase) -> Clause:
    """The phrase in one field or another; the better one counts. One that no text can hold matches nothing."""
    if not phrase.tokens or any(token.split() != [token] for token in phrase.tokens):
        return Q("match_none")
    if phrase.is_prefix and len(phrase.tokens) == 1:
        (token,) = phrase.tokens
        queries = [Q("prefix", **{name: {"value": token, "boost": worth}}) for name, worth in BEGINNINGS.items()]
    else:
        queries = [in_field(name, phrase, weight) for name, weight in FIELDS.items()]
    return Q("dis_max", queries=queries)


def in_field(name: str, phrase: Phrase, weight: float) -> Clause:
    """Elasticsearch adds up the tokens of a phrase; their mean is taken, so that long phrases outweigh no short ones."""
    wanted = {"query": " ".join(phrase.tokens), "boost": weight / len(phrase.tokens)}
    if phrase.is_prefix:
        return Q("match_phrase_prefix", **{name: wanted | {"max_expansions": EXPANSIONS}})
    return Q("match_phrase", **{name: wanted})
