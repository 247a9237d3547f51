"""On PostgreSQL: bigrams in Wagtail's vectors, by whose GIN indexes candidates are found; the kept text says which are hits.

A vector holds 16,383 positions and 256 of one token, so beyond the first pages of a long text no phrase could be told by
positions. None are kept, and what stands together is told by the text itself.
"""

from collections.abc import Iterable
from functools import reduce
from operator import and_, or_

from django.contrib.postgres.search import SearchQueryField
from django.db.models import BooleanField, F, Func, Q, QuerySet, Value
from django.db.models.functions import Cast
from modelsearch.backends.database.postgres import postgres as wagtails

from civic_search.queries import Phrase
from civic_search.text.tokens import join_bigrams, make_tokens
from civic_search.wagtail_backend.compiler import TextCompiler
from civic_search.wagtail_backend.index import EntryIndex, EntryTexts
from civic_search.wagtail_backend.questions import Terms
from civic_search.wagtail_backend.texts import Level

#: Level → the vector that holds the tokens of it and of better ones, and the text that holds at least those.
COLUMNS = {
    Level.TITLE: ("title", "title_text"),
    Level.NAMES: ("autocomplete", "body_text"),
    Level.BODY: ("body", "body_text"),
}


class PostgresEntryTexts(EntryTexts, wagtails.ObjectIndexer):
    def columns(self) -> dict[str, str]:
        title, names = self.texts.title, f"{self.texts.title} {self.texts.names}"
        everything = f"{names} {self.texts.body}"
        vectors = {"title": title, "autocomplete": names, "body": everything}
        return {
            **{column: write_vector(text) for column, text in vectors.items()},
            "title_text": title,
            "body_text": everything,
        }


def write_vector(text: str) -> str:
    """The tokens as a vector is written. They are letters and figures: nothing in them needs escaping."""
    return " ".join(f"'{token}'" for token in dict.fromkeys(make_tokens(text, lambda _runs: ()).split()))


class PostgresIndex(EntryIndex, wagtails.PostgresIndex):
    entry_texts = PostgresEntryTexts
    written = ("title", "autocomplete", "body", "title_text", "body_text")


class _Matches(Func):
    """vector @@ query."""

    template = "%(expressions)s"
    arg_joiner = " @@ "
    output_field = BooleanField()


class _Holding(TextCompiler):
    def hold(self, terms: Terms, level: Level, *, needs_all: bool) -> QuerySet:
        vector, text = COLUMNS[level]
        candidates = Cast(Value(write_query(terms, needs_all=needs_all)), SearchQueryField())
        hits = reduce(and_ if needs_all else or_, (stands_in(text, phrases) for phrases in terms))
        return self.keys_of(wagtails.IndexEntry.objects.filter(_Matches(F(vector), candidates), hits))


def stands_in(text: str, phrases: Iterable[Phrase]) -> Q:
    """That one of the phrases stands in the text, letter by letter."""
    return reduce(or_, (Q(**{f"{text}__contains": join_bigrams(phrase.tokens)}) for phrase in phrases))


def write_query(terms: Terms, *, needs_all: bool) -> str:
    """What a vector must have for it to be worth reading the text."""
    each = (f"({' | '.join(map(write_phrase, phrases))})" for phrases in terms)
    return (" & " if needs_all else " | ").join(each)


def write_phrase(phrase: Phrase) -> str:
    """A phrase of several tokens never ends with the beginning of one."""
    tokens = " & ".join(f"'{token}'" for token in phrase.tokens)
    return f"{tokens}:*" if phrase.is_prefix else f"({tokens})"


class PostgresSearchQueryCompiler(_Holding, wagtails.PostgresSearchQueryCompiler):
    pass


class PostgresAutocompleteQueryCompiler(_Holding, wagtails.PostgresAutocompleteQueryCompiler):
    pass


class PostgresSearchBackend(wagtails.PostgresSearchBackend):
    index_class = PostgresIndex
    query_compiler_class = PostgresSearchQueryCompiler
    autocomplete_query_compiler_class = PostgresAutocompleteQueryCompiler
