"""The names that are known, and whose they are."""

import datetime
import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Self

from civic_office.domain.resolve_units.names import bare_name, fold, spellings
from civic_office.models import Unit, UnitGroup

EXACT, SPELLING = 2, 1
#: How like an abbreviation is to its full name, on the scale of `Suggestion.likeness`.
ABBREVIATED = 0.9


@dataclass(frozen=True, slots=True)
class Party:
    """A unit or a group of units, existing or about to be created. `key` is the unit's code or the group's name."""

    key: str
    name: str
    is_group: bool = False
    is_situational: bool = False
    pk: int | None = None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A known name that looks like an unknown one. Offered to a person, never taken by the program."""

    party: Party
    likeness: float


@dataclass(slots=True)
class NameBook:
    """Index of every known spelling. A name given outright outranks one derived by prefix."""

    city_prefixes: Sequence[str] = ()
    _index: dict[str, dict[Party, int]] = field(default_factory=dict)
    _notes: dict[tuple[str, str], str] = field(default_factory=dict)

    def add(self, party: Party, names: Iterable[str], *, note: str = "") -> None:
        for name in filter(None, names):
            self._put(fold(name), party, EXACT)
            if not party.is_group:
                for spelling in spellings(name, city_prefixes=self.city_prefixes):
                    self._put(spelling, party, SPELLING)
            if note:
                self._notes[party.key, fold(name)] = note

    def _put(self, key: str, party: Party, weight: int) -> None:
        entry = self._index.setdefault(key, {})
        entry[party] = max(weight, entry.get(party, 0))

    def find(self, text: str) -> list[Party]:
        """The parties of that name: none, one, or several when the name is ambiguous."""
        found = self._index.get(fold(text), {})
        best = max(found.values(), default=0)
        return [party for party, weight in found.items() if weight == best]

    def is_known(self, text: str) -> bool:
        return fold(text) in self._index

    def note_for(self, party: Party, text: str) -> str:
        return self._notes.get((party.key, fold(text)), "")

    def suggest(self, text: str, *, at_least: float = 0.6, most: int = 3) -> list[Suggestion]:
        """The nearest known names, best first, each party once. An abbreviation (发改委) is near to what it abbreviates."""
        bare = bare_name(text, city_prefixes=self.city_prefixes)
        near = set(difflib.get_close_matches(bare, self._index, n=most * 4, cutoff=at_least))
        near |= {key for key in self._index if _abbreviates(bare, key) or _abbreviates(key, bare)}
        best: dict[Party, float] = {}
        for key in near:
            likeness = max(
                difflib.SequenceMatcher(None, key, bare).ratio(),
                ABBREVIATED * (_abbreviates(bare, key) or _abbreviates(key, bare)),
            )
            for party in self._index[key]:
                if not party.is_group or "各" in text:
                    best[party] = max(likeness, best.get(party, 0.0))
        ranked = sorted(best.items(), key=lambda pair: -pair[1])
        return [Suggestion(party, round(likeness, 2)) for party, likeness in ranked[:most]]

    @classmethod
    def of_database(cls, *, city_prefixes: Sequence[str], today: datetime.date) -> Self:
        """All units and groups of the office. The names of a unit that ended lead to the unit that succeeded it."""
        book = cls(city_prefixes=tuple(city_prefixes))
        units = {unit.pk: unit for unit in Unit.objects.prefetch_related("aliases")}
        for unit in units.values():
            heir = active_heir(unit, units, today=today)
            if heir is not None:
                names = [unit.official_name, unit.short_name, *(alias.name for alias in unit.aliases.all())]
                book.add(unit_party(heir), names, note="" if heir == unit else f"{unit}→{heir}")
        for group in UnitGroup.objects.prefetch_related("aliases"):
            book.add(group_party(group), [group.name, *(alias.name for alias in group.aliases.all())])
        return book


def _abbreviates(short: str, long: str) -> bool:
    """Whether the characters of `short`, three at least, stand in `long` in their order: 市场局 in 市场监督管理局."""
    if not 3 <= len(short) < len(long):  # noqa: PLR2004
        return False
    rest = iter(long)
    return all(char in rest for char in short)


def unit_party(unit: Unit) -> Party:
    return Party(key=unit.code, name=str(unit), pk=unit.pk)


def group_party(group: UnitGroup) -> Party:
    return Party(key=group.name, name=group.name, is_group=True, is_situational=group.is_situational, pk=group.pk)


def active_heir(unit: Unit, units: dict[int, Unit], *, today: datetime.date) -> Unit | None:
    """The unit itself while it is active, or the first active one along `succeeded_by`; None when there is none."""
    seen: set[int] = set()
    current: Unit | None = unit
    while current is not None and current.pk not in seen:
        if current.is_active_on(today):
            return current
        seen.add(current.pk)
        current = units.get(current.succeeded_by_id or 0)
    return None
