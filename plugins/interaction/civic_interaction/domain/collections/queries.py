"""What screens and the public ask about collections."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import Count, Q, QuerySet

from civic_interaction.clauses import (
    Clause,
    Comparison,
    Place,
    Standing,
    compare,
    cut_characters,
    find_place,
    split_clauses,
)
from civic_interaction.clauses.words import Cutter
from civic_interaction.enums import CollectionState, Moderation
from civic_interaction.models import Collection, DraftVersion, Opinion, OpinionGroup
from civic_interaction.permissions import collections_open_to
from civic_search.lexicon import current_reading


def collections_on_desk(user: Any, *, today: datetime.date) -> QuerySet[Collection]:
    """The collections `user` may see, with how many opinions came and how many wait to be read."""
    waiting = Q(opinions__moderation=Moderation.WAITING)
    return (
        collections_open_to(user, today=today)
        .select_related("unit")
        .annotate(received=Count("opinions"), unread=Count("opinions", filter=waiting))
    )


def results_due(user: Any, *, today: datetime.date) -> QuerySet[Collection]:
    """Closed collections whose results are still owed, the most urgent first."""
    return collections_open_to(user, today=today).filter(state=CollectionState.CLOSED).order_by("due_on", "pk")


def compare_versions(old: DraftVersion, new: DraftVersion) -> Comparison:
    """Two versions clause by clause; changes within a clause are shown by words. Published ones are compared once a process."""
    return _compare(old.text, new.text)


@lru_cache(maxsize=32)
def _compare(old: str, new: str) -> Comparison:
    return compare(old, new, cut=word_cutter())


def word_cutter() -> Cutter:
    """The words of the city's own dictionary; single characters where they would lose anything of a text."""
    cut = current_reading().pipeline.segmenter.cut

    def words(text: str) -> list[str]:
        found = cut(text)
        return found if "".join(found) == text else cut_characters(text)

    return words


@dataclass(frozen=True, slots=True)
class PlacedOpinion:
    """An opinion, and where what it quotes is in a version. `place` is None when it is about the whole draft."""

    opinion: Opinion
    place: Place | None

    @property
    def is_orphaned(self) -> bool:
        """What it quotes is not in this version any more: whoever shows it shows the words as they were."""
        return self.place is not None and self.place.standing == Standing.ORPHANED


def place_opinions(opinions: Iterable[Opinion], version: DraftVersion) -> list[PlacedOpinion]:
    """Find for each opinion its passage in `version`; those written on it stand where they were. Versions are split once."""
    clauses = {version.pk: split_clauses(version.text)}
    placed = []
    for opinion in opinions:
        quote = opinion.quote
        if quote is None:
            placed.append(PlacedOpinion(opinion, None))
            continue
        if opinion.version_id not in clauses:
            clauses[opinion.version_id] = split_clauses(opinion.version.text)
        place = find_place(quote, clauses[opinion.version_id], clauses[version.pk])
        placed.append(PlacedOpinion(opinion, place))
    return placed


def opinions_on_clause(opinions: QuerySet[Opinion], version: DraftVersion, anchor: str) -> list[int]:
    """Those whose passage is in the clause `anchor` of `version`, by number: written on it, or followed there from earlier ones."""
    placed = place_opinions(opinions.exclude(anchor=""), version)
    return [
        one.opinion.pk for one in placed if one.place is not None and not one.is_orphaned and one.place.anchor == anchor
    ]


@dataclass(frozen=True, slots=True)
class ClauseWithOpinions:
    """A clause of a version, and the opinions that quote it."""

    clause: Clause
    opinions: Sequence[PlacedOpinion]


def opinions_by_clause(
    version: DraftVersion, opinions: Iterable[Opinion]
) -> tuple[list[ClauseWithOpinions], list[PlacedOpinion]]:
    """The draft with the opinions on each clause; then those on the whole draft and those whose passage is gone."""
    placed = place_opinions(opinions, version)
    by_anchor: dict[str, list[PlacedOpinion]] = {}
    rest = []
    for one in placed:
        if one.place is None or one.is_orphaned:
            rest.append(one)
        else:
            by_anchor.setdefault(one.place.anchor, []).append(one)
    return [
        ClauseWithOpinions(clause, by_anchor.get(clause.anchor, ())) for clause in split_clauses(version.text)
    ], rest


def groups_of(collection: Collection) -> Any:
    """The largest first, each with its outcome and its `size`."""
    return (
        OpinionGroup.objects.filter(collection=collection)
        .select_related("outcome")
        .annotate(size=Count("opinions"))
        .order_by("-size", "pk")
    )
