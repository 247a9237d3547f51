"""What of an object is kept: its texts in the one spelling, by how much they say about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from typing import Any

from wagtail.search.index import AutocompleteField, SearchField

from civic_search.text.normalise import normalise
from civic_search.text.numbers import find_numbers
from civic_search.text.tokens import find_runs

#: Document numbers are looked for in texts up to this length: names, titles, numbers, summaries. A body only cites them.
LONGEST_WITH_NUMBERS = 500


class Level(IntEnum):
    """Where something stands. A question is found everywhere; where it is found decides the order."""

    TITLE = 0
    """Fields named `title`, and those with a boost above 1."""
    NAMES = 1
    """Fields for autocompletion."""
    BODY = 2


#: Characters of one object that are kept. Together not more, or PostgreSQL could not hold their tokens (1 MB).
LONGEST = {Level.TITLE: 10_000, Level.NAMES: 10_000, Level.BODY: 100_000}


@dataclass(frozen=True, slots=True)
class Texts:
    """The runs of letters and figures of an object, with blanks between, level by level."""

    title: str
    names: str
    body: str


class ObjectTexts:
    """Goes before an `ObjectIndexer` of Wagtail's, which knows the fields of an object and their values."""

    obj: Any
    search_fields: Iterable[Any]

    def prepare_value(self, value: Any) -> str:
        """Nothing for nothing; Wagtail would write `None`."""
        return "" if value is None else super().prepare_value(value)  # type: ignore[misc]

    @cached_property
    def texts(self) -> Texts:
        """The texts of all fields, each once: where it counts most."""
        levels: dict[str, Level] = {}
        for field in self.search_fields:
            for found, *_weight, value in self.prepare_field(self.obj, field):  # type: ignore[attr-defined]
                levels[value] = min(level_of(found), levels.get(value, Level.BODY))
        return Texts(*(write_runs((text for text, of in levels.items() if of == level), level) for level in Level))


def level_of(field: SearchField | AutocompleteField) -> Level:
    if isinstance(field, SearchField) and (field.field_name == "title" or (field.boost or 0) > 1):
        return Level.TITLE
    return Level.NAMES if isinstance(field, AutocompleteField) else Level.BODY


def write_runs(texts: Iterable[str], level: Level) -> str:
    """The runs of the texts and, after those of each, its document numbers as one run each, whatever their spelling was."""
    runs: list[str] = []
    for text in texts:
        spelt = normalise(text[: LONGEST[level]])
        runs += find_runs(spelt)
        if len(spelt) <= LONGEST_WITH_NUMBERS:
            runs += (key for number in find_numbers(spelt) for key in number.keys)
    return " ".join(runs)[: LONGEST[level]]
