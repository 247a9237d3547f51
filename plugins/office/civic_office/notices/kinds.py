"""What may be told: each plugin registers its kinds while it starts."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from civic_office.enums import NoticeMode


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A word that a text may hold as `{name}`: what it stands for, and an example for the preview."""

    label: Any
    sample: str


@dataclass(frozen=True, slots=True)
class KindGroup:
    """Kinds for which a person chooses together how to be told; `mode` is what holds until they choose."""

    code: str
    label: Any
    mode: NoticeMode


@dataclass(frozen=True, slots=True)
class Kind:
    """`group` is None for what goes to people outside the office, who have no list and no choice."""

    code: str
    label: Any
    placeholders: Mapping[str, Placeholder]
    group: KindGroup | None = None

    @property
    def samples(self) -> dict[str, str]:
        return {name: placeholder.sample for name, placeholder in self.placeholders.items()}


@dataclass(frozen=True, slots=True)
class Text:
    """Subject and body of a kind as it is shipped; the office changes its copy in the admin."""

    subject: str
    body: str


#: All kinds of the site, and the texts they are shipped with, by code.
kinds: dict[str, Kind] = {}
shipped_texts: dict[str, Text] = {}


def register_kinds(declared: Iterable[Kind], *, texts: Path) -> None:
    """`texts` is a JSON file: `{code: {"subject": …, "body": …}}`. A kind without a text is a `KeyError` at the start."""
    written = json.loads(texts.read_text(encoding="utf-8"))
    for kind in declared:
        kinds[kind.code] = kind
        shipped_texts[kind.code] = Text(**written[kind.code])


def kind_groups() -> list[KindGroup]:
    """Each once, in the order in which they were declared."""
    return list({kind.group.code: kind.group for kind in kinds.values() if kind.group is not None}.values())
