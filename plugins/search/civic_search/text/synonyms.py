"""What else a thing is called: 低保 for 最低生活保障. Read with every question, so that a change needs no new index."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from civic_search.text.normalise import normalise
from civic_search.text.tokens import find_runs


@dataclass(frozen=True, slots=True)
class Synonym:
    """Who asks for `word` also means `others`; when `is_mutual`, who asks for one of them means all the rest."""

    word: str
    others: tuple[str, ...]
    is_mutual: bool = False


@dataclass(frozen=True, slots=True)
class Synonyms:
    """Word → what is meant as well, all normalised. `longest` is that of the words, in characters."""

    meanings: Mapping[str, tuple[str, ...]]
    longest: int

    def words(self) -> Iterator[str]:
        """All words that are known to mean something."""
        for word, others in self.meanings.items():
            yield from (word, *others)


def make_synonyms(entries: Iterable[Synonym]) -> Synonyms:
    """Entries of one word add up. What is not one run of letters and figures has no place in a phrase, and is left out."""
    meanings: dict[str, dict[str, None]] = {}
    for entry in entries:
        asked, others = _read_name(entry.word), [run for name in entry.others if (run := _read_name(name))]
        group = [asked, *others] if asked else others
        for word in group if entry.is_mutual else filter(None, [asked]):
            meanings.setdefault(word, {}).update(dict.fromkeys(other for other in group if other != word))
    kept = {word: tuple(others) for word, others in meanings.items() if others}
    return Synonyms(kept, max(map(len, kept), default=0))


@cache
def read_shipped() -> tuple[Synonym, ...]:
    """What people say in every city, as `data/synonyms.csv` has it: colloquial word, official ones, whether it is mutual."""
    text = resources.files("civic_search").joinpath("data/synonyms.csv").read_text(encoding="utf-8")
    rows = list(csv.reader(text.splitlines()))[1:]
    return tuple(Synonym(word, tuple(others.split("、")), is_mutual=bool(mutual)) for word, others, mutual in rows)


def _read_name(name: str) -> str:
    runs = find_runs(normalise(name))
    return runs[0] if len(runs) == 1 else ""


NO_SYNONYMS = make_synonyms(())
