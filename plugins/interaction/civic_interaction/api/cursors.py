"""Places in a list, the newest first, as text that readers pass back unread."""

import base64
import binascii
import datetime
import struct
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

#: Microseconds since 1970, number.
FORM = struct.Struct(">qQ")
EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
MICROSECOND = datetime.timedelta(microseconds=1)
BIGGEST_NUMBER = 2**63 - 1
LATEST = 2**53


@dataclass(frozen=True, slots=True)
class Place:
    """After the row of this moment and number."""

    moment: datetime.datetime
    number: int


def write_cursor(place: Place) -> str:
    packed = FORM.pack((place.moment - EPOCH) // MICROSECOND, place.number)
    return base64.urlsafe_b64encode(packed).decode().rstrip("=")


def read_cursor(text: str) -> Place:
    """The place that `write_cursor` wrote. Raises ValueError for any text that it cannot have written."""
    try:
        microseconds, number = FORM.unpack(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        if 0 <= microseconds < LATEST and number <= BIGGEST_NUMBER:
            place = Place(EPOCH + microseconds * MICROSECOND, number)
            if write_cursor(place) == text:
                return place
    except (binascii.Error, struct.error, ValueError):
        pass
    raise ValueError(_("This cursor was not given out by this list. Begin again without it."))


def take_page(rows: QuerySet[Any], *, moment: str, place: Place | None, size: int) -> tuple[list[Any], Place | None]:
    """A page by the field `moment`, the newest first, and the place after it; None on the last one."""
    rows = rows.order_by(f"-{moment}", "-pk")
    if place is not None:
        rows = rows.filter(Q(**{f"{moment}__lt": place.moment}) | Q(**{moment: place.moment}, pk__lt=place.number))
    found = list(rows[: size + 1])
    if len(found) <= size:
        return found, None
    last = found[size - 1]
    return found[:size], Place(getattr(last, moment), last.pk)


def page_body(request: HttpRequest, rows: list[Any], after: Place | None) -> dict[str, Any]:
    """A page of a list as its endpoint answers it, with where to go on."""
    return {"next": next_of(request, after), "results": rows}


def next_of(request: HttpRequest, after: Place | None) -> str | None:
    """The address of the page after this one; None on the last one."""
    if after is None:
        return None
    kept = request.GET.copy()
    kept["cursor"] = write_cursor(after)
    return f"{request.path}?{kept.urlencode()}"
