from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from civic_interaction.privacy.masking.addresses import find_addresses
from civic_interaction.privacy.masking.names import find_names
from civic_interaction.privacy.masking.numbers import (
    find_accounts,
    find_cards,
    find_id_numbers,
    find_mail,
    find_phones,
    find_plates,
)
from civic_interaction.privacy.masking.surnames import surname_of
from civic_interaction.privacy.masking.views import Span

Finder = Callable[[str], Iterable[Span]]
#: In this order: what the earlier ones found, the later ones do not find again.
FINDERS: tuple[tuple[str, Finder], ...] = (
    ("mail", find_mail),
    ("id_number", find_id_numbers),
    ("card", find_cards),
    ("phone", find_phones),
    ("account", find_accounts),
    ("plate", find_plates),
    ("address", find_addresses),
)
HIDDEN = "×××"


@dataclass(frozen=True, slots=True)
class Mask:
    """A piece `text[start:end]` to hide: what it is, as it stands, and what the public reads instead.

    Kinds: `name`, `phone`, `id_number`, `card`, `plate`, `mail`, `account`, `address`, and `other` for what a person marks.
    """

    start: int
    end: int
    kind: str
    text: str
    replacement: str


class StaleMaskError(Exception):
    """The text was changed after its masks were decided, or two masks lie over each other: decide again."""


def suggest_masks(text: str, *, known: Sequence[str] = ()) -> list[Mask]:
    """Everything in the text that looks like personal data, in its order, without overlaps.

    `known` are names that are looked for wherever they stand: the sender's own, and those of people they named. Suggesting
    changes nothing; some suggestions are in vain, and some data are missed: a person decides.
    """
    found: list[Mask] = []
    for kind, finder in FINDERS:
        _add(found, text, kind, finder(text))
    numbers = [(mask.start, mask.end) for mask in found]
    _add(found, text, "name", find_names(text, known=known, numbers=numbers))
    return sorted(found, key=lambda mask: mask.start)


def cover_found(text: str, *, known: Sequence[str] = ()) -> str:
    """The text with everything covered that was found in it, where nobody is there to decide; empty names are none."""
    return apply_masks(text, suggest_masks(text, known=[name for name in known if name]))


def apply_masks(text: str, masks: Iterable[Mask]) -> str:
    """The text as the public reads it. Raises `StaleMaskError`; a masked text is never half masked."""
    pieces, place = [], 0
    for mask in sorted(masks, key=lambda mask: mask.start):
        if mask.start < place or mask.end <= mask.start or text[mask.start : mask.end] != mask.text:
            raise StaleMaskError(mask.kind)
        pieces += [text[place : mask.start], mask.replacement]
        place = mask.end
    return "".join([*pieces, text[place:]])


def _add(found: list[Mask], text: str, kind: str, spans: Iterable[Span]) -> None:
    for start, end in spans:
        if all(end <= mask.start or start >= mask.end for mask in found):
            piece = text[start:end]
            found.append(Mask(start, end, kind, piece, _replacement(kind, piece)))


def _replacement(kind: str, piece: str) -> str:
    """As Chinese offices write it: 李某某, 鲁Q×××; of numbers nothing is left, for a half is often enough."""
    if kind == "name":
        surname = surname_of(piece)
        return surname + "某" * (len("".join(piece.split())) - len(surname)) if surname else "某某"
    return piece[:2] + HIDDEN if kind == "plate" else HIDDEN
