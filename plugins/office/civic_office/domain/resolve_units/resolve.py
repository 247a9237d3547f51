"""From a table's cell to units and groups. What is not known is reported, with the nearest names beside it."""

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from civic_office.domain.resolve_units.book import NameBook, Party, Suggestion
from civic_office.domain.resolve_units.grammar import GroupGuess, guess_group
from civic_office.domain.resolve_units.names import fold
from civic_office.domain.resolve_units.split import Act, Mention, ends_like_unit, mark_items, read_mentions
from civic_office.models import Unit, UnitGroup

#: Said of the unit the row is about, not of a unit of that name.
OWN = frozenset(
    {
        "本单位",
        "单位",
        "本部门",
        "部门",
        "本级",
        "本机关",
        "信息提供单位",
        "提供单位",
        "报送单位",
        "发布单位",
        "责任单位",
        "保障单位",
    }
)


@dataclass(frozen=True, slots=True)
class Match:
    text: str
    party: Party
    acts: frozenset[Act] = frozenset()
    remark: str = ""

    @property
    def assists(self) -> bool:
        return Act.ASSISTS in self.acts


@dataclass(frozen=True, slots=True)
class Unresolved:
    """A name nobody has given yet. `suggestions` look alike; `group` is set where it reads like a group's name."""

    text: str
    acts: frozenset[Act] = frozenset()
    remark: str = ""
    suggestions: tuple[Suggestion, ...] = ()
    group: GroupGuess | None = None


@dataclass(frozen=True, slots=True)
class Ambiguous:
    text: str
    candidates: tuple[Party, ...]
    acts: frozenset[Act] = frozenset()


@dataclass(slots=True)
class Resolution:
    """What a cell says. `own` are the acts of 「本单位」; `notes` are remarks worth keeping beside the duty."""

    matches: list[Match] = field(default_factory=list)
    unresolved: list[Unresolved] = field(default_factory=list)
    ambiguous: list[Ambiguous] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    own: set[Act] = field(default_factory=set)

    @property
    def is_clear(self) -> bool:
        return not self.unresolved and not self.ambiguous

    @property
    def units(self) -> list[Unit]:
        """The units in the order of the cell."""
        found = Unit.objects.in_bulk([match.party.pk for match in self.matches if not match.party.is_group])
        return [found[match.party.pk] for match in self.matches if match.party.pk in found and not match.party.is_group]

    @property
    def groups(self) -> list[UnitGroup]:
        found = UnitGroup.objects.in_bulk([match.party.pk for match in self.matches if match.party.is_group])
        return [found[match.party.pk] for match in self.matches if match.party.pk in found and match.party.is_group]


def resolve_units(
    text: str, *, city_prefixes: Sequence[str] = (), today: datetime.date, book: NameBook | None = None
) -> Resolution:
    """Resolve the cell `text` against the office's units and groups that are active on `today`.

    Names are official names, short names and aliases, with or without the city's prefix (R043, R044, R053, R054).
    Pass `book` when many cells are read in one go.
    """
    return resolve_text(text, book=book or NameBook.of_database(city_prefixes=city_prefixes, today=today))


def resolve_text(text: str, *, book: NameBook) -> Resolution:
    """As `resolve_units`, against the names of `book` alone; reads no database."""
    result = Resolution()
    for mention in read_mentions(fold(mark_items(text)), is_known=_known(book)):
        _take(mention, book, result)
    return result


def _means_own(mention: Mention) -> bool:
    """「本单位」, or a person without a unit: 「主要负责人审签」, 「重要信息主要负责人审签」."""
    return mention.text in OWN or (bool(mention.person) and not ends_like_unit(mention.text))


def _known(book: NameBook) -> Callable[[str], bool]:
    return lambda text: book.is_known(text) or text in OWN


def _take(mention: Mention, book: NameBook, result: Resolution) -> None:
    acts = frozenset(mention.acts)
    found = book.find(mention.text)
    if not found and _means_own(mention):
        result.own |= acts or {Act.PROVIDES}
        _note(result, mention.remark)
    elif len(found) == 1:
        _match(mention, found[0], book, result)
    elif found:
        result.ambiguous.append(Ambiguous(mention.text, tuple(found), acts))
    else:
        result.unresolved.append(
            Unresolved(mention.text, acts, mention.remark, tuple(book.suggest(mention.text)), guess_group(mention.text))
        )


def _match(mention: Mention, party: Party, book: NameBook, result: Resolution) -> None:
    for note in (book.note_for(party, mention.text), mention.remark):
        _note(result, note)
    for position, match in enumerate(result.matches):
        if match.party == party:
            result.matches[position] = Match(
                match.text, party, match.acts | mention.acts, match.remark or mention.remark
            )
            return
    result.matches.append(Match(mention.text, party, frozenset(mention.acts), mention.remark))


def _note(result: Resolution, note: str) -> None:
    if note and note not in result.notes:
        result.notes.append(note)
