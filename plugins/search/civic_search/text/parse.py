"""From what somebody typed to a question that engines understand."""

import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from itertools import islice

from civic_search.queries import Phrase, Query, Term
from civic_search.text.dictionary import HINTS
from civic_search.text.normalise import NormalisedText, normalise
from civic_search.text.numbers import LONGEST_KEY, FoundNumber, find_numbers
from civic_search.text.segment import Segmenter
from civic_search.text.synonyms import NO_SYNONYMS, Synonyms
from civic_search.text.tokens import RUN, SHORTEST_WORD, find_runs, make_bigrams

#: What is typed beyond is not read. Titles have up to 100 characters or so; a pasted page is found by its beginning.
LONGEST_QUESTION = 500
#: Different things that one question may ask for, synonyms of one thing, and characters of one phrase.
MOST_TERMS = 24
MOST_SYNONYMS = 8
MOST_TAKEN_APART = 4
LONGEST_PHRASE = 64

_OPERATOR = re.compile(r"(?<=\S)\s+(AND|OR|NEAR|NOT)\s+(?=\S)")
_QUOTES = '"“”„〝〞「」『』'
_PIECE = re.compile(
    rf"(?P<minus>(?<!\S)[-−])?"
    rf"(?:[\"“”„〝〞](?P<double>[^{_QUOTES}]+)[\"“”„〝〞]|[「『](?P<corner>[^{_QUOTES}]+)[」』]|(?P<bare>[^\s{_QUOTES}]+))"
)


@dataclass(slots=True)
class _Part:
    """A stretch of a run that is one thing to look for: a word, an expression with synonyms, or characters of no word."""

    start: int
    text: str
    words: tuple[str, ...]
    synonyms: tuple[str, ...] = ()
    is_stop_word: bool = False
    cut: tuple[str, ...] = ()

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def is_lone_character(self) -> bool:
        return len(self.text) == 1 and not self.synonyms


def parse_query(
    text: str, segmenter: Segmenter, *, synonyms: Synonyms = NO_SYNONYMS, stop_words: AbstractSet[str] = frozenset()
) -> Query:
    """What was asked for.

    1. Whole document numbers become keys, and quoted terms, so that documents that cite them are found too.
    2. What is in quotation marks (" “ 「) is one phrase; what follows a minus after a blank is excluded.
    3. Everything else is cut into words, each with its synonyms. Stop words are left out unless nothing else is left.

    Operators of search engines mean nothing here, save NOT between two things, in capitals and beside Chinese.
    Emoji and punctuation give no terms: `Query.finds_nothing`.
    """
    typed = _read_operators(text.strip()[:LONGEST_QUESTION])
    return _Reader(typed, segmenter, synonyms, stop_words).read(text.strip()[:LONGEST_QUESTION])


def make_phrase(run: str) -> Phrase:
    """The run as adjacent bigrams; one character as the beginning of any token."""
    run = run[:LONGEST_PHRASE]
    return Phrase((run,), is_prefix=True) if len(run) == 1 else Phrase(tuple(make_bigrams(run)[:-1]))


def make_word(word: str) -> Phrase:
    """The word as one token."""
    return Phrase((word,))


class _Reader:
    def __init__(self, typed: str, segmenter: Segmenter, synonyms: Synonyms, stop_words: AbstractSet[str]) -> None:
        self._typed = NormalisedText(typed)
        self._segmenter, self._synonyms, self._stop_words = segmenter, synonyms, stop_words
        self._terms: dict[tuple[Phrase, ...], Term] = {}
        self._excluded: dict[Phrase, None] = {}
        self._is_patchy = False
        self._lone: dict[str, Term] = {}

    def read(self, text: str) -> Query:
        numbers = find_numbers(self._typed.text)
        for number in numbers:
            self._add_number(number)
        rest = _blank_out(self._typed.text, numbers)
        for piece in _PIECE.finditer(rest):
            self._read_piece(piece)
        if not (self._terms or self._excluded):
            self._add_runs(0, rest)
        keys = _read_keys(rest, numbers)
        terms, hints = self._tell_hints(list(islice(self._terms.values(), MOST_TERMS)))
        return Query(text, terms, tuple(self._excluded), keys, hints, self._is_patchy)

    def _tell_hints(self, terms: list[Term]) -> tuple[tuple[Term, ...], tuple[Term, ...]]:
        """What must be there, and what was asked around it; hints alone are what was asked for."""
        hints = [term for term in terms if not term.is_quoted and normalise(term.text) in HINTS]
        if not hints or len(hints) == len(terms):
            return tuple(terms), tuple(self._lone.values())
        first, *others = (term for term in terms if term not in hints)
        words = [make_word(text) for hint in hints if len(text := normalise(hint.text)) > 1]
        return (replace(first, words=tuple(dict.fromkeys((*first.words, *words)))), *others), (
            *hints,
            *self._lone.values(),
        )

    def _add_number(self, number: FoundNumber) -> None:
        typed = self._typed.original[self._typed.start(number.start) : self._typed.end(number.end)]
        for run in number.runs:
            # Without 号 it may be the beginning of a longer number: `〔2016〕4` stands in every text that cites 〔2016〕44号.
            spellings = [run] if typed.endswith("号") else dict.fromkeys((run, run.removesuffix("号")))
            self._add(Term(typed, tuple(map(make_phrase, spellings)), is_quoted=True))

    def _read_piece(self, piece: re.Match[str]) -> None:
        kind = piece.lastgroup or "bare"
        if piece["minus"]:
            longest = max(find_runs(piece[kind]), key=len, default="")
            if longest:
                self._excluded[make_phrase(longest)] = None
        elif kind == "bare":
            for run in RUN.finditer(piece[kind]):
                self._read_run(piece.start(kind) + run.start(), run[0])
        else:
            self._add_runs(piece.start(kind), piece[kind])

    def _add_runs(self, offset: int, text: str) -> None:
        """Each run of the text as a phrase to be found as it stands."""
        for run in RUN.finditer(text):
            start = offset + run.start()
            words = tuple(make_word(word) for word in self._segmenter.cut(run[0]) if len(word) >= SHORTEST_WORD)
            self._add(Term(self._as_typed(start, start + len(run[0])), (make_phrase(run[0]),), words, is_quoted=True))

    def _read_run(self, offset: int, run: str) -> None:
        parts = list(self._find_parts(run))
        asked = [part for part in parts if not part.is_stop_word]
        chosen = [part for part in asked if not part.is_lone_character] or asked
        for part in asked:
            if part not in chosen:
                self._is_patchy |= _is_fragment(part, run)
                self._lone[part.text] = Term(part.text, (make_phrase(part.text),))
        for part in chosen:
            phrases = self._make_phrases(part.text)
            bridges = _find_bridges(part, asked, run)
            words = (*map(make_word, (*part.words, *filter(self._is_long_word, part.synonyms))), *bridges)
            text = self._as_typed(offset + part.start, offset + part.end)
            self._add(Term(text, phrases, tuple(dict.fromkeys(words)), parts=tuple(self._find_parts_of(part))))

    def _make_phrases(self, word: str) -> tuple[Phrase, ...]:
        return tuple(map(make_phrase, (word, *self._synonyms.meanings.get(word, ())[:MOST_SYNONYMS])))

    def _find_parts_of(self, part: _Part) -> Iterator[tuple[Term, ...]]:
        """The words of an expression that has synonyms, each with its own; then those of each synonym as they are."""
        if not part.synonyms:
            return
        if own := [Term(word, self._make_phrases(word)) for word in self._choose_words(part.cut)]:
            yield tuple(own)
        for synonym in part.synonyms[:MOST_TAKEN_APART]:
            if words := self._choose_words(self._segmenter.cut(synonym)):
                yield tuple(Term(word, (make_phrase(word),)) for word in words)

    def _choose_words(self, words: Sequence[str]) -> list[str]:
        """Of several words those that say something by themselves."""
        return [
            word for word in words if len(word) > 1 < len(words) and word not in self._stop_words and word not in HINTS
        ]

    def _find_parts(self, run: str) -> Iterator[_Part]:
        """Words of the run, where words that have synonyms together, or are single characters, are taken together."""
        words = self._segmenter.cut(run)
        start = index = 0
        while index < len(words):
            taken = self._count_synonym(words, index) or self._count_characters(words, index) or 1
            text = "".join(words[index : index + taken])
            yield _Part(
                start,
                text,
                tuple(filter(self._is_long_word, {*words[index : index + taken], text})),
                self._synonyms.meanings.get(text, ())[:MOST_SYNONYMS],
                text in self._stop_words,
                tuple(words[index : index + taken]),
            )
            start += len(text)
            index += taken

    def _count_synonym(self, words: list[str], index: int) -> int:
        """How many words from here make up the longest expression that has synonyms."""
        for end in range(min(len(words), index + self._synonyms.longest), index, -1):
            if "".join(words[index:end]) in self._synonyms.meanings:
                return end - index
        return 0

    def _count_characters(self, words: list[str], index: int) -> int:
        """How many words from here are single characters that mean something, as of a name no dictionary holds."""
        end = index
        while end < len(words) and len(words[end]) == 1 and words[end] not in self._stop_words:
            end += 1
        return end - index

    def _is_long_word(self, word: str) -> bool:
        return len(word) >= SHORTEST_WORD and (word.isascii() or self._segmenter.is_word(word))

    def _as_typed(self, start: int, end: int) -> str:
        return self._typed.original[self._typed.start(start) : self._typed.end(end)]

    def _add(self, term: Term) -> None:
        self._terms.setdefault(term.phrases, term)


def _is_fragment(part: _Part, run: str) -> bool:
    """Whether a character may be what is left of a mistyped word: it is no unit of a figure (2026年) and no word itself."""
    return part.text not in HINTS and not run[max(part.start - 1, 0)].isdecimal()


def _read_operators(typed: str) -> str:
    """NOT beside Chinese becomes a minus; AND, OR and NEAR beside Chinese go."""

    def replace(match: re.Match[str]) -> str:
        if typed[match.start() - 1].isascii() and typed[match.end()].isascii():
            return match[0]
        return " -" if match[1] == "NOT" else " "

    return _OPERATOR.sub(replace, typed)


def _blank_out(text: str, numbers: Iterable[FoundNumber]) -> str:
    for number in numbers:
        text = text[: number.start] + " " * (number.end - number.start) + text[number.end :]
    return text


def _read_keys(rest: str, numbers: Iterable[FoundNumber]) -> tuple[str, ...]:
    """Keys of the numbers found; of the whole question when it ends like a number in a form of its own (公告第3号)."""
    keys = dict.fromkeys(key for number in numbers for key in number.keys)
    whole = "".join(find_runs(rest))
    if not keys and whole.endswith("号") and len(whole) <= LONGEST_KEY and any(map(str.isdecimal, whole)):
        keys[whole] = None
    return tuple(keys)


def _find_bridges(part: _Part, asked: Iterable[_Part], run: str) -> Iterator[Phrase]:
    """What ties this part to its neighbours: where both stand together as they were typed, a text scores more.

    The last character and the first two of the next part (末班车太早: 车太早). One of each would say too little: 车太 stands
    in 停车太难 as well. A lone character is no term itself, so a bigram ties it, on either side (油烟大: 烟大).
    """
    for other in asked:
        if other.start == part.end:
            yield make_phrase(run[part.end - 1 : min(other.end, part.end + 2)])
        elif other.end == part.start and other.is_lone_character:
            yield make_phrase(run[part.start - 1 : part.start + 1])
