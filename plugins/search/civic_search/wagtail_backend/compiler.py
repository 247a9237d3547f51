"""What was asked as conditions and an order, on any database.

A match is one condition on the key of the queryset, so filters, joins, counts and an explicit order stay what they were.
The order has steps that an editor can foresee: first what has the whole question, as typed, in its title; then what has
all of it there; then in its title and names; then the rest; within a step the newest first. Each step is one look-up for
the whole answer, where a score such as BM25 is one for each hit.
"""

from collections.abc import Iterable, Iterator
from functools import cached_property, reduce
from operator import add, and_, or_
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Case, Field, Model, Q, QuerySet, Value, When
from django.db.models.constants import LOOKUP_SEP
from django.db.models.functions import Cast
from modelsearch.query import Fuzzy, MatchAll
from modelsearch.utils import get_descendants_content_types_pks

from civic_search.text.tokens import join_bigrams
from civic_search.wagtail_backend.questions import Junction, Opposite, Question, Terms, Way, Words, read_query
from civic_search.wagtail_backend.texts import Level

EVERYTHING, NOTHING = Q(pk__isnull=False), Q(pk__in=())
#: The steps of the order, best first: where the question, read in which way, must be found.
STEPS = (
    (Way.AS_TYPED, Level.TITLE),
    (Way.ALL_OF_IT, Level.TITLE),
    (Way.ALL_OF_IT, Level.NAMES),
    (Way.ALL_OF_IT, Level.BODY),
)


class TextCompiler:
    """Goes before a query compiler of Wagtail's. `search` and `autocomplete` find the same: every search is for parts."""

    queryset: QuerySet
    query: Any
    fields: list[str] | None
    order_by_relevance: bool

    def hold(self, terms: Terms, level: Level, *, needs_all: bool) -> QuerySet:
        """The keys of objects whose entries hold all or any of the terms, at this level or a better one."""
        raise NotImplementedError

    def search(
        self, config: Any, start: int | None, stop: int | None, score_field: str | None = None, **kwargs: Any
    ) -> QuerySet:
        """The matching objects. Everything, and what needs PostgreSQL's trigrams, is left to Wagtail."""
        if isinstance(self.query, MatchAll | Fuzzy):
            return super().search(config, start, stop, score_field=score_field, **kwargs)  # type: ignore[misc]
        asked = read_query(self.query)
        found = self.queryset.filter(self._match(asked, Level.BODY))
        if score_field is not None:
            found = found.annotate(**{score_field: self._score(asked)})
        if self.order_by_relevance:
            found = found.order_by(self._score(asked).desc(), "-pk")
        elif not found.query.order_by:
            found = found.order_by("-pk")
        return found[start:stop]

    def _score(self, asked: Question) -> Any:
        """How many steps of the order are reached; steps that do not tell the hits apart are left out."""
        steps = dict.fromkeys((read_query(self.query, way), level) for way, level in STEPS)
        steps.pop((asked, Level.BODY), None)
        reached = [Case(When(self._match(*step), then=Value(1.0)), default=Value(0.0)) for step in steps]
        return reduce(add, reached, Value(0.0))

    def _match(self, asked: Question, level: Level) -> Q:
        match asked:
            case Words():
                return self._match_words(asked, level)
            case Junction(parts, needs_all):
                together, empty = (and_, EVERYTHING) if needs_all else (or_, NOTHING)
                return reduce(together, (self._match(part, level) for part in parts)) if parts else empty
            case Opposite(part):
                return ~self._match(part, Level.BODY)

    def _match_words(self, words: Words, level: Level) -> Q:
        if words.finds_nothing:
            return NOTHING
        found = self._held(words.terms, level, needs_all=words.needs_all) if words.terms else EVERYTHING
        if words.numbers:
            found |= self._held(words.numbers, level)
        if words.excluded:
            found &= ~self._held(words.excluded, Level.BODY)
        return found

    def _held(self, terms: Terms, level: Level, *, needs_all: bool = True) -> Q:
        found = Q(pk__in=self.hold(terms, level, needs_all=needs_all))
        columns = [name for name in self.fields or () if is_column(self.queryset.model, name)]
        return found & self._in_columns(terms, columns, needs_all=needs_all) if columns else found

    def _in_columns(self, terms: Terms, columns: list[str], *, needs_all: bool) -> Q:
        """For a search of some fields only: an entry does not know them apart, so the object itself is asked as well.

        Its columns are as they were written, so this alone finds no traditional characters and no full-width letters.
        """
        held = (
            reduce(or_, (Q(**{f"{name}__icontains": text}) for name in columns for text in written_in(phrases)))
            for phrases in terms
        )
        found = self.queryset.model._default_manager.filter(reduce(and_ if needs_all else or_, held))
        return Q(pk__in=found.values("pk"))

    @cached_property
    def content_types(self) -> list[int]:
        """Those of the model and of the models that inherit from it."""
        return list(get_descendants_content_types_pks(self.queryset.model))

    @cached_property
    def key(self) -> Field:
        """The type of the model's key. Entries hold keys as text."""
        key = self.queryset.model._meta.pk
        while key.is_relation:
            key = key.target_field
        return key

    def keys_of(self, entries: QuerySet, *, path: str = "") -> QuerySet:
        """The keys of the model's objects among entries; `path` leads from what is queried to the entry."""
        of_model = entries.filter(**{f"{path}content_type__in": self.content_types})
        return of_model.values_list(Cast(f"{path}object_id", self.key), flat=True)


def written_in(phrases: Iterable[Any]) -> Iterator[str]:
    return (join_bigrams(phrase.tokens) for phrase in phrases)


def is_column(model: type[Model], name: str) -> bool:
    """Whether the database knows the field; a method of the model it does not."""
    try:
        return bool(model._meta.get_field(name.split(LOOKUP_SEP, maxsplit=1)[0]).concrete)
    except FieldDoesNotExist:
        return False
