"""Marks in a title, and the passage of a text that answers a question best: cut from the original, marked as pieces, no HTML.

Read is only the beginning of a long text, block by block, and only until a passage with everything asked for is found.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from civic_search.queries import Query
from civic_search.text.normalise import INVISIBLE, NormalisedText, normalise
from civic_search.text.tokens import join_bigrams

#: Length of a passage; how much of a text is read, in blocks of what size; marks considered in a block. All characters.
PASSAGE = 120
MOST_READ = 200_000
BLOCK = 10_000
MOST_MARKS = 500

_SENTENCE_END = re.compile(r"[。！？!?；;\n\r\u2029]+[”’」』）)]*\s*")
_CLAUSE_END = re.compile(r"(?:[，、：\s]|[,:](?!\w))+")
_LATIN = r"(?:[^\W_\u2e80-\U0003ffff]|[\u0300-\u036f])"
_LATIN_BEFORE, _LATIN_AFTER = re.compile(rf"{_LATIN}+$"), re.compile(rf"{_LATIN}+")
_LOOK_BACK = 8
_JOINER = "\u200d"
_INVISIBLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_BETWEEN = re.compile(r"[\s〔〕\[\]()（）【】［］第]{0,2}")
_AROUND = 64


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the original text, marked or not."""

    text: str
    is_marked: bool = False


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    term: int


class Highlighter:
    """Marks texts for one question. `cut` splits a normalised text into words, for passages must begin and end somewhere."""

    def __init__(self, query: Query, cut: Callable[[str], list[str]]) -> None:
        self._cut = cut
        hints = (hint for hint in query.hints if len(hint.text) > 1)
        self._term_of = {
            join_bigrams(phrase.tokens): number
            for number, term in reversed(list(enumerate((*query.terms, *hints))))
            for phrase in reversed([phrase for one in (term, *chain(*term.parts)) for phrase in one.phrases])
        }
        alternatives = sorted(self._term_of, key=lambda text: (-len(text), text))
        self._pattern = re.compile("|".join(map(re.escape, alternatives))) if alternatives else None

    def mark_title(self, title: str) -> list[Piece]:
        """The whole title."""
        return _make_pieces(title, 0, len(title), self._find_marks(title))

    def find_passage(self, text: str) -> list[Piece]:
        """About `PASSAGE` characters around the most of what was asked for; the beginning of the text when there is nothing.

        It begins and ends with a sentence where one is near, else with a clause, else between two words; "…" stands where
        the text goes on.
        """
        marks = self._find_densest(text)
        start, end = self._place_passage(text, marks)
        pieces = _make_pieces(text, start, end, marks)
        if pieces:
            pieces[0] = replace(pieces[0], text=pieces[0].text.lstrip())
        before = [Piece("…")] if start else []
        after = [Piece("…")] if end < len(text) else []
        return [piece for piece in (*before, *pieces, *after) if piece.text]

    def _find_densest(self, text: str) -> list[_Mark]:
        """Marks that stand within the length of a passage, of as many terms as possible: the first such."""
        best: list[_Mark] = []
        wanted = len(set(self._term_of.values()))
        for offset in range(0, min(len(text), MOST_READ) if wanted else 0, BLOCK):
            found = self._find_marks(text[offset : offset + BLOCK + PASSAGE])
            marks = [_Mark(mark.start + offset, mark.end + offset, mark.term) for mark in found]
            best = max(best, _choose_window(marks), key=_rank)
            if len({mark.term for mark in best}) == wanted:
                break
        return best

    def _find_marks(self, text: str) -> list[_Mark]:
        """Where terms stand in the text, in its own positions; they may overlap."""
        if self._pattern is None:
            return []
        read = NormalisedText(text)
        marks: list[_Mark] = []
        match = self._pattern.search(read.text)
        while match and len(marks) < MOST_MARKS:
            marks.append(_Mark(read.start(match.start()), read.end(match.end()), self._term_of[match[0]]))
            match = self._pattern.search(read.text, match.start() + 1)
        return marks

    def _place_passage(self, text: str, marks: Sequence[_Mark]) -> tuple[int, int]:
        first, last = (marks[0].start, max(mark.end for mark in marks)) if marks else (0, 0)
        room = max(PASSAGE - (last - first), 0)
        start = self._place_start(text, first, room)
        return start, self._place_end(text, last, max(start + PASSAGE, last))

    def _place_start(self, text: str, first: int, room: int) -> int:
        """Where the sentence begins, when it is not too far before the first mark."""
        lowest = max(first - room * 2 // 3, 0)
        if not lowest:
            return 0
        before = text[lowest:first]
        if ends := [found.end() for found in _SENTENCE_END.finditer(before)]:
            return lowest + ends[-1]
        if ends := [found.end() for found in _CLAUSE_END.finditer(before)]:
            return lowest + ends[0]
        return self._between_words(text, lowest)

    def _place_end(self, text: str, last: int, highest: int) -> int:
        """Where the last sentence ends that fits, unless that leaves little."""
        if highest >= len(text):
            return len(text)
        lowest = max(last, highest - PASSAGE // 2)
        after = text[lowest:highest]
        for form in (_SENTENCE_END, _CLAUSE_END):
            if ends := [found.end() for found in form.finditer(after)]:
                return lowest + ends[-1]
        end = self._between_words(text, highest)
        rest_of_word = _LATIN_AFTER.match(text[last : last + _AROUND]) if end < last else None
        return max(end, last + (rest_of_word.end() if rest_of_word else 0))

    def _between_words(self, text: str, place: int) -> int:
        """Where the word begins in which this place is. Latin words and emoji stay whole, but for monsters."""
        before, after = text[max(place - _AROUND, 0) : place], text[place : place + _AROUND]
        while before and after and (unicodedata.category(after[0]) in INVISIBLE or before[-1] == _JOINER):
            before, after = before[:-1], before[-1] + after
        if _LATIN_AFTER.match(after) and (word := _LATIN_BEFORE.search(before)):
            before = before[: word.start()]
        elif cut := self._cut_before(before[-_LOOK_BACK:], after[:_LOOK_BACK]):
            before = before[:-cut]
        return max(place - _AROUND, 0) + len(before)

    def _cut_before(self, before: str, after: str) -> int:
        """How many characters of the word in which these two meet stand before."""
        normalised = normalise(before + after)
        end = 0
        for word in self._cut(normalised) if len(normalised) == len(before + after) else ():
            if end + len(word) > len(before):
                return max(len(before) - end, 0)
            end += len(word)
        return 0


def _choose_window(marks: Sequence[_Mark]) -> list[_Mark]:
    """Of the marks, in order, those within one passage's length that rank best."""
    best: tuple[tuple[int, int], int, int] = ((0, 0), 0, 0)
    terms: Counter[int] = Counter()
    end = 0
    for start, mark in enumerate(marks):
        while end < len(marks) and (marks[end].end - mark.start <= PASSAGE or end == start):
            terms[marks[end].term] += 1
            end += 1
        best = max(best, ((len(terms), end - start), -start, end))
        terms[mark.term] -= 1
        if not terms[mark.term]:
            del terms[mark.term]
    return list(marks[-best[1] : best[2]])


def _rank(marks: Sequence[_Mark]) -> tuple[int, int]:
    return len({mark.term for mark in marks}), len(marks)


def _make_pieces(text: str, start: int, end: int, marks: Iterable[_Mark]) -> list[Piece]:
    pieces: list[Piece] = []
    for begun, ended in _merge(text, marks):
        pieces += [Piece(_tidy(text[start:begun])), Piece(_tidy(text[begun:ended]), is_marked=True)]
        start = ended
    pieces.append(Piece(_tidy(text[start:end])))
    return [piece for piece in pieces if piece.text]


def _merge(text: str, marks: Iterable[_Mark]) -> Iterator[tuple[int, int]]:
    """Stretches to mark: overlapping ones are one, and so are the parts of a document number."""
    begun = ended = -1
    for mark in marks:
        if ended >= mark.start or (ended >= 0 and _BETWEEN.fullmatch(text[ended : mark.start])):
            ended = max(ended, mark.end)
            continue
        if ended >= 0:
            yield begun, ended
        begun, ended = mark.start, mark.end
    if ended >= 0:
        yield begun, ended


def _tidy(text: str) -> str:
    return re.sub(r"\s+", " ", _INVISIBLE.sub("", text))
