"""The order of results, the same whatever engine found them. No database, no engine.

An engine says how well a document's words match (fields weighed, old news faded, what is not in force halved). Titles
and texts say more (`scoring`); then comes the order that is a rule and no score (`arrange`).
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from civic_search.documents import SearchDocument
from civic_search.engines import Candidate
from civic_search.queries import Query
from civic_search.scoring import Scoring, Texts, find_rarity
from civic_search.text.numbers import make_number_key

#: So many results are put in order here; those behind them stay in the engine's order.
WINDOW = 60
#: Each further result of the same title counts so much of its score: sixty units have a column of one name.
SAME_TITLE, SAME_PLACE = 0.85, 0.6
SAME_TITLE_MOST = 6


@dataclass(frozen=True, slots=True)
class Ranked:
    """A document in its place; see `answers.Hit` for the marks."""

    document: SearchDocument
    score: float = 0.0
    stands_for: str = ""
    is_exact_number: bool = False
    is_best_bet: bool = False

    @property
    def id(self) -> str:
        return self.document.id


def rank(
    query: Query, candidates: Iterable[Candidate], *, places: Collection[str] = (), is_loosened: bool = False
) -> list[Ranked]:
    """Candidates by score, best first; ties stay in the engine's order.

    `places`: kinds of documents that are places (columns, units). `is_loosened`: not all hold all that was asked for.
    """
    found = list(candidates)
    by_words = [candidate for candidate in found if not carries_number(query, candidate.document)]
    best = max((candidate.score for candidate in by_words), default=0.0) or 1.0
    texts = [Texts(candidate.document) for candidate in found]
    rarity = find_rarity(query.terms, texts) if is_loosened else {}
    scored = [
        Ranked(
            candidate.document,
            score=Scoring(query, text, rarity, is_place=candidate.document.kind in places).score(
                min(1.0, max(0.0, candidate.score / best))
            ),
            is_exact_number=carries_number(query, candidate.document),
        )
        for candidate, text in zip(found, texts, strict=True)
    ]
    return _spread(sorted(scored, key=lambda one: -one.score), places=places)


def carries_number(query: Query, document: SearchDocument) -> bool:
    return bool(query.number_keys) and any(make_number_key(number) in query.number_keys for number in document.numbers)


def _spread(ranked: Sequence[Ranked], *, places: Collection[str]) -> list[Ranked]:
    """Let what has the title of a better one make room."""
    seen: dict[str, int] = {}
    spread = []
    for one in ranked:
        before = seen.get(one.document.title, 0)
        seen[one.document.title] = before + 1
        kept = SAME_PLACE if one.document.kind in places else SAME_TITLE
        spread.append(replace(one, score=one.score * kept ** min(before, SAME_TITLE_MOST)))
    return sorted(spread, key=lambda one: -one.score)


Lookup = Callable[[str], SearchDocument | None]


def arrange(ranked: Sequence[Ranked], *, best_bets: Sequence[SearchDocument], successor: Lookup) -> list[Ranked]:
    """The order that is a rule: numbers asked for, each followed by its successor → best bets → the rest by score, where
    whatever was replaced comes right after what is in force instead of it.

    `successor` gives documents by id that may stand here: public, and within the filters.
    """
    known = {one.id: one for one in ranked}
    arranged: dict[str, Ranked] = {}
    for one in ranked:
        if one.is_exact_number:
            arranged[one.id] = one
            _place_successor(one, arranged, known, successor)
    for document in best_bets:
        if document.id not in arranged:
            arranged[document.id] = replace(known.get(document.id, Ranked(document)), is_best_bet=True)
    for one in ranked:
        if one.id not in arranged:
            _place_successor(one, arranged, known, successor)
            arranged.setdefault(one.id, one)
    return list(arranged.values())


def _place_successor(
    one: Ranked, arranged: dict[str, Ranked], known: Mapping[str, Ranked], successor: Lookup, *, depth: int = 5
) -> None:
    """Put what is in force instead of `one` at the end of what is arranged, its own successor before it."""
    successor_id = one.document.replaced_by
    if not successor_id or successor_id in arranged or depth == 0:
        return
    found = known.get(successor_id)
    if found is None:
        document = successor(successor_id)
        if document is None:
            return
        found = Ranked(document, score=one.score)
    _place_successor(found, arranged, known, successor, depth=depth - 1)
    arranged.setdefault(found.id, replace(found, stands_for=one.id))
