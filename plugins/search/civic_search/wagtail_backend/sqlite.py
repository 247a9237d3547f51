"""On SQLite: bigrams in Wagtail's FTS5 table, where words that stand together are a phrase."""

import unicodedata

from django.db.models import QuerySet, Value
from modelsearch.backends.database.sqlite import sqlite as wagtails
from modelsearch.backends.database.sqlite.query import MatchExpression

from civic_search.engines.fts5.matching import any_of
from civic_search.text.tokens import make_tokens
from civic_search.wagtail_backend.compiler import TextCompiler
from civic_search.wagtail_backend.index import EntryIndex, EntryTexts
from civic_search.wagtail_backend.questions import Terms
from civic_search.wagtail_backend.texts import Level

COLUMNS = {
    Level.TITLE: ["title"],
    Level.NAMES: ["title", "autocomplete"],
    Level.BODY: ["title", "autocomplete", "body"],
}


class _Known(dict[int, str]):
    """Spells characters that Wagtail's table would take for blanks: its tokenizer knows those of Unicode of 2012."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        is_young = unicodedata.ucd_3_2_0.category(character) == "Cn"
        spelt = self[code] = f"x{code:x}" if is_young else character
        return spelt


KNOWN = _Known()


class SQLiteEntryTexts(EntryTexts, wagtails.ObjectIndexer):
    def columns(self) -> dict[str, str]:
        kept = {"title": self.texts.title, "autocomplete": self.texts.names, "body": self.texts.body}
        return {name: make_tokens(text, lambda _runs: ()).translate(KNOWN) for name, text in kept.items()}


class SQLiteIndex(EntryIndex, wagtails.SQLiteIndex):
    entry_texts = SQLiteEntryTexts
    written = ("title", "autocomplete", "body")


class _Holding(TextCompiler):
    def hold(self, terms: Terms, level: Level, *, needs_all: bool) -> QuerySet:
        groups = [f"({group})" for group in map(any_of, terms) if group]
        expression = (" AND " if needs_all else " OR ").join(groups).translate(KNOWN)
        match = MatchExpression(COLUMNS[level], Value(expression))
        return self.keys_of(wagtails.SQLiteFTSIndexEntry.objects.filter(match), path="index_entry__")


class SQLiteSearchQueryCompiler(_Holding, wagtails.SQLiteSearchQueryCompiler):
    pass


class SQLiteAutocompleteQueryCompiler(_Holding, wagtails.SQLiteAutocompleteQueryCompiler):
    pass


class SQLiteSearchBackend(wagtails.SQLiteSearchBackend):
    index_class = SQLiteIndex
    query_compiler_class = SQLiteSearchQueryCompiler
    autocomplete_query_compiler_class = SQLiteAutocompleteQueryCompiler
