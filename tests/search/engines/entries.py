"""Entries and questions for tests of engines, made by a tokeniser of ten lines in the shape that `queries` describes."""

import datetime
import re
from collections.abc import Iterator
from typing import Any

from civic_search.documents import WEIGHTS, Entry, SearchDocument
from civic_search.engines import Engine, Found
from civic_search.queries import Phrase, Query, Request, Term

RUN = re.compile(r"[^\W_]+")
WORDS = ("财政局", "办公室", "公积金", "最低生活保障")
FINGERPRINT = "tests-1"
DAY = datetime.date(2026, 3, 2)


def tokens_of(text: str) -> str:
    """Bigrams of every run and its last character, then the words of three characters and more."""
    pairs = [run[place : place + 2] for run in RUN.findall(text.lower()) for place in range(len(run))]
    return " ".join([*pairs, *words_in(text)])


def words_in(text: str) -> list[str]:
    return re.findall("|".join(WORDS), text)


def number_key(number: str) -> str:
    return "|".join(RUN.findall(number))


def document(key: Any, title: str, **fields: Any) -> SearchDocument:
    fields = {"dated_on": DAY, **fields}
    return SearchDocument(kind="item", key=str(key), title=title, **fields)


def prepare(one: SearchDocument) -> Entry:
    texts = {field: getattr(one, field) for field in WEIGHTS}
    texts["keywords"] = " ".join(one.keywords)
    return Entry(
        one,
        {field: tokens_of(text) for field, text in texts.items()},
        tuple(number_key(number) for number in one.numbers),
    )


def entry(key: Any, title: str, **fields: Any) -> Entry:
    return prepare(document(key, title, **fields))


def fill(engine: Engine, *entries: Entry) -> Engine:
    """A new index with these entries, in the place of what there was."""
    build = engine.begin_build(FINGERPRINT)
    build.add(entries)
    build.finish()
    return engine


def phrase(text: str) -> Phrase:
    """What stands together in a text: its bigrams; a character alone begins a token."""
    if len(text) == 1:
        return Phrase((text,), is_prefix=True)
    return Phrase(tuple(text[place : place + 2] for place in range(len(text) - 1)))


def word(text: str) -> Phrase:
    return Phrase((text,))


def term(text: str, *synonyms: str) -> Term:
    return Term(text, tuple(phrase(one) for one in (text, *synonyms)), words=tuple(map(word, words_in(text))))


def question(text: str = "", *, without: str = "", number: str = "") -> Query:
    return Query(
        text,
        terms=tuple(term(run) for run in RUN.findall(text.lower())),
        excluded=tuple(phrase(run) for run in RUN.findall(without)),
        number_keys=(number_key(number),) if number else (),
    )


def ask(engine: Engine, text: str | Query = "", **request: Any) -> Found:
    words = {name: request.pop(name) for name in ("without", "number") if name in request}
    query = question(text, **words) if isinstance(text, str) else text
    return engine.search(Request(query, **request))


def keys(found: Found) -> list[str]:
    return [candidate.document.key for candidate in found.candidates]


def find(engine: Engine, text: str | Query = "", **request: Any) -> list[str]:
    """Keys of what is found, best first."""
    return keys(ask(engine, text, **request))


def numbered(count: int, **fields: Any) -> Iterator[Entry]:
    for number in range(count):
        yield entry(number, f"关于第{number}号预算的通知", **fields)
