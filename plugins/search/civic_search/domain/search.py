"""A question is answered."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from civic_search.answers import Answer, FacetValue
from civic_search.documents import FACETS, SearchDocument
from civic_search.domain.stand import note_down, standings
from civic_search.engines import Candidate, Engine, EngineDownError, Found
from civic_search.engines.in_use import engines_in_use
from civic_search.hits import make_hits
from civic_search.lexicon import Reading, current_reading
from civic_search.models import BestBet
from civic_search.queries import Query, Request
from civic_search.ranking import WINDOW, Ranked, arrange, rank
from civic_search.scoring import flat
from civic_search.sources import labels_of, public_ids, registered_sources

#: Fewer results than this for several words: what holds only some of them is shown as well.
FEW = 10
#: No result lies deeper.
DEEPEST = 10_000


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody asks: words, filters (facet → values), order, and which part of the answer.

    `sort`: "relevance", "newest" or "oldest". Nothing beyond `DEEPEST` results is ever shown.
    """

    text: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: str = "relevance"
    start: int = 0
    size: int = 20
    facets: tuple[str, ...] = FACETS


def search(question: Question, *, today: datetime.date) -> Answer:
    """Answer a question: read it → ask the first engine that can answer → put in order → leave out what is not public
    at this moment → mark what was asked for.

    An engine that fails hands over to the next; if none is left the answer is empty and names no engine.
    """
    reading = current_reading()
    query = reading.pipeline.parse(question.text, synonyms=reading.synonyms)
    for standing in standings():
        try:
            answer = _Asking(question, query, reading, standing.engine, today=today).answer()
        except EngineDownError:
            note_down(standing.engine)
            continue
        is_first = standing.engine.name == engines_in_use()[0].name
        return replace(answer, is_degraded=not is_first, is_incomplete=not standing.is_complete)
    return replace(_empty(question), is_degraded=True, is_incomplete=True)


def _empty(question: Question) -> Answer:
    return Answer(question.text, start=question.start, size=question.size, sort=question.sort)


class _Asking:
    """One question put to one engine."""

    def __init__(
        self, question: Question, query: Query, reading: Reading, engine: Engine, *, today: datetime.date
    ) -> None:
        self.question, self.query, self.reading, self.engine, self.today = question, query, reading, engine, today
        self.needs_all = True
        self.holding_all = 0

    def answer(self) -> Answer:
        if self.query.finds_nothing:
            return replace(_empty(self.question), engine=self.engine.name)
        if self.question.sort == "relevance":
            found, ranked, total = self._by_relevance()
        else:
            found = self._ask(self.question.start, self.question.size)
            self.holding_all = found.total
            ranked = self._public([Ranked(candidate.document) for candidate in found.candidates])
            total = found.total
        return Answer(
            question=self.question.text,
            total=total,
            hits=make_hits(ranked, self.query, self.reading.pipeline),
            facets=self._facets(found),
            start=self.question.start,
            size=self.question.size,
            sort=self.question.sort,
            engine=self.engine.name,
            is_loosened=not self.needs_all,
            holding_all=self.holding_all,
        )

    def _ask(self, start: int, size: int, *, with_facets: bool = True) -> Found:
        size = max(0, min(size, DEEPEST - start))
        return self.engine.search(
            Request(
                self.query,
                filters=self.question.filters,
                needs_all=self.needs_all,
                sort=self.question.sort,
                start=start,
                size=size,
                facets=self.question.facets if with_facets else (),
                today=self.today,
            )
        )

    def _by_relevance(self) -> tuple[Found, list[Ranked], int]:
        """The window in our order, whatever page is asked for: what it gains or loses moves the pages behind it.

        What holds all that was asked for is in it, however many others of a loosened question the engine puts before it.
        """
        found = self._ask(0, WINDOW)
        self.holding_all, candidates = found.total, found.candidates
        if found.total < FEW and self._may_loosen():
            self.needs_all = False
            whole, found = found.candidates, self._ask(0, WINDOW)
            near = {one.document.id for one in found.candidates}
            candidates = [*found.candidates, *(one for one in whole if one.document.id not in near)]
        window = self._arrange(candidates)
        shift = len(window) - len(found.candidates)
        start, end = self.question.start, self.question.start + self.question.size
        ranked = window[start:end]
        if end > len(window) and found.total > WINDOW:
            further = self._ask(max(start - shift, WINDOW), end - max(start, len(window)), with_facets=False)
            seen = {one.id for one in window}
            behind = [Ranked(one.document) for one in further.candidates if one.document.id not in seen]
            ranked += self._public(behind)
        return found, ranked, found.total + len(window) - len(candidates)

    def _may_loosen(self) -> bool:
        return not self.query.number_keys and sum(not term.is_quoted for term in self.query.terms) > 1

    def _arrange(self, candidates: Sequence[Candidate]) -> list[Ranked]:
        """In order, with best bets and successors, without what is not public."""
        places = [source.kind for source in registered_sources().values() if source.is_place]
        ranked = rank(self.query, candidates, places=places, is_loosened=not self.needs_all)
        bets = self._best_bets()
        known = {one.id: one.document for one in ranked}
        wanted = {one.document.replaced_by for one in ranked} | set(bets)
        missing = sorted(one for one in wanted if one and one not in known)
        fetched = (
            {one: document for one, document in self.engine.fetch(missing).items() if self._passes(document)}
            if missing
            else {}
        )
        known |= fetched
        arranged = arrange(ranked, best_bets=[known[one] for one in bets if one in known], successor=known.get)
        return self._public(arranged)

    def _best_bets(self) -> list[str]:
        asked = flat(self.question.text)
        if not asked:
            return []
        shown = BestBet.objects.shown_on(self.today).filter(question=asked)
        return [one for documents in shown.values_list("documents", flat=True) for one in documents]

    def _passes(self, document: SearchDocument) -> bool:
        """Whether a document that was not found stands within the filters."""
        return all(
            not values or set(values) & set(document.facets.get(facet, ()))
            for facet, values in self.question.filters.items()
        )

    def _public(self, ranked: Sequence[Ranked]) -> list[Ranked]:
        public = public_ids(one.id for one in ranked)
        return [one for one in ranked if one.id in public]

    def _facets(self, found: Found) -> dict[str, tuple[FacetValue, ...]]:
        """The values of each facet, most frequent first; chosen ones stay even when nothing is left of them."""
        facets = {}
        for facet in self.question.facets:
            chosen = self.question.filters.get(facet, ())
            counts = dict.fromkeys(chosen, 0) | dict(found.facets.get(facet, {}))
            labels = labels_of(facet, counts)
            facets[facet] = tuple(
                FacetValue(value, labels[value], count, value in chosen)
                for value, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
            )
        return facets
