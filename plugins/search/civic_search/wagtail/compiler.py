"""What was typed as conditions and an order, on any database.

A match is one condition on the key of the queryset, so filters, joins, counts and an explicit order stay what they were.
The order has steps that an editor can foresee: first what has the whole question, as typed, in its title; then what has
all of it there; then in its title and names; then the rest; within a step the newest first. Each step is one look-up for
the whole answer, where a score such as BM25 is one for each hit.
"""

from collections.abc import Iterable
from functools import reduce
from operator import add, and_, or_
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Case, F, FloatField, Model, Q, QuerySet, Value, When
from django.db.models.constants import LOOKUP_SEP
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast
from modelsearch.query import And, Boost, Fuzzy, MatchAll, Not, Or, Phrase, PlainText
from modelsearch.utils import get_descendants_content_types_pks

from civic_search.lexicon import current_reading
from civic_search.queries import Query, Term
from civic_search.text.normalise import normalise
from civic_search.text.parse import make_phrase
from civic_search.text.tokens import find_runs, join_bigrams
from civic_search.wagtail.texts import Level

EVERYTHING, NOTHING = Q(pk__isnull=False), Q(pk__in=())
#: The steps of the order, best first: where everything must stand, and whether together as it was typed.
STEPS = ((Level.TITLE, True), (Level.TITLE, False), (Level.NAMES, False), (Level.BODY, False))


class TextCompiler:
    """Goes before a query compiler of Wagtail's. Its searches by `search` and `autocomplete` are the same: all is partial."""

    queryset: QuerySet
    query: Any
    fields: list[str] | None
    order_by_relevance: bool

    def holding(self, asked: Query, level: Level, *, needs_all: bool) -> QuerySet:
        """The entries that hold any or all of the terms that are asked for, at this level or a better one."""
        raise NotImplementedError

    def search(
        self, config: Any, start: int | None, stop: int | None, score_field: str | None = None, **kwargs: Any
    ) -> QuerySet:
        """The matching objects. Everything, and what needs PostgreSQL's trigrams, is left to Wagtail."""
        if isinstance(self.query, MatchAll | Fuzzy):
            return super().search(config, start, stop, score_field=score_field, **kwargs)  # type: ignore[misc]
        found = self.queryset.filter(self._match(self.query))
        if score_field is not None:
            found = found.annotate(**{score_field: self._score()})
        if self.order_by_relevance:
            found = found.order_by((F(score_field) if score_field else self._score()).desc(), "-pk")
        elif not found.query.order_by:
            found = found.order_by("-pk")
        return found[start:stop]

    def _score(self) -> Combinable:
        """How many steps of the order are reached."""
        matches = (self._match(self.query, level, as_typed=as_typed, needs_all=True) for level, as_typed in STEPS)
        return reduce(add, (Case(When(match, then=Value(1.0)), default=Value(0.0)) for match in matches))

    def _match(
        self, query: Any, level: Level = Level.BODY, *, as_typed: bool = False, needs_all: bool = False
    ) -> Q:
        """The condition for one of Wagtail's queries. `needs_all` overrules its operator."""
        match query:
            case MatchAll():
                return EVERYTHING
            case Not():
                return ~self._match(query.subquery)
            case Boost():
                return self._match(query.subquery, level, as_typed=as_typed, needs_all=needs_all)
            case And() | Or():
                parts = [self._match(part, level, as_typed=as_typed, needs_all=needs_all) for part in query.subqueries]
                together, of_none = (and_, EVERYTHING) if isinstance(query, And) else (or_, NOTHING)
                return reduce(together, parts) if parts else of_none
            case Phrase():
                return self._find(read_as_typed(query.query_string), level)
            case PlainText() | Fuzzy() if as_typed:
                return self._find(read_as_typed(query.query_string), level)
            case PlainText() | Fuzzy():
                return self._find(read(query.query_string), level, needs_all=needs_all or query.operator == "and")
        raise NotImplementedError(f"civic_search.wagtail knows no {type(query).__name__}")

    def _find(self, asked: Query, level: Level, *, needs_all: bool = True) -> Q:
        """What holds the terms, or carries the document number, and holds nothing that is excluded."""
        if not (asked.terms or asked.excluded):
            return NOTHING
        found = self._held(asked.terms, level, needs_all=needs_all) if asked.terms else EVERYTHING
        if asked.number_keys:
            found |= self._held([Term(asked.text, tuple(map(make_phrase, asked.number_keys)))], level)
        if asked.excluded:
            found &= ~self._held([Term(asked.text, asked.excluded)], Level.BODY)
        return found

    def _held(self, terms: Iterable[Term], level: Level, *, needs_all: bool = True) -> Q:
        asked = Query("", terms=tuple(terms))
        found = Q(pk__in=self.holding(asked, level, needs_all=needs_all))
        columns = [name for name in self.fields or () if is_column(self.queryset.model, name)]
        return found & self._in_columns(asked.terms, columns, needs_all=needs_all) if columns else found

    def _in_columns(self, terms: Iterable[Term], columns: Iterable[str], *, needs_all: bool) -> Q:
        """For a search of some fields only: an entry does not know them apart, so the object itself is asked as well."""
        held = (
            reduce(or_, (Q(**{f"{name}__icontains": text}) for name in columns for text in spellings_of(term)))
            for term in terms
        )
        found = self.queryset.model._default_manager.filter(reduce(and_ if needs_all else or_, held))  # noqa: SLF001 - documented
        return Q(pk__in=found.values("pk"))

    def _keys(self, entries: QuerySet, path: str = "") -> QuerySet:
        """The keys of the objects of these entries; `path` leads to the entry."""
        key = self.queryset.model._meta.pk  # noqa: SLF001 - documented
        while key.is_relation:
            key = key.target_field
        return entries.filter(
            **{f"{path}content_type__in": get_descendants_content_types_pks(self.queryset.model)}
        ).values_list(Cast(f"{path}object_id", key), flat=True)


def read(typed: str) -> Query:
    """As the public's questions are read, with the city's words and synonyms."""
    reading = current_reading()
    return reading.pipeline.parse(typed, synonyms=reading.synonyms)


def read_as_typed(typed: str) -> Query:
    """Each run as one phrase."""
    runs = find_runs(normalise(typed))
    return Query(typed, terms=tuple(Term(run, (make_phrase(run),)) for run in runs))


def spellings_of(term: Term) -> set[str]:
    """A term as typed, and its phrases in the one spelling."""
    return {normalise(term.text), term.text.replace("\0", ""), *(join_bigrams(each.tokens) for each in term.phrases)}


def is_column(model: type[Model], name: str) -> bool:
    """Whether the database knows the field; a method of the model it does not."""
    try:
        return bool(model._meta.get_field(name.split(LOOKUP_SEP)[0]).concrete)  # noqa: SLF001 - documented
    except FieldDoesNotExist:
        return False
