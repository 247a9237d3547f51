"""What questions are completed and corrected to is collected: from public names and titles, in a job."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from civic_search.app_settings import app_settings
from civic_search.lexicon import current_reading
from civic_search.models import Lexicon, VocabularyRecord
from civic_search.scoring import flat
from civic_search.sources import Source, registered_sources
from civic_search.text.normalise import normalise
from civic_search.text.pipeline import Pipeline
from civic_search.text.tokens import find_runs
from civic_search.vocabulary import LONGEST_NAME, RARE, WORD, Entry

#: An expression that stands in so many titles is one that people may ask for; it gives away nothing of a single one.
#: Of rarer ones questions may be corrected to, if that finds something.
FREQUENT = 3
#: Of that many words, and characters.
MOST_WORDS, LONGEST_EXPRESSION = 3, 10
#: A word of the dictionary counts as much as one of so many titles.
DICTIONARY_WORD = 5
#: What a place counts, before how many there are of its name.
PLACE = 20
#: So many things of one name are remembered.
MOST_IDS = 5


def renew_vocabulary() -> VocabularyRecord:
    """Collect places, words and titles; what changed becomes the vocabulary of every process."""
    entries = [list(entry) for entry in collect_entries()]
    digest = hashlib.sha256(json.dumps(entries).encode()).hexdigest()
    current = VocabularyRecord.objects.current().first()
    if current is not None and current.digest == digest:
        return current
    with transaction.atomic():
        renewed = VocabularyRecord.objects.create(digest=digest, entries=entries, made_at=timezone.now())
        VocabularyRecord.objects.exclude(pk=renewed.pk).delete()
    return renewed


def collect_entries() -> list[tuple[str, str, float, list[str]]]:
    """Places, then words, then titles of all else; each the most frequent first, each text once."""
    sources = registered_sources().values()
    pipeline = current_reading(max_age=0).pipeline
    things = [entry for source in sources if not source.is_place for entry in _name_things(source)]
    places = [entry for source in sources if source.is_place for entry in _name_things(source)]
    words = find_words([entry.text for entry in things], pipeline, dictionary=_read_lexicon())
    words += [Entry(entry.text[1:], RARE, entry.weight) for entry in places if entry.text[0] in "省市县区"]
    words += [Entry(word, RARE, float(FREQUENT)) for word in current_reading().synonyms.words()]
    places.sort(key=lambda entry: -entry.weight)
    taken: set[str] = set()
    frequent, rare = [one for one in words if one.kind != RARE], [one for one in words if one.kind == RARE]
    named = _choose([*places, *frequent], taken, most=app_settings.VOCABULARY_WORDS)
    called = _choose(things, taken, most=app_settings.VOCABULARY_TITLES)
    chosen = [*named, *called, *_choose(rare, taken, most=app_settings.VOCABULARY_WORDS - len(named))]
    return [(entry.text, entry.kind, entry.weight, list(entry.ids)) for entry in chosen]


def _choose(entries: Iterable[Entry], taken: set[str], *, most: int) -> list[Entry]:
    chosen: list[Entry] = []
    for entry in entries:
        name = flat(entry.text)
        if len(name) > 1 and name not in taken and len(chosen) < most:
            taken.add(name)
            chosen.append(entry)
    return chosen


def _name_things(source: Source) -> list[Entry]:
    """A thing a title, with the ids of those that share it."""
    ids: dict[str, list[str]] = {}
    for key, title in source.titles(limit=app_settings.VOCABULARY_TITLES):
        ids.setdefault(title, []).append(f"{source.kind}:{key}")
    base = PLACE if source.is_place else 0
    return [Entry(title, source.kind, float(base + len(own)), tuple(own[:MOST_IDS])) for title, own in ids.items()]


def find_words(titles: Sequence[str], pipeline: Pipeline, *, dictionary: Iterable[str] = ()) -> list[Entry]:
    """Expressions of several titles and words of the `dictionary`, the most frequent first."""
    counted: Counter[str] = Counter()
    for title in titles:
        counted.update(set(find_expressions(title, pipeline)))
    weights = dict(counted)
    for word in dictionary:
        weights[word] = weights.get(word, 0) + DICTIONARY_WORD
    ordered = sorted(weights.items(), key=lambda pair: (-pair[1], pair[0]))
    return [Entry(text, WORD if weight >= FREQUENT else RARE, float(weight)) for text, weight in ordered]


def _read_lexicon() -> list[str]:
    words: Any = Lexicon.objects.current().values_list("words", flat=True).first() or ()
    return [word for word in words if 1 < len(word) <= LONGEST_NAME]


def find_expressions(title: str, pipeline: Pipeline) -> Iterator[str]:
    """Words of a title, and up to three that follow one another, from a word that says something to one that does."""
    for run in find_runs(normalise(title)):
        words = pipeline.segmenter.cut(run)
        says = [len(word) > 1 and not _is_number(word) and word not in pipeline.dictionary.stop_words for word in words]
        for start in range(len(words)):
            for end in range(start + 1, min(len(words), start + MOST_WORDS) + 1):
                text = "".join(words[start:end])
                if says[start] and says[end - 1] and len(text) <= LONGEST_EXPRESSION:
                    yield text


def _is_number(word: str) -> bool:
    return any(character.isdecimal() for character in word)
