"""A text read for its numbers. Every view is as long as the text: a place in it is the same place in the text."""

import unicodedata

#: Where a piece of a text begins, and the place behind its end.
Span = tuple[int, int]

#: As people read numbers out, as banks write them, and as signs write zero.
NUMERALS = str.maketrans("〇零○一壹幺二贰弍三叁四肆五伍六陆七柒八捌九玖", "00011122233445566778899")


def plain(text: str) -> str:
    """Full width, circled and other forms as the letters and digits that they are forms of."""
    return "".join(_one(letter) for letter in text)


def numeric(text: str) -> str:
    """As `plain`, with Chinese numerals as digits too."""
    return plain(text).translate(NUMERALS)


def _one(letter: str) -> str:
    form = unicodedata.normalize("NFKC", letter)
    return form if len(form) == 1 else letter
