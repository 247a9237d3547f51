"""The units and groups there are and will be: those of the office, and those a plan proposes."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Self

from civic_office.domain.resolve_units import GroupGuess, NameBook, Party
from civic_office.models import Unit, UnitGroup

#: The letter of a kind in generated codes.
KIND_LETTERS = {
    "government": "G",
    "government_office": "O",
    "department": "D",
    "vertical": "V",
    "county": "C",
    "zone": "Z",
    "town": "T",
    "institution": "I",
    "enterprise": "E",
    "party": "P",
}


@dataclass(slots=True)
class UnitDraft:
    """A unit, existing (`pk`) or proposed. `in_table` tells a name found in the table from one of the city's list."""

    code: str
    kind: str
    official_name: str
    short_name: str
    aliases: list[str] = field(default_factory=list)
    in_table: bool = False
    pk: int | None = None

    @property
    def names(self) -> list[str]:
        return list(dict.fromkeys(filter(None, (self.official_name, self.short_name, *self.aliases))))

    @property
    def party(self) -> Party:
        return Party(key=self.code, name=self.short_name, pk=self.pk)


@dataclass(slots=True)
class GroupDraft:
    name: str
    kinds: list[str] = field(default_factory=list)
    members: list[str] = field(default_factory=list)
    is_situational: bool = False
    aliases: list[str] = field(default_factory=list)
    pk: int | None = None

    @property
    def party(self) -> Party:
        return Party(key=self.name, name=self.name, is_group=True, is_situational=self.is_situational, pk=self.pk)


@dataclass(slots=True)
class Registry:
    """Everything that has a name, and what would be new about it."""

    book: NameBook
    units: dict[str, UnitDraft] = field(default_factory=dict)
    groups: dict[str, GroupDraft] = field(default_factory=dict)
    new_aliases: list[tuple[str, str]] = field(default_factory=list)
    used_codes: set[str] = field(default_factory=set)
    renumbered: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of_database(cls, *, prefixes: Sequence[str], today: datetime.date) -> Self:
        registry = cls(NameBook.of_database(city_prefixes=prefixes, today=today))
        registry.used_codes = set(Unit.history.values_list("code", flat=True)) | set(
            Unit.objects.values_list("code", flat=True)
        )
        for unit in Unit.objects.active_on(today).prefetch_related("aliases"):
            aliases = [alias.name for alias in unit.aliases.all()]
            registry.units[unit.code] = UnitDraft(
                unit.code, unit.kind, unit.official_name, unit.short_name, aliases, pk=unit.pk
            )
        for group in UnitGroup.objects.prefetch_related("aliases", "members"):
            members = [unit.code for unit in group.members.all()]
            aliases = [alias.name for alias in group.aliases.all()]
            registry.groups[group.name] = GroupDraft(
                group.name, list(group.kinds), members, group.is_situational, aliases, pk=group.pk
            )
        return registry

    def add_units(self, drafts: Iterable[UnitDraft]) -> None:
        """Take over a city's list: a unit that exists under its code or official name gains the aliases it lacks."""
        for draft in drafts:
            known = self.units.get(draft.code) or self._unit_named(draft.official_name)
            if known is None:
                self._register(draft)
                continue
            self.renumbered[draft.code] = known.code
            names = set(known.names)
            for alias in draft.names:
                if alias not in names:
                    known.aliases.append(alias)
                    self.new_aliases.append((known.code, alias))
            self.book.add(known.party, known.names)

    def add_groups(self, drafts: Iterable[GroupDraft]) -> None:
        """Offer a city's groups by name. Only those the table uses are created (see `new_groups`)."""
        for draft in drafts:
            if draft.name in self.groups:
                continue
            names = [name for name in (draft.name, *draft.aliases) if not self._taken_by_group(name)]
            draft.aliases = [name for name in names if name != draft.name]
            draft.members = [self.renumbered.get(code, code) for code in draft.members]
            self.groups[draft.name] = draft
            self.book.add(draft.party, names)

    def new_unit(self, name: str, kind: str) -> Party:
        """Propose a unit the table names and nobody knows. Its code is made up and unique: provisional."""
        draft = UnitDraft(self._next_code(kind), kind, self._full_name(name), name, in_table=True)
        return self._register(draft)

    def new_group(self, name: str, guess: GroupGuess) -> Party:
        draft = GroupDraft(name, list(guess.kinds), is_situational=guess.is_situational)
        self.groups[name] = draft
        self.book.add(draft.party, [name])
        return draft.party

    def add_alias(self, party: Party, name: str) -> None:
        """Somebody said that `name` means `party`: remember it."""
        if party.is_group:
            self.groups[party.key].aliases.append(name)
        else:
            self.units[party.key].aliases.append(name)
        if party.pk:
            self.new_aliases.append((party.key, name))
        self.book.add(party, [name])

    def members(self, party: Party) -> list[UnitDraft]:
        """The units a party stands for: itself, or a group's members by kind and by name. None when situational."""
        if not party.is_group:
            return [self.units[party.key]] if party.key in self.units else []
        group = self.groups[party.key]
        if group.is_situational:
            return []
        return [unit for unit in self.units.values() if unit.kind in group.kinds or unit.code in group.members]

    def new_units(self) -> list[UnitDraft]:
        return [unit for unit in self.units.values() if unit.pk is None]

    def _unit_named(self, name: str) -> UnitDraft | None:
        found = [party for party in self.book.find(name) if not party.is_group]
        return self.units.get(found[0].key) if len(found) == 1 else None

    def _taken_by_group(self, name: str) -> bool:
        return any(party.is_group for party in self.book.find(name))

    def _register(self, draft: UnitDraft) -> Party:
        if draft.code in self.used_codes:
            draft.code = self._next_code(draft.kind)
        self.used_codes.add(draft.code)
        self.units[draft.code] = draft
        self.book.add(draft.party, draft.names)
        return draft.party

    def _next_code(self, kind: str) -> str:
        letter = KIND_LETTERS.get(kind, "U")
        number = 1
        while f"{letter}{number:03d}" in self.used_codes:
            number += 1
        return f"{letter}{number:03d}"

    def _full_name(self, name: str) -> str:
        """The city's name before a name that begins with the bare level: 涟水县财政局 for 县财政局."""
        prefixes = self.book.city_prefixes
        full = (
            prefixes[0] + name[1:]
            if prefixes and name[:1] == prefixes[0][-1:] and not name.startswith("市场")
            else name
        )
        taken = {unit.official_name for unit in self.units.values()}
        return name if full in taken else full
