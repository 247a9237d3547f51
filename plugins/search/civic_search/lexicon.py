"""The text pipeline with the city's words, as this process has it now; and the synonyms its questions are read with.

Readers may be some seconds behind; writers always look.
"""

import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from civic_search.app_settings import app_settings
from civic_search.enums import Direction
from civic_search.models import Lexicon, StopWord, Synonym
from civic_search.text.dictionary import STOP_WORDS, Dictionary, make_dictionary
from civic_search.text.fingerprint import make_fingerprint
from civic_search.text.normalise import normalise
from civic_search.text.pipeline import Pipeline
from civic_search.text.synonyms import Synonym as SynonymEntry
from civic_search.text.synonyms import Synonyms, make_synonyms, read_shipped

#: Readers look for changes this often.
SECONDS = 3.0


@dataclass(frozen=True, slots=True)
class Reading:
    """How questions are read at a moment."""

    pipeline: Pipeline
    synonyms: Synonyms
    looked_at: float


_lock = threading.Lock()
_reading: Reading | None = None


def fingerprint_of(words: Iterable[str]) -> str:
    """What an index is marked with: first the pipeline, then the words. See `reads_alike`."""
    return f"{make_fingerprint(Dictionary())[:20]}-{make_fingerprint(make_dictionary(words))[:40]}"


def reads_alike(one: str, other: str) -> bool:
    """Whether a question read for one fingerprint is answered truly by an index of the other.

    Words add to scores only (`civic_search.queries`): the pipeline must be the same, the dictionary may be older.
    """
    return bool(one) and one.partition("-")[0] == other.partition("-")[0]


def current_reading(*, max_age: float = SECONDS) -> Reading:
    """The newest dictionary and synonyms, looked up at most `max_age` seconds ago. Three queries when it looks."""
    global _reading  # noqa: PLW0603 - one for the process
    reading = _reading
    if reading is None or time.monotonic() - reading.looked_at > max_age:
        with _lock:
            reading = _reading = Reading(_look_up_pipeline(), look_up_synonyms(), time.monotonic())
    return reading


def current_fingerprint(*, max_age: float = SECONDS) -> str:
    return fingerprint_of_pipeline(current_reading(max_age=max_age).pipeline)


def fingerprint_of_pipeline(pipeline: Pipeline) -> str:
    return f"{make_fingerprint(Dictionary())[:20]}-{pipeline.fingerprint[:40]}"


def forget_reading() -> None:
    """Look again at the next question."""
    global _reading  # noqa: PLW0603 - one for the process
    _reading = None


def _look_up_pipeline() -> Pipeline:
    pk = Lexicon.objects.current().values_list("pk", "fingerprint").first()
    stop_words = frozenset(StopWord.objects.values_list("word", flat=True)) | STOP_WORDS
    return _make_pipeline(pk, stop_words)


@lru_cache(maxsize=2)
def _make_pipeline(lexicon: tuple[int, str] | None, stop_words: frozenset[str]) -> Pipeline:
    words = Lexicon.objects.values_list("words", flat=True).get(pk=lexicon[0]) if lexicon else ()
    dictionary = make_dictionary(words, stop_words=stop_words)
    return Pipeline(dictionary, cache_directory=app_settings.DIRECTORY / "words")


def look_up_synonyms() -> Synonyms:
    """Those of the office, and the shipped ones of all words that the office says nothing of."""
    return _make_synonyms(tuple(Synonym.objects.values_list("colloquial", "official", "direction")))


@lru_cache(maxsize=2)
def _make_synonyms(rows: tuple[tuple[str, str, str], ...]) -> Synonyms:
    own = [
        SynonymEntry(colloquial, (official,), is_mutual=direction == Direction.BOTH_WAYS)
        for colloquial, official, direction in rows
    ]
    said = {normalise(entry.word) for entry in own}
    return make_synonyms([*own, *(entry for entry in read_shipped() if normalise(entry.word) not in said)])
