"""Which addresses a document may point to. Following them is the reader's own click; loading them by itself is never allowed."""

import re
import unicodedata

SCHEME = re.compile(r"^([a-z][a-z0-9+.\-]*):", re.IGNORECASE)
HARMLESS = {"http", "https", "mailto", "tel", "ftp", "about"}


def is_harmless(address: str) -> bool:
    """An address of the web, of mail or of a place in the same document; no file, no share, no program."""
    letters = "".join(one for one in address if unicodedata.category(one) not in {"Cc", "Cf", "Zs"})
    if letters.startswith(("\\\\", "//", "/\\", "\\/")):
        return False
    scheme = SCHEME.match(letters)
    return scheme is None or scheme.group(1).lower() in HARMLESS
