"""One spelling for what is written in many: full width, traditional characters, capitals, accents, invisible characters.

Every character is folded by itself: NFKC, marks dropped, OpenCC t2s, lower case. Folding by phrases, as OpenCC can, would
give a part of a text another spelling than the same part of the whole, and what is there would not be found. What
phrases would have told apart (乾隆 and 干燥, 著名 and 看著) is folded together instead, in texts, questions and dictionary.
"""

import unicodedata
from array import array
from collections.abc import Sequence
from functools import cached_property
from itertools import chain, count, repeat

from opencc import OpenCC

#: Characters that OpenCC turns only within certain phrases (答覆 → 答复, 藉口 → 借口, 看著 → 看着).
FOLDED = {"覆": "复", "藉": "借", "著": "着", "ς": "σ"}
MARKS = {"Mn", "Me", "Mc"}
INVISIBLE = {"Cf", *MARKS}
BLANK = {"Cc", "Cs", "Zs", "Zl", "Zp"}


class _Folding(dict[int, str]):
    """Code point → what it is folded to, filled as characters turn up. `str.translate` reads it."""

    def __init__(self) -> None:
        super().__init__()
        self._opencc = OpenCC("t2s")
        #: Characters met that do not stay one character.
        self.uneven: set[str] = set()

    def __missing__(self, code: int) -> str:
        folded = self[code] = self._fold(chr(code))
        if len(folded) != 1:
            self.uneven.add(chr(code))
        return folded

    def _fold(self, character: str) -> str:
        """Folded again until nothing changes, so that folding what is folded changes nothing."""
        folded = "".join(map(self._fold_once, character))
        return folded if folded == character else "".join(map(self._fold, folded))

    def _fold_once(self, character: str) -> str:
        category = unicodedata.category(character)
        if category in INVISIBLE:
            return ""
        if category in BLANK:
            return character if character == "\n" else " "
        parts = (part for part in unicodedata.normalize("NFKD", character) if unicodedata.category(part) not in MARKS)
        composed = unicodedata.normalize("NFKC", "".join(parts))
        simplified = self._opencc.convert(composed).lower()
        return "".join(FOLDED.get(part, part) for part in simplified)


_FOLDING = _Folding()


def normalise(text: str) -> str:
    """The text in the one spelling. Lengths may change; `NormalisedText` knows where each character came from."""
    return text.translate(_FOLDING)


class NormalisedText:
    """A text in the one spelling, and the way back to the original: `original[text.start(i):text.end(j)]`."""

    def __init__(self, original: str) -> None:
        self.original = original
        self.text = normalise(original)

    def start(self, position: int) -> int:
        """Where the character at `position` begins in the original."""
        origins = self._origins
        return position if origins is None else origins[position]

    def end(self, position: int) -> int:
        """Where the character before `position` ends in the original, with the marks and invisible ones that follow it."""
        origins = self._origins
        if origins is None or not position:
            return position
        following = origins[position] if position < len(origins) else len(self.original)
        return max(origins[position - 1] + 1, following)

    @cached_property
    def _origins(self) -> Sequence[int] | None:
        """For each character its place in the original; None when every character stayed one character."""
        if _FOLDING.uneven.isdisjoint(self.original):
            return None
        lengths = map(len, map(_FOLDING.__getitem__, map(ord, self.original)))
        return array("L", chain.from_iterable(map(repeat, count(), lengths)))
