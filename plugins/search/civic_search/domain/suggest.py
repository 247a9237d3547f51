"""A question is completed while it is typed."""

import datetime
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from django.utils import timezone

from civic_search.civil import civil_date
from civic_search.domain.count_questions import hot_words
from civic_search.models import BestBet
from civic_search.scoring import flat
from civic_search.sources import Address, addresses_of, public_ids
from civic_search.vocabulary import WORD, Entry, current_vocabulary

#: What somebody asked before, or the office answers itself.
QUESTION = "question"
#: Looked up so often.
SECONDS = 30.0
MOST = 20
#: So many hot words are shown to somebody who has typed nothing.
HOT = 10
#: So many questions of the office and of many people are known for completion.
MOST_QUESTIONS = 500
#: Titles of things are fewer among suggestions than names and words: they are long.
MOST_THINGS = 5


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`kind` is that of the things called so; `word` or `question`. There is an address when exactly one is called so."""

    text: str
    kind: str
    address: Address | None = None


@dataclass(frozen=True, slots=True)
class _Questions:
    looked_at: float
    day: datetime.date
    hot: tuple[str, ...]
    known: tuple[str, ...]


_questions: _Questions | None = None


def suggest(typed: str, *, limit: int = 10) -> list[Suggestion]:
    """Questions of the office and of many → names of places → words → titles, as the vocabulary finds them.

    What is not public at this moment is left out.
    """
    wanted = flat(typed)
    if not wanted:
        return []
    asked = [Entry(text, QUESTION, 0.0) for text in _look_up().known if flat(text).startswith(wanted)]
    entries = list(_choose(_once([*asked[:3]], current_vocabulary().complete(typed)), limit=2 * limit))
    public = public_ids(one for entry in entries for one in entry.ids)
    shown = [entry for entry in entries if not entry.ids or not public.isdisjoint(entry.ids)][:limit]
    return _address(shown, public)


def hot() -> Sequence[str]:
    """What is asked much these days."""
    return _look_up().hot[:HOT]


def forget_questions() -> None:
    """Look again at the next question."""
    global _questions  # noqa: PLW0603 - one for the process
    _questions = None


def _look_up() -> _Questions:
    global _questions  # noqa: PLW0603 - one for the process
    held, today = _questions, civil_date(timezone.now())
    if held is None or held.day != today or time.monotonic() - held.looked_at > SECONDS:
        often = hot_words(today=today, limit=MOST_QUESTIONS)
        office = BestBet.objects.shown_on(today).values_list("question", flat=True)[:MOST_QUESTIONS]
        held = _questions = _Questions(time.monotonic(), today, tuple(often), (*office, *often))
    return held


def _once(first: Iterable[Entry], rest: Iterable[Entry]) -> Iterator[Entry]:
    seen: set[str] = set()
    for entry in (*first, *islice(rest, 4 * MOST)):
        name = flat(entry.text)
        if name not in seen:
            seen.add(name)
            yield entry


def _choose(entries: Iterable[Entry], *, limit: int) -> Iterator[Entry]:
    """So many of them; titles of things only so many, unless there is nothing else."""
    found = list(entries)
    names = [entry for entry in found if not entry.ids or len(entry.ids) > 1]
    room = max(MOST_THINGS, limit - len(names))
    for entry in found:
        is_thing = len(entry.ids) == 1
        if not is_thing or room:
            room -= is_thing
            yield entry


def _address(shown: Sequence[Entry], public: set[str]) -> list[Suggestion]:
    alone = {entry.ids[0] for entry in shown if len(entry.ids) == 1} & public
    addresses = addresses_of(alone)
    return [
        Suggestion(
            entry.text,
            "word" if entry.kind == WORD else entry.kind,
            addresses.get(entry.ids[0]) if len(entry.ids) == 1 else None,
        )
        for entry in shown
    ]
