"""Where words begin and end: jieba, without guessing (HMM off), with the city's own words.

The general dictionary is read once per process. A `Segmenter` adds the city's words to a copy of it.
"""

import marshal
import re
import tempfile
import threading
import warnings
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib import metadata, resources
from itertools import compress, count
from operator import add
from pathlib import Path
from typing import Any

from civic_search.text.normalise import normalise
from civic_search.text.tokens import SHORTEST_WORD, find_runs

LONGEST_WORD = 32
CLUSTERS_REMEMBERED = 50_000

_LATIN = re.compile(rf"[a-z0-9]{{{SHORTEST_WORD},}}")
_WRITABLE_BY_OTHERS = 0o022
_lock = threading.Lock()
_general: tuple[dict[str, int], int] | None = None


class Segmenter:
    """Splits normalised runs into words. Made once, then read by any number of threads."""

    def __init__(self, words: Iterable[str] = (), *, cache_directory: Path | None = None) -> None:
        """`words` are the city's own; their order does not matter. `cache_directory` belongs to this program alone."""
        self._jieba = _make_jieba(cache_directory)
        for word in sorted(split_into_words(words)):
            self._jieba.add_word(word)
        self._frequency: dict[str, int] = self._jieba.FREQ
        self._beginnings = {text for text in self._frequency if len(text) == SHORTEST_WORD}
        self._words_of_cluster = lru_cache(CLUSTERS_REMEMBERED)(self._cut_cluster)

    def cut(self, run: str) -> list[str]:
        """The words of a run, one after the other: how a question is read."""
        return self._jieba.lcut(run, HMM=False)

    def is_word(self, text: str) -> bool:
        return self._frequency.get(text, 0) > 0

    def find_words(self, text: str) -> list[str]:
        """The words of three characters and more in a normalised text, and those within them: how a text is indexed.

        Gives what cutting the text whole would give. Only where a long word may stand is anything cut: a cluster of words
        that overlap one another, which has the same words wherever it stands.
        """
        words = [word for start, end in self._find_clusters(text) for word in self._words_of_cluster(text[start:end])]
        return words + _LATIN.findall(text)

    def _find_clusters(self, text: str) -> Iterator[tuple[int, int]]:
        """Stretches that hold a long word of the dictionary, each as wide as words of the dictionary overlap."""
        is_word = self._frequency.get
        begun = ended = 0
        for start, end in self._find_long_words(text):
            if start >= ended:
                if ended:
                    yield begun, ended
                begun = start
                while begun > ended and is_word(text[begun - 1 : begun + 1]):
                    begun -= 1
            ended = max(ended, end)
            while is_word(text[ended - 1 : ended + 1]):
                ended += 1
        if ended:
            yield begun, ended

    def _find_long_words(self, text: str) -> Iterator[tuple[int, int]]:
        """Start of every long word of the dictionary, and the end of the longest that starts there."""
        frequency = self._frequency
        trigrams = map(add, map(add, text, text[1:]), text[2:])
        for start in compress(count(), map(self._beginnings.__contains__, trigrams)):
            longest, end = 0, start + SHORTEST_WORD
            while (found := frequency.get(text[start:end])) is not None and end <= len(text):
                if found:
                    longest = end
                end += 1
            if longest:
                yield start, longest

    def _cut_cluster(self, cluster: str) -> tuple[str, ...]:
        return tuple(
            part
            for word in self.cut(cluster)
            if len(word) >= SHORTEST_WORD and not word.isascii()
            for part in self._find_parts(word)
        )

    def _find_parts(self, word: str) -> Iterator[str]:
        """The long words within a word, itself last."""
        for length in range(SHORTEST_WORD, len(word)):
            for start in range(len(word) - length + 1):
                if self._frequency.get(word[start : start + length]):
                    yield word[start : start + length]
        yield word


def split_into_words(texts: Iterable[str]) -> set[str]:
    """What of these names and expressions can be a word: their runs, without those too short or too long."""
    runs = find_runs("\n".join(map(normalise, texts)))
    return {run for run in runs if 1 < len(run) <= LONGEST_WORD}


def read_general_words(cache_directory: Path | None = None) -> tuple[dict[str, int], int]:
    """Frequencies of jieba's own dictionary (beginnings of words: 0), normalised, and their sum. Once per process.

    Takes a second without the cache, half of it with one. Call it before workers fork, and they share it.
    """
    global _general  # noqa: PLW0603 - 500,000 words are held once
    with _lock:
        if _general is None:
            _general = _read_cached(cache_directory) if cache_directory else _count_words()
        return _general


def _make_jieba(cache_directory: Path | None) -> Any:
    """A jieba with a copy of the general dictionary. It opens no file of its own, and says nothing."""
    with _lock, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba  # plc0415: importing it warns (pkg_resources, its regular expressions), so it waits until needed
    jieba.default_logger.handlers.clear()
    words, total = read_general_words(cache_directory)
    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ, tokenizer.total, tokenizer.initialized = dict(words), total, True
    return tokenizer


def _read_cached(directory: Path) -> tuple[dict[str, int], int]:
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    if directory.stat().st_mode & _WRITABLE_BY_OTHERS:
        return _count_words()
    path = directory / f"words-{metadata.version('jieba')}-{metadata.version('opencc')}.marshal"
    try:
        frequency, total = marshal.loads(path.read_bytes())  # noqa: S302 - of a directory that nobody else may write
    except (OSError, ValueError, EOFError, TypeError):
        frequency, total = _count_words()
        _write(path, marshal.dumps((frequency, total)))
    return frequency, total


def _write(path: Path, content: bytes) -> None:
    """All of it or nothing, whoever else is writing the same."""
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
        file.write(content)
    Path(file.name).replace(path)


def _count_words() -> tuple[dict[str, int], int]:
    lines = resources.files("jieba").joinpath("dict.txt").read_text(encoding="utf-8").split("\n")
    written, counts = zip(*(line.split(" ")[:2] for line in lines if line), strict=True)
    frequency: dict[str, int] = {}
    for word, number in zip(normalise("\n".join(written)).split("\n"), map(int, counts), strict=True):
        if not word.isalnum():
            continue
        frequency[word] = max(number, frequency.get(word, 0))
        for end in range(1, len(word)):
            frequency.setdefault(word[:end], 0)
    return frequency, sum(frequency.values())
