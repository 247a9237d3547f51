"""What somebody who asked is told."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from civic_search.text.highlight import Piece


@dataclass(frozen=True, slots=True)
class Label:
    """A code and what people call it."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class Hit:
    """One result. Titles and passages are cut from the originals; what was asked for is marked in them.

    `passage` is cut from the text where most of what was asked for stands; `from_file`: from an attachment.

    `replaced_by` is the id of the document in force instead of this one. `stands_for`: this document is here, or here
    before others, because it is in force instead of that one.
    """

    id: str
    kind: str
    key: str
    title: tuple[Piece, ...]
    passage: tuple[Piece, ...]
    from_file: bool
    url: str
    api_url: str
    type: Label | None
    unit: Label | None
    column: str
    numbers: tuple[str, ...]
    dated_on: datetime.date | None
    validity: Label | None
    is_in_force: bool
    replaced_by: str = ""
    stands_for: str = ""
    is_exact_number: bool = False
    is_best_bet: bool = False
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class FacetValue:
    """How many results remain when this value is chosen as well."""

    value: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """`engine` answered; `is_degraded`: not the one that should have. No engine could: `engine` is empty, and so is this.

    `holding_all` of the results hold everything that was asked for.
    `is_loosened`: hardly anything holds all that was asked for, so what holds some of it is here too.
    `is_incomplete`: the index is being built, and nothing or not all is in it yet.
    """

    question: str
    total: int = 0
    hits: tuple[Hit, ...] = ()
    facets: Mapping[str, tuple[FacetValue, ...]] = field(default_factory=dict)
    start: int = 0
    size: int = 20
    sort: str = "relevance"
    engine: str = ""
    is_degraded: bool = False
    is_incomplete: bool = False
    is_loosened: bool = False
    holding_all: int = 0
