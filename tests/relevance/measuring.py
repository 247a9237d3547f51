"""A city's questions are asked, and the figures computed."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from civic_office.models import Unit
from civic_search.answers import Hit
from civic_search.domain.ask import ask
from civic_search.domain.search import Question
from civic_search.sources import registered_sources
from tests.relevance.judgements import MEANT, Judged, Thing
from tests.relevance.measures import DEPTH, mean, ndcg, reciprocal_rank

TARGET = 3
FIRST = 3
PORTION = 500


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one question was answered. `wrong`: pairs that stand the wrong way round; `unmet`: rules that nothing meets."""

    ask: str
    kind: str
    searched: str
    ndcg: float
    reciprocal_rank: float
    found: list[tuple[int, str]] = field(default_factory=list)
    best: list[tuple[int, str]] = field(default_factory=list)
    wrong: int = 0
    unmet: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Figures:
    """Of one engine over one city. `kinds`: kind → nDCG@10; `known`: MRR; `meant`: share with the target in the first three."""

    questions: int
    ndcg: float
    known: float
    meant: float
    kinds: dict[str, float]

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def collect_things() -> dict[str, Thing]:
    """Everything that can be found, by id."""
    short = dict(Unit.objects.values_list("code", "short_name"))
    things = {}
    for source in registered_sources().values():
        key = ""
        while keys := source.keys_after(key, size=PORTION):
            for document in source.documents(keys):
                code = next(iter(document.facets.get("unit", ())), "")
                things[document.id] = Thing(document, short.get(code, code))
            key = keys[-1]
    return things


def measure(judgements: Iterable[Judged], things: dict[str, Thing], *, today: datetime.date) -> list[Outcome]:
    return [measure_one(judged, things, today=today) for judged in judgements]


def measure_one(judged: Judged, things: dict[str, Thing], *, today: datetime.date) -> Outcome:
    """Ask the whole way; grade the first ten. What stands deeper counts for the pairs of `above` only."""
    reply = ask(Question(judged.ask, size=50, facets=()), today=today)
    places = [things[hit.id] for hit in reply.answer.hits]
    grades = [judged.grade(thing) for thing in places]
    all_grades = {thing.document.id: judged.grade(thing) for thing in things.values()}
    ideal = sorted(((grade, id_) for id_, grade in all_grades.items() if grade), reverse=True)[:DEPTH]
    return Outcome(
        judged.ask,
        judged.kind,
        reply.searched,
        ndcg(grades, all_grades.values()) if ideal else 0.0,
        reciprocal_rank(grades, wanted=TARGET),
        found=[(grade, describe(hit)) for grade, hit in zip(grades, reply.answer.hits, strict=True)][:DEPTH],
        best=[(grade, things[id_].document.title) for grade, id_ in ideal],
        wrong=sum(stands_wrong(pair[0], pair[1], places) for pair in judged.above),
        unmet=[str(rule) for rule in judged.rules() if not any(thing.meets(rule) for thing in things.values())],
    )


def stands_wrong(first: Any, second: Any, places: Sequence[Thing]) -> bool:
    """Whether something that meets `second` stands before all that meets `first`."""
    before = next((place for place, thing in enumerate(places) if thing.meets(first)), len(places))
    after = next((place for place, thing in enumerate(places) if thing.meets(second)), len(places))
    return after < before


def describe(hit: Hit) -> str:
    title = "".join(piece.text for piece in hit.title)
    unit = hit.unit.label if hit.unit else ""
    return f"{hit.kind} {title} · {unit} {hit.dated_on or ''}"


def sum_up(outcomes: Sequence[Outcome]) -> Figures:
    kinds = dict.fromkeys(outcome.kind for outcome in outcomes)
    return Figures(
        questions=len(outcomes),
        ndcg=mean(one.ndcg for one in outcomes),
        known=mean(one.reciprocal_rank for one in outcomes if one.kind == "known"),
        meant=mean(one.reciprocal_rank >= 1 / FIRST for one in outcomes if one.kind in MEANT),
        kinds={kind: mean(one.ndcg for one in outcomes if one.kind == kind) for kind in kinds},
    )
