"""What questions are completed and corrected to: names of places, words, titles. Held by each process, read by its threads.

The newest collection is looked for every few seconds (one query by primary key) and built in a thread of its own, while
the one before it goes on answering. What it takes: `python -m bench.search.suggest`.
"""

import threading
import time
from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from civic_search.lexicon import current_reading
from civic_search.models import VocabularyRecord
from civic_search.scoring import flat
from civic_search.text.pinyin import read_aloud, read_typed_pinyin, take_initials
from civic_search.text.segment import Segmenter
from civic_search.text.spelling import Speller

#: A process looks for a newer collection this often.
SECONDS = 5.0
#: The kind of what is no thing but a word.
WORD = ""
#: The kind of what questions are corrected to, but not completed: it stands in hardly any title.
RARE = "rare"
#: Of the ways a name may be read aloud so many are kept.
MOST_READINGS = 2
#: One letter alone is no pinyin.
SHORTEST_PINYIN = 2


@dataclass(frozen=True, slots=True)
class Entry:
    """`kind` and `ids` are those of the things that are called so; a word has none. Any one of them may be withdrawn."""

    text: str
    kind: str
    weight: float
    ids: tuple[str, ...] = ()


class _Lines:
    """Short texts one below the other, so that one search of characters finds all that hold something."""

    def __init__(self, lines: Iterable[tuple[str, int]]) -> None:
        """Text of a line, and the number of the entry it belongs to."""
        self._starts, self._entries = array("L"), array("L")
        texts, place = [], 0
        for text, entry in lines:
            self._starts.append(place)
            self._entries.append(entry)
            texts.append(text)
            place += len(text) + 1
        self._text = "\n" + "\n".join(texts)

    def find(self, wanted: str, *, begins: bool) -> Iterator[int]:
        """Entries with a line that holds what is `wanted`, or begins with it; in order."""
        sought = "\n" + wanted if begins else wanted
        place = self._text.find(sought)
        while place >= 0:
            line = bisect_right(self._starts, place if begins else place - 1) - 1
            yield self._entries[line]
            following = self._starts[line + 1] if line + 1 < len(self._starts) else len(self._text)
            place = self._text.find(sought, following)


class Vocabulary:
    """The best first: entries are found in the order in which they were given."""

    def __init__(self, entries: Sequence[Entry], *, is_word: Callable[[str], bool]) -> None:
        """`is_word`: what is spelt right, whether it is an entry or not."""
        entries, rare = [entry for entry in entries if entry.kind != RARE], [one for one in entries if one.kind == RARE]
        self._entries = entries
        self._by_text = {flat(entry.text): number for number, entry in reversed(list(enumerate(entries)))}
        self._written = _Lines((flat(entry.text), number) for number, entry in enumerate(entries))
        words = [(number, entry) for number, entry in enumerate(entries) if entry.kind == WORD or not _is_long(entry)]
        spoken = [(number, reading) for number, entry in words for reading in read_aloud(entry.text)[:MOST_READINGS]]
        self._syllables = _Lines(("".join(reading), number) for number, reading in spoken)
        self._initials = _Lines((take_initials(reading), number) for number, reading in spoken)
        spelt = (*rare, *(entry for _number, entry in words))
        self.speller = Speller({entry.text: entry.weight for entry in spelt}, is_word=is_word)

    def __len__(self) -> int:
        return len(self._entries)

    def complete(self, typed: str) -> Iterator[Entry]:
        """What begins as typed → what sounds so → what holds it → what it may have meant. As lazily as it is read."""
        seen: set[int] = set()
        for number in self._complete(typed):
            if number not in seen:
                seen.add(number)
                yield self._entries[number]

    def _complete(self, typed: str) -> Iterator[int]:
        wanted = flat(typed)
        if not wanted:
            return
        yield from self._written.find(wanted, begins=True)
        yield from self._find_by_sound(typed)
        yield from self._written.find(wanted, begins=False)
        if len(wanted) > 1:
            meant = (flat(correction.text) for correction in self.speller.correct(typed))
            yield from (self._by_text[text] for text in meant if text in self._by_text)

    def _find_by_sound(self, typed: str) -> Iterator[int]:
        pinyin = read_typed_pinyin(typed)
        letters = "".join(character for character in flat(typed) if character.isascii())
        if pinyin is None or len(letters) < SHORTEST_PINYIN:
            return
        yield from self._initials.find(letters, begins=True)
        yield from self._syllables.find(letters, begins=True)

    def related(self, text: str) -> Iterator[Entry]:
        """Words and names that hold this one, and more."""
        wanted = flat(text)
        if len(wanted) > 1:
            found = (self._entries[number] for number in self._written.find(wanted, begins=False))
            yield from (entry for entry in found if not _is_long(entry) and flat(entry.text) != wanted)


#: Longer ones are titles; nobody spells or sounds them out.
LONGEST_NAME = 16


def _is_long(entry: Entry) -> bool:
    return len(entry.text) > LONGEST_NAME


@dataclass(slots=True)
class _Held:
    record: int
    vocabulary: Vocabulary
    looked_at: float


_lock = threading.Lock()
_held: _Held | None = None


def current_vocabulary() -> Vocabulary:
    """The newest that this process has built. Only the first one is waited for."""
    held = _held
    if held is not None and time.monotonic() - held.looked_at <= SECONDS:
        return held.vocabulary
    with _lock:
        return _look_again().vocabulary


def forget_vocabulary() -> None:
    """Look again at the next question, and wait for it."""
    global _held  # noqa: PLW0603 - one for the process
    _held = None


def _look_again() -> _Held:
    global _held  # noqa: PLW0603 - one for the process
    newest = VocabularyRecord.objects.current().values_list("pk", flat=True).first() or 0
    segmenter = current_reading().pipeline.segmenter
    if _held is None:
        vocabulary = Vocabulary(_read_entries(newest), is_word=segmenter.is_word)
        _held = _Held(newest, vocabulary, time.monotonic())
    _held.looked_at = time.monotonic()
    if _held.record != newest:
        _held.record = newest
        threading.Thread(target=_replace, args=(_held, _read_entries(newest), segmenter), daemon=True).start()
    return _held


def _replace(held: _Held, entries: Sequence[Entry], segmenter: Segmenter) -> None:
    """In a thread that asks the database nothing."""
    held.vocabulary = Vocabulary(entries, is_word=segmenter.is_word)


def _read_entries(record: int) -> list[Entry]:
    rows = VocabularyRecord.objects.filter(pk=record).values_list("entries", flat=True).first() or ()
    return [Entry(text, kind, weight, tuple(ids)) for text, kind, weight, ids in rows]
