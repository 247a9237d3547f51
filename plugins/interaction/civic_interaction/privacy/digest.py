"""Keyed digests of personal data: equal for equal values, unreadable and unguessable without the key."""

import hashlib
import hmac
import re
import unicodedata

from civic_interaction.privacy.keys import digest_key

#: People write numbers in groups, with the code of the country, in full width.
BETWEEN_DIGITS = re.compile(r"[\s\-‐-―().·]+")
COUNTRY = re.compile(r"^(?:\+|00)86(?=1\d{10}$)")
#: Purposes whose values are numbers, however they are grouped.
NUMBERS = {"phone", "id_number", "card"}


def digest_of(value: str, *, purpose: str) -> str:
    """64 hexadecimal digits, HMAC-SHA256 of the normalised value; nothing for nothing.

    The same value has another digest for every purpose (`phone`, `id_number`, `mail`, `name`, …): who reads the tables
    cannot tell that a sender's phone number is also somebody's query.
    """
    normalised = normalise(value, purpose=purpose)
    if not normalised:
        return ""
    return hmac.new(digest_key(), f"{purpose}\0{normalised}".encode(), hashlib.sha256).hexdigest()


def normalise(value: str, *, purpose: str) -> str:
    """What two spellings of one value have in common: width, case, spaces, and the groups that digits stand in."""
    value = unicodedata.normalize("NFKC", value).strip().casefold()
    if purpose in NUMBERS:
        return COUNTRY.sub("", BETWEEN_DIGITS.sub("", value))
    return " ".join(value.split())
