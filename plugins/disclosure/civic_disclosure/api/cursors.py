"""Places in a list as text that readers pass back unread."""

import base64
import binascii
import datetime
import struct

from django.utils.translation import gettext as _

from civic_disclosure.domain.listing import Place

#: Direction, microseconds since 1970, number.
FORM = struct.Struct(">cqQ")
EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
MICROSECOND = datetime.timedelta(microseconds=1)
LATEST = datetime.datetime(9999, 1, 1, tzinfo=datetime.UTC)
FORWARD, BACK = b"f", b"b"
BIGGEST_NUMBER = 2**63 - 1


def write_cursor(place: Place) -> str:
    direction = FORWARD if place.is_forward else BACK
    packed = FORM.pack(direction, (place.moment - EPOCH) // MICROSECOND, place.number)
    return base64.urlsafe_b64encode(packed).decode().rstrip("=")


def read_cursor(text: str) -> Place:
    """The place that `write_cursor` wrote. Raises ValueError for any text that it cannot have written."""
    try:
        direction, microseconds, number = FORM.unpack(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        place = Place(EPOCH + microseconds * MICROSECOND, number, is_forward=direction == FORWARD)
        if EPOCH <= place.moment < LATEST and number <= BIGGEST_NUMBER and write_cursor(place) == text:
            return place
    except (binascii.Error, struct.error, OverflowError, ValueError):
        pass
    raise ValueError(_("This cursor was not given out by this list. Begin again without it."))
