"""A plan: what loading a table would do, row by row. It holds no database object, and writes nothing."""

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum

from civic_disclosure.domain.city.registry import Registry
from civic_disclosure.enums import DutyPart, DutyRank
from civic_office.domain.resolve_units import Party, Suggestion

Path = tuple[str, ...]


class Outcome(StrEnum):
    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    UNCLEAR = "unclear"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Question:
    """What only a person can say. `key` names it across rows and runs; an answer in the choices settles it."""

    key: str
    kind: str
    text: str
    address: str
    suggestions: tuple[Suggestion, ...] = ()
    candidates: tuple[Party, ...] = ()
    renamed: tuple["Was", ...] = ()


@dataclass(frozen=True, slots=True)
class Was:
    """A channel or column that is there, and that a table may have renamed."""

    pk: int
    path: Path

    @property
    def answer(self) -> str:
        return f"was:{self.pk}"


@dataclass(slots=True)
class RenamePlan:
    """A name that is new in the table and may stand for one of `candidates`, likeliest first; `taken` is the one it does."""

    path: Path
    candidates: tuple[Was, ...]
    taken: Was | None = None

    @property
    def key(self) -> str:
        return f"rename:{'/'.join(self.path)}"

    @property
    def text(self) -> str:
        old = (self.taken or self.candidates[0]).path[-1]
        return f"{old} → {self.path[-1]}"


@dataclass(slots=True)
class DutyPlan:
    party: Party
    part: DutyPart
    rank: DutyRank
    method: str = ""
    method_text: str = ""
    cadence_text: str = ""
    content: str = ""
    responsible_person: str = ""
    note: str = ""

    @property
    def key(self) -> tuple[str, bool, str, str, str]:
        """As the table of duties has it unique within a column."""
        return (self.party.key, self.party.is_group, self.part, self.method, self.content)

    def facts(self) -> dict[str, str]:
        names = ("rank", "method", "method_text", "cadence_text", "content", "responsible_person", "note")
        return {name: str(getattr(self, name)) for name in names}


@dataclass(slots=True)
class RowPlan:
    """One row of the table and what becomes of it. `reasons` are sentences for the person who looks at the plan."""

    number: int
    address: str
    text: str
    path: Path = ()
    outcome: Outcome = Outcome.UNCHANGED
    reasons: list[str] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    duties: list[DutyPlan] = field(default_factory=list)
    link_url: str = ""


@dataclass(slots=True)
class ColumnPlan:
    path: Path
    kind: str
    item_kind: str
    link_url: str = ""
    pk: int | None = None


@dataclass(frozen=True, slots=True)
class FeedPlan:
    """A unit's column to be added, or (`standard`) its standard column to be tied, to the portal column at `path`."""

    unit_code: str
    path: Path
    title: str
    standard: str = ""


@dataclass(slots=True)
class CityPlan:
    """What `apply_city` will do. Paths are titles from the channel down; units and groups are named by key."""

    city: str
    portal: str
    registry: Registry
    rows: list[RowPlan] = field(default_factory=list)
    renamings: list[RenamePlan] = field(default_factory=list)
    channels: list[str] = field(default_factory=list)
    columns: list[ColumnPlan] = field(default_factory=list)
    column_changes: list[tuple[ColumnPlan, dict[str, str]]] = field(default_factory=list)
    duties: list[tuple[Path, DutyPlan]] = field(default_factory=list)
    duty_changes: list[tuple[int, Path, DutyPlan]] = field(default_factory=list)
    duty_removals: list[tuple[int, Path, str]] = field(default_factory=list)
    catalogues: list[str] = field(default_factory=list)
    standard_columns: int = 0
    feeds: list[FeedPlan] = field(default_factory=list)
    removed: list[tuple[int, Path, bool]] = field(default_factory=list)
    other_channels: list[str] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)

    @property
    def questions(self) -> list[Question]:
        """Every open question once, with the first place it was met."""
        return list(
            {question.key: question for row in reversed(self.rows) for question in reversed(row.questions)}.values()
        )

    @property
    def is_clear(self) -> bool:
        return not self.questions

    @property
    def renames(self) -> list[RenamePlan]:
        """What will be renamed, parents before what is below them."""
        return [renaming for renaming in self.renamings if renaming.taken]

    def outcomes(self) -> Counter[Outcome]:
        return Counter(row.outcome for row in self.rows)

    @property
    def new_columns(self) -> int:
        tied = sum(1 for feed in self.feeds if feed.standard)
        return len(self.columns) + self.standard_columns + len(self.feeds) - tied

    @property
    def new_unit_columns(self) -> int:
        return self.new_columns - len(self.columns)

    @property
    def changes(self) -> int:
        opened = set(self.catalogues)
        tied = sum(1 for feed in self.feeds if feed.standard and feed.unit_code not in opened)
        return (
            len(self.renames)
            + len(self.column_changes)
            + len(self.duty_changes)
            + len(self.duty_removals)
            + len(self.registry.new_aliases)
            + tied
        )

    @property
    def is_nothing(self) -> bool:
        """Whether applying the plan would leave everything as it is."""
        return not (
            self.channels
            or self.new_columns
            or self.changes
            or self.duties
            or self.new_units
            or self.catalogues
            or self.groups
        )

    @property
    def new_units(self) -> int:
        return len(self.registry.new_units())

    @property
    def empty_groups(self) -> list[str]:
        """Groups that the table gives duties to and of which no unit is known: nobody can write in their name yet."""
        used = {duty.party.key: duty.party for row in self.rows for duty in row.duties if duty.party.is_group}
        return [name for name, party in used.items() if not party.is_situational and not self.registry.members(party)]

    def counts(self) -> dict[str, int]:
        """The figures the last button shows, and by which the last step sees that the plan is still the same."""
        return {
            "units": self.new_units,
            "groups": len(self.groups),
            "channels": len(self.channels),
            "columns": self.new_columns,
            "duties": len(self.duties),
            "renames": len(self.renames),
            "changes": self.changes,
            "removed": len(self.removed),
            "unclear": self.outcomes()[Outcome.UNCLEAR],
        }
