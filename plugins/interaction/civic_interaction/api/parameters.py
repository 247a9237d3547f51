"""Query parameters of lists: how each is read, refused, and described in the schema."""

import re
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import OpenApiParameter

from civic_interaction.api.cursors import read_cursor
from civic_interaction.enums import Concern
from civic_interaction.models import Channel
from civic_office.api.problems import ProblemError
from civic_office.api.reading import Reader
from civic_office.models import Unit

PAGE_SIZE, LARGEST_PAGE = 20, 100
YEARS = range(1949, 2200)
LONGEST_WORD, LONGEST_QUESTION = 130, 500
#: Versions and files are numbered by small integers: the database would not take a higher number.
HIGHEST_NUMBER = 32_767


def read_whole(text: str, allowed: range) -> int:
    if re.fullmatch(r"[0-9]{1,9}", text) and int(text) in allowed:
        return int(text)
    raise ValueError(_("Give a whole number from %(first)d to %(last)d.") % {"first": allowed[0], "last": allowed[-1]})


def read_year(text: str) -> int:
    return read_whole(text, YEARS)


def read_size(text: str) -> int:
    return read_whole(text, range(1, LARGEST_PAGE + 1))


def read_word(text: str) -> str:
    if text.strip() and len(text) <= LONGEST_WORD and text.isprintable():
        return text.strip()
    raise ValueError(_("Give a text of at most %(most)d characters.") % {"most": LONGEST_WORD})


def read_question(text: str) -> str:
    """The beginning of a long question is searched; what cannot be printed is a blank."""
    return "".join(sign if sign.isprintable() else " " for sign in text[:LONGEST_QUESTION])


def read_concern(text: str) -> str:
    if text in Concern.values:
        return text
    raise ValueError(_("Choose one of: %s") % ", ".join(Concern.values))


PAGES: dict[str, Reader] = {"cursor": read_cursor, "page_size": read_size}
FILTERS: dict[str, Reader] = {
    "channel": read_word,
    "unit": read_word,
    "category": read_word,
    "concern": read_concern,
    "year": read_year,
}
LETTER_LIST: dict[str, Reader] = {**FILTERS, "q": read_question, **PAGES}
STATISTICS: dict[str, Reader] = {"year": read_year}


def refuse_unknown(chosen: dict[str, Any]) -> None:
    """Asked when a list is empty: a unit or channel that nobody knows is a mistake worth a word, not an empty page."""
    errors = {}
    if "unit" in chosen and not Unit.objects.filter(code=chosen["unit"]).exists():
        errors["unit"] = _("There is no unit with this code.")
    if "channel" in chosen and not Channel.objects.filter(code=chosen["channel"]).exists():
        errors["channel"] = _("There is no channel with this code.")
    if errors:
        raise ProblemError(400, _("Some parameters are not right."), errors)


def _described(name: str, said: Any, kind: Any = str, **more: Any) -> OpenApiParameter:
    return OpenApiParameter(name, kind, description=said, **more)


PAGES_DESCRIBED = (
    _described("cursor", gettext_lazy("Where to go on: from `next` of the page before.")),
    _described("page_size", gettext_lazy("How many at once, 100 at most."), int),
)
FILTERS_DESCRIBED = (
    _described("channel", gettext_lazy("Code of the channel.")),
    _described("unit", gettext_lazy("Code of the unit that answered.")),
    _described("category", gettext_lazy("Name of the category.")),
    _described("concern", gettext_lazy("What the letter wants."), enum=Concern.values),
    _described("year", gettext_lazy("Year in which the letter came."), int),
)
LETTER_LIST_DESCRIBED = (
    *FILTERS_DESCRIBED,
    _described("q", gettext_lazy("Words to search for: one page of the best answers, without `next`.")),
    *PAGES_DESCRIBED,
)
STATISTICS_DESCRIBED = (_described("year", gettext_lazy("Year in which the letters came; this one by default."), int),)
KEY_DESCRIBED = OpenApiParameter(
    "Idempotency-Key",
    str,
    OpenApiParameter.HEADER,
    description=gettext_lazy("16 characters or more: who repeats the request gets the same receipt again."),
)
