"""What somebody who asks is given beside the results: corrections, related words, and help when there are none."""

import datetime
from dataclasses import dataclass, replace
from itertools import islice

from civic_search.answers import Answer, Hit
from civic_search.documents import FACETS
from civic_search.domain.search import Question, search
from civic_search.lexicon import current_reading
from civic_search.queries import Query
from civic_search.sources import registered_sources
from civic_search.vocabulary import current_vocabulary

MOST_RELATED = 8
#: So many words from the vocabulary are looked at for it.
LOOKED_AT = 40
MOST_PLACES = 5


@dataclass(frozen=True, slots=True)
class Reply:
    """`searched` is the text that the results are of: what was asked, or its correction.

    `places` (columns, units) and `without_filters` (how much there is without them) are given when nothing was found.
    """

    answer: Answer
    searched: str
    query: Query
    corrections: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    places: tuple[Hit, ...] = ()
    without_filters: int = 0

    @property
    def is_corrected(self) -> bool:
        return self.searched != self.answer.question


def ask(question: Question, *, as_typed: bool = False, today: datetime.date) -> Reply:
    """Search → corrections of what finds little → nothing holds all that was asked: search the likeliest correction,
    unless it shall be searched `as_typed` → related words → nothing at all: places nearby, and what the filters hide.
    """
    reading = current_reading()
    answer, searched = search(question, today=today), question.text
    query = reading.pipeline.parse(searched, synonyms=reading.synonyms)
    corrected = _correct(question, answer, found=0 if query.is_patchy else answer.holding_all, today=today)
    likely = {text: one for text, one in corrected.items() if not answer.holding_all or len(text) >= len(searched)}
    if likely and not as_typed and (not answer.holding_all or query.is_patchy):
        searched, answer = next(iter(likely.items()))
        answer = replace(answer, question=question.text)
        query = reading.pipeline.parse(searched, synonyms=reading.synonyms)
    reply = Reply(
        answer,
        searched,
        query,
        corrections=tuple(corrected),
        related=_find_related(searched),
    )
    return reply if answer.total or not answer.engine else _help(reply, question, today=today)


def _correct(question: Question, answer: Answer, *, found: int, today: datetime.date) -> dict[str, Answer]:
    """What may have been meant, the likeliest first, and its answer: only what finds more than what was typed is offered.

    `found`: how much the question found that counts for it.
    """
    if not question.text.strip() or not answer.engine:
        return {}
    corrections = current_vocabulary().speller.correct(question.text, found=found)
    answers = {one.text: search(replace(question, text=one.text), today=today) for one in corrections}
    return {text: one for text, one in answers.items() if one.holding_all > found}


def _find_related(text: str) -> tuple[str, ...]:
    entries = islice(current_vocabulary().related(text), LOOKED_AT)
    likeliest = sorted(entries, key=lambda entry: (-entry.weight, entry.text))
    return tuple(entry.text for entry in likeliest[:MOST_RELATED])


def _help(reply: Reply, question: Question, *, today: datetime.date) -> Reply:
    kinds = tuple(source.kind for source in registered_sources().values() if source.is_place)
    nearby = Question(reply.searched, filters={"type": kinds}, size=MOST_PLACES, facets=())
    places = search(nearby, today=today).hits if kinds else ()
    without = 0
    if any(question.filters.get(facet) for facet in FACETS):
        without = search(replace(question, filters={}, start=0, size=1, facets=()), today=today).total
    return replace(reply, places=places, without_filters=without)
