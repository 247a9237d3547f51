"""The query parameters of the public endpoints: how each is read, refused, and described in the schema."""

import re
from collections.abc import Mapping
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter

from civic_disclosure.api.cursors import read_cursor
from civic_disclosure.enums import Genre, ItemKind, Validity
from civic_office.api.reading import Reader
from civic_office.enums import UnitKind

PAGE_SIZE, MAX_PAGE_SIZE = 20, 100
NEWEST, OLDEST = "newest", "oldest"
YEARS = range(1949, 2200)
LONGEST_TEXT = 130


def read_whole(text: str, allowed: range) -> int:
    if re.fullmatch(r"[0-9]{1,18}", text) and int(text) in allowed:
        return int(text)
    raise ValueError(_("Give a whole number from %(first)s to %(last)s.") % {"first": allowed[0], "last": allowed[-1]})


def read_id(text: str) -> int:
    if re.fullmatch(r"[0-9]{1,18}", text):
        return int(text)
    raise ValueError(_("Give the number of a column."))


def read_year(text: str) -> int:
    return read_whole(text, YEARS)


def read_page_size(text: str) -> int:
    return read_whole(text, range(1, MAX_PAGE_SIZE + 1))


def read_text(text: str) -> str:
    """A short text as people write it: letters, figures and signs, nothing that is not printed."""
    text = text.strip()
    if 0 < len(text) <= LONGEST_TEXT and text.isprintable():
        return text
    raise ValueError(_("Give a text of at most 130 characters."))


def choice_of(choices: type[TextChoices] | tuple[str, ...]) -> Reader:
    values = values_of(choices)

    def read_choice(text: str) -> str:
        if text in values:
            return text
        raise ValueError(_("Give one of: %(values)s.") % {"values": ", ".join(values)})

    return read_choice


def values_of(choices: type[TextChoices] | tuple[str, ...]) -> tuple[str, ...]:
    return choices if isinstance(choices, tuple) else tuple(choices.values)


PAGES: Mapping[str, Reader] = {"cursor": read_cursor, "page_size": read_page_size}
ITEM_LIST: Mapping[str, Reader] = {
    "unit": read_text,
    "column": read_id,
    "year": read_year,
    "subject": read_text,
    "genre": choice_of(Genre),
    "validity": choice_of(Validity),
    "kind": choice_of(ItemKind),
    "order": choice_of((NEWEST, OLDEST)),
    **PAGES,
}
BY_NUMBER: Mapping[str, Reader] = {"number": read_text}
UNIT_LIST: Mapping[str, Reader] = {"kind": choice_of(UnitKind)}


def _described(name: str, said: Any, kind: Any = OpenApiTypes.STR, **more: Any) -> OpenApiParameter:
    return OpenApiParameter(name, kind, OpenApiParameter.QUERY, description=said, **more)


def _one_of(name: str, said: Any, choices: type[TextChoices] | tuple[str, ...], **more: Any) -> OpenApiParameter:
    return _described(name, said, enum=values_of(choices), **more)


PAGES_DESCRIBED = [
    _described("cursor", gettext_lazy("Where the page begins; taken from `next` or `previous` of another page.")),
    _described(
        "page_size",
        gettext_lazy("Entries on a page, at most 100."),
        {"type": "integer", "minimum": 1, "maximum": MAX_PAGE_SIZE, "default": PAGE_SIZE},
    ),
]
ITEM_LIST_DESCRIBED = [
    _described("unit", gettext_lazy("Code of the unit whose items are listed.")),
    _described(
        "column",
        gettext_lazy("Number of a column; it lists the items below it too, and those of the columns that feed it."),
        OpenApiTypes.INT64,
    ),
    _described("year", gettext_lazy("Year of first publication."), OpenApiTypes.INT),
    _described("subject", gettext_lazy("Subject class: the first level, or both with a slash between them.")),
    _one_of("genre", gettext_lazy("Genre of the document."), Genre),
    _one_of("validity", gettext_lazy("Validity of the document."), Validity),
    _one_of("kind", gettext_lazy("Kind of item."), ItemKind),
    _one_of("order", gettext_lazy("By date of publication, newest or oldest first."), (NEWEST, OLDEST), default=NEWEST),
    *PAGES_DESCRIBED,
]
BY_NUMBER_DESCRIBED = [_described("number", pgettext_lazy("parameter", "Index number, complete."), required=True)]
UNIT_LIST_DESCRIBED = [_one_of("kind", gettext_lazy("Kind of unit."), UnitKind)]
