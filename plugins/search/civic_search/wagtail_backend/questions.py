"""Wagtail's queries read: what must stand in an entry, with all that was typed as phrases of tokens."""

from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import Any

from modelsearch.query import And, Boost, Fuzzy, MatchAll, Not, Or, Phrase, PlainText

from civic_search.lexicon import current_reading
from civic_search.queries import Phrase as TokenPhrase
from civic_search.text.normalise import normalise
from civic_search.text.parse import LONGEST_QUESTION, MOST_TERMS, make_phrase
from civic_search.text.tokens import find_runs

Terms = tuple[tuple[TokenPhrase, ...], ...]
"""Of each term one of its phrases will do."""


@dataclass(frozen=True, slots=True)
class Words:
    """All or any of the terms, or one of the numbers; and nothing that is excluded. Without terms and numbers: anything else."""

    terms: Terms
    numbers: Terms = ()
    excluded: Terms = ()
    needs_all: bool = True

    @property
    def finds_nothing(self) -> bool:
        return not (self.terms or self.excluded)


@dataclass(frozen=True, slots=True)
class Junction:
    """All of the parts, or any. No part and all of them: everything; no part and any: nothing."""

    parts: tuple["Question", ...]
    needs_all: bool


@dataclass(frozen=True, slots=True)
class Opposite:
    part: "Question"


Question = Words | Junction | Opposite
EVERYTHING = Junction((), needs_all=True)


class Way(Enum):
    """How a question is read: to find, by its operators and exclusions; for the order of what is found, more strictly."""

    TO_FIND = auto()
    ALL_OF_IT = auto()
    AS_TYPED = auto()


def read_query(query: Any, way: Way = Way.TO_FIND) -> Question:
    """Boosts of parts change nothing. Raises `NotImplementedError` for kinds of queries that Wagtail may add."""
    match query:
        case MatchAll():
            return EVERYTHING
        case Not():
            return Opposite(read_query(query.subquery))
        case Boost():
            return read_query(query.subquery, way)
        case And() | Or():
            parts = tuple(read_query(part, way) for part in query.subqueries)
            return Junction(parts, needs_all=isinstance(query, And))
        case Phrase() | PlainText() | Fuzzy():
            return read_text(query, way)
    raise NotImplementedError(f"civic_search.wagtail_backend cannot read a {type(query).__name__}")


def read_text(query: Any, way: Way) -> Words:
    typed = query.query_string
    if isinstance(query, Phrase):
        return read_as_typed(typed)
    words = read_words(typed, needs_all=way is not Way.TO_FIND or query.operator == "and")
    if way is Way.AS_TYPED and not words.excluded:
        return read_as_typed(typed)
    return words if way is Way.TO_FIND else replace(words, excluded=())


def read_words(typed: str, *, needs_all: bool) -> Words:
    """As the public's questions are read, with the city's words and synonyms."""
    reading = current_reading()
    parsed = reading.pipeline.parse(typed, synonyms=reading.synonyms)
    terms = tuple(term.phrases for term in parsed.terms)
    return Words(
        terms,
        numbers=(tuple(map(make_phrase, parsed.number_keys)),) if parsed.number_keys else (),
        excluded=(parsed.excluded,) if parsed.excluded else (),
        needs_all=needs_all or len(terms) == 1,
    )


def read_as_typed(typed: str) -> Words:
    """Each run as one phrase. Of a pasted page, the beginning."""
    runs = find_runs(normalise(typed[:LONGEST_QUESTION]))[:MOST_TERMS]
    return Words(tuple(dict.fromkeys((make_phrase(run),) for run in runs)))
