"""「您是不是要找」: what may have been meant by a word that is known nowhere.

Candidates sound the same or nearly so, differ by one character (dropped, added, swapped or replaced), or were typed as pinyin
or its initials. Both sides are looked up by keys: a term's keys are itself, itself less one character, its sounds and its
initials; a question's likewise. All keys are 64-bit numbers in one sorted array: 8 bytes a key, about 9 keys a term.
"""

import math
import re
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from civic_search.text.dictionary import STOP_WORDS
from civic_search.text.normalise import normalise
from civic_search.text.pinyin import LONGEST_PINYIN, TypedPinyin, blur, read_aloud, read_typed_pinyin, take_initials
from civic_search.text.tokens import find_runs

#: Terms beyond are not corrected to: nobody types a whole title by heart.
LONGEST_TERM = 16
#: Found more often than this, a question needs no correction.
PLENTY = 20
LONGEST_QUESTION = 30
LONGEST_WINDOW = 8
#: So many characters beside a run of letters may belong to its term.
MOST_BESIDE = 3
_LETTERS = re.compile(r"[a-z]+")

_ID_BITS = 20
_ID_MASK = (1 << _ID_BITS) - 1
_HASH_MASK = (1 << (64 - _ID_BITS)) - 1

SAME_SOUND, SWAPPED, SIMILAR_SOUND, ONE_MORE_OR_LESS, REPLACED, SAME_INITIALS = 1.0, 0.9, 0.8, 0.7, 0.5, 0.4
_SHORTEST_TO_REPLACE = 3


@dataclass(frozen=True, slots=True)
class Correction:
    """A question put right. `score` compares corrections of one question only."""

    text: str
    score: float


class Speller:
    """Knows a vocabulary. Made once, then read by any number of threads."""

    def __init__(self, vocabulary: Mapping[str, float], *, is_word: Callable[[str], bool] = lambda text: False) -> None:
        """`vocabulary`: term → how often it is meant, at most a million. `is_word`: other words that are spelt right."""
        weights: dict[str, float] = {}
        for term, weight in vocabulary.items():
            name = _join(term)
            if 1 < len(name) <= LONGEST_TERM and len(weights) <= _ID_MASK:
                weights[name] = weights.get(name, 0.0) + weight
        self._terms = list(weights)
        self._weights = array("d", weights.values())
        self._keys = array(
            "Q", sorted(_make_key(key, place) for place, term in enumerate(self._terms) for key in _keys_of(term))
        )
        self._is_word = is_word

    def is_known(self, text: str) -> bool:
        return any(self._terms[place] == text for place in self._find(text))

    def correct(self, text: str, *, found: int = 0, limit: int = 3) -> list[Correction]:
        """What may have been meant, the likeliest first. Nothing when the question is a term, or a word that `found` something,
        or found plenty.

        1. Pinyin and initials give the terms that sound so; pinyin of several terms gives them one after the other.
        2. A question that is nearly a term gives that term.
        3. Pinyin among characters gives the terms that sound so there.
        4. Otherwise one stretch of it that is nearly a term is put right, the rest is kept.
        """
        typed = normalise(text[: 2 * LONGEST_PINYIN]).strip()
        joined = _join(typed)
        if found >= PLENTY or self.is_known(joined) or (found and self._is_word(joined)):
            return []
        pinyin = read_typed_pinyin(typed)
        scores = self._find_by_pinyin(pinyin) if pinyin else {}
        scores = scores or (self._find_in_pieces(pinyin.syllables) if pinyin else {})
        scores = scores or self._find_similar(joined) or self._find_mixed(typed)
        if not scores and len(typed) <= LONGEST_QUESTION:
            scores = self._correct_stretch(typed)
        ranked = sorted(scores.items(), key=lambda item: (-item[1], len(item[0]), item[0]))
        return [Correction(meant, score) for meant, score in ranked[:limit]]

    def _find_by_pinyin(self, pinyin: TypedPinyin) -> dict[str, float]:
        looked_up = (
            (f"i:{pinyin.initials}", SAME_INITIALS if pinyin.initials else 0.0),
            (f"~:{blur(pinyin.syllables)}", SIMILAR_SOUND if pinyin.syllables else 0.0),
            (f"p:{''.join(pinyin.syllables)}", SAME_SOUND if pinyin.syllables else 0.0),
        )
        scores: dict[str, float] = {}
        for key, likeness in looked_up:
            for place in self._find(key) if likeness else ():
                if key in _sounds_of(self._terms[place]):
                    scores[self._terms[place]] = self._score(place, likeness)
        return scores

    def _find_in_pieces(self, syllables: tuple[str, ...]) -> dict[str, float]:
        """`caizhengjuyusuan`: as few terms as possible that sound so one after the other, and of those the likeliest."""
        best: list[tuple[int, float, str] | None] = [(0, 0.0, ""), *([None] * len(syllables))]
        for end in range(2, len(syllables) + 1):
            for start in range(max(0, end - LONGEST_WINDOW), end - 1):
                before = best[start]
                meant = self._find_by_pinyin(TypedPinyin(syllables[start:end], "")) if before else {}
                if before and meant:
                    term, score = max(meant.items(), key=lambda pair: (pair[1], pair[0]))
                    option = (before[0] - 1, before[1] + score, before[2] + term)
                    so_far = best[end]
                    best[end] = option if so_far is None else max(option, so_far)
        whole = best[-1]
        return {whole[2]: whole[1]} if whole and whole[2] else {}

    def _find_mixed(self, typed: str) -> dict[str, float]:
        """`yibao报销`, `低bao`: each run of letters, with the characters beside it, is a term that sounds so."""
        if typed.isascii() or not _LETTERS.search(typed):
            return {}
        text, total = typed, 0.0
        for run in reversed(list(_LETTERS.finditer(typed))):
            options = {
                (start, end, term): score * len(term)
                for start in range(max(0, run.start() - MOST_BESIDE), run.start() + 1)
                for end in range(run.end(), min(len(typed), run.end() + MOST_BESIDE) + 1)
                for term, score in self._find_sounding(
                    typed[start : run.start()], run[0], typed[run.end() : end]
                ).items()
            }
            if not options:
                return {}
            (start, end, term), score = max(options.items(), key=lambda option: (option[1], option[0]))
            text, total = text[:start] + term + text[end:], total + score
        return {text: total}

    def _find_sounding(self, before: str, letters: str, after: str) -> dict[str, float]:
        """Terms that begin and end with these characters and sound like these letters between them."""
        if _join(before + after) != before + after or any(map(str.isascii, before + after)):
            return {}
        sounds = ["".join(reading) for part in (before, after) for reading in read_aloud(part)[:1]]
        meant = self._find_by_pinyin(
            TypedPinyin((sounds[0], letters, sounds[1]), letters if not before + after and len(letters) > 1 else "")
        )
        return {term: score for term, score in meant.items() if term.startswith(before) and term.endswith(after)}

    def _find_similar(self, typed: str) -> dict[str, float]:
        """Terms nearly like this, with their scores."""
        if not 1 < len(typed) <= LONGEST_TERM:
            return {}
        sounds = _sounds_of(typed)
        keys = {typed, typed[::-1], *_less_one(typed), *(sound for sound in sounds if not sound.startswith("i:"))}
        places = {place for key in keys for place in self._find(key)}
        scores: dict[str, float] = {}
        for place in places:
            term = self._terms[place]
            likeness = _compare(typed, term, sounds) if term != typed else 0.0
            if likeness:
                scores[term] = self._score(place, likeness)
        return scores

    def _correct_stretch(self, text: str) -> dict[str, float]:
        """The text with one stretch put right: one that holds a character which belongs to no known word."""
        doubtful = self._find_doubtful(text)
        scores: dict[str, float] = {}
        for start in range(len(text)):
            for end in range(start + 2, min(len(text), start + LONGEST_WINDOW) + 1):
                if doubtful.isdisjoint(range(start, end)) or not text[start:end].isalpha():
                    continue
                for term, score in self._find_similar(text[start:end]).items():
                    whole = text[:start] + term + text[end:]
                    scores[whole] = max(scores.get(whole, 0.0), score * len(term))
        return scores

    def _find_doubtful(self, text: str) -> set[int]:
        """Places that no known word of two characters or more covers, and no word of questions."""
        doubtful = {place for place, character in enumerate(text) if character not in STOP_WORDS}
        for start in range(len(text)):
            for end in range(start + 2, min(len(text), start + LONGEST_WINDOW) + 1):
                if self._is_word(text[start:end]) or self.is_known(text[start:end]):
                    doubtful.difference_update(range(start, end))
        return doubtful

    def _score(self, place: int, likeness: float) -> float:
        return likeness * (1 + math.log1p(self._weights[place]))

    def _find(self, key: str) -> Iterator[int]:
        """Places of the terms that have this key, and of a rare one that has another of the same hash."""
        first = _make_key(key, 0)
        for number in range(bisect_left(self._keys, first), len(self._keys)):
            if self._keys[number] >> _ID_BITS != first >> _ID_BITS:
                return
            yield self._keys[number] & _ID_MASK


def _join(text: str) -> str:
    return "".join(find_runs(normalise(text)))


def _make_key(key: str, place: int) -> int:
    return (hash(key) & _HASH_MASK) << _ID_BITS | place


def _keys_of(term: str) -> set[str]:
    return {term, *_less_one(term), *_sounds_of(term)}


def _less_one(text: str) -> Iterator[str]:
    """The text less each of its characters; of two characters nothing worth comparing would be left."""
    if len(text) > 2:  # noqa: PLR2004
        yield from (text[:place] + text[place + 1 :] for place in range(len(text)))


def _sounds_of(text: str) -> set[str]:
    """Keys by sound: as read, as blurred, and by initials."""
    return {
        key
        for syllables in read_aloud(text)
        for key in (f"p:{''.join(syllables)}", f"~:{blur(syllables)}", f"i:{take_initials(syllables)}")
    }


def _compare(typed: str, term: str, sounds: set[str]) -> float:
    """How like the two are; 0.0: not enough."""
    in_common = {sound[0] for sound in sounds & _sounds_of(term)}
    if "p" in in_common:
        return SAME_SOUND
    if "~" in in_common:
        return SIMILAR_SOUND
    if len(typed) != len(term):
        short, long = sorted((typed, term), key=len)
        if short not in (long[:place] + long[place + 1 :] for place in range(len(long))):
            return 0.0
        return ONE_MORE_OR_LESS if len(short) >= _SHORTEST_TO_REPLACE else SAME_INITIALS
    differing = [place for place in range(len(term)) if typed[place] != term[place]]
    if len(differing) == 1:
        return REPLACED if len(term) >= _SHORTEST_TO_REPLACE else 0.0
    first, last = differing[0], differing[-1]
    is_swapped = len(differing) == 2 and last == first + 1 and typed[first] == term[last] and typed[last] == term[first]  # noqa: PLR2004
    return SWAPPED if is_swapped else 0.0
