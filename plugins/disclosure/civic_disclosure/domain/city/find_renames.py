"""Which columns a changed table has renamed: told by their place, their units, what they hold, and the name itself."""

import difflib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from civic_disclosure.domain.city.choices import Choices
from civic_disclosure.domain.city.current import Current
from civic_disclosure.domain.city.plan import Outcome, Path, Question, RenamePlan, RowPlan, Was
from civic_disclosure.enums import DutyPart

#: Names at least this like each other are one hint of four.
NAME_LIKENESS = 0.5
#: The share of columns below that two columns must have in common to be thought one.
SAME_BELOW = 0.5
#: How many earlier columns are offered for one of the table.
MOST_OFFERED = 3


@dataclass(frozen=True, slots=True)
class Hints:
    """What speaks for it that two columns of one parent are the same. `inside` is what they hold: units, or columns."""

    inside: bool
    content: bool
    place: bool
    name: float

    @property
    def is_worth_asking(self) -> bool:
        return self.inside and (self.place or self.content or self.name >= NAME_LIKENESS)

    @property
    def is_strong(self) -> bool:
        return self.inside and self.place and (self.content or self.name >= NAME_LIKENESS)

    @property
    def weight(self) -> float:
        return self.inside + self.content + self.place + self.name


@dataclass(slots=True)
class RenameFinder:
    """Goes down the tree: a renamed channel or column takes what is below it along, and only then is that compared."""

    rows: Sequence[RowPlan]
    current: Current
    choices: Choices
    found: list[RenamePlan] = field(default_factory=list)
    wanted: dict[Path, list[str]] = field(default_factory=lambda: defaultdict(list))
    there: dict[Path, list[str]] = field(default_factory=lambda: defaultdict(list))

    def run(self) -> list[RenamePlan]:
        """Every channel and column that is new in the table and may be one that it no longer names, decided or open.

        What is taken for renamed stands in `current` under its new name afterwards. What only a person can say becomes
        a question of the rows at and below it.
        """
        for path in dict.fromkeys(row.path[:end] for row in self.rows for end in range(1, len(row.path) + 1)):
            self.wanted[path[:-1]].append(path[-1])
        self._note_current()
        level: list[Path] = [()]
        while level:
            for parent in level:
                self._compare(parent)
            level = [(*parent, title) for parent in level for title in self.wanted[parent] if (*parent, title) in self]
        return self.found

    def __contains__(self, path: Path) -> bool:
        return path[0] in self.current.channels if len(path) == 1 else path in self.current.columns

    def _note_current(self) -> None:
        self.there.clear()
        for title in self.current.channels:
            self.there[()].append(title)
        for path in self.current.columns:
            self.there[path[:-1]].append(path[-1])

    def _compare(self, parent: Path) -> None:
        wanted, there = self.wanted[parent], self.there[parent]
        fresh = [title for title in wanted if title not in there]
        gone = [title for title in there if title not in wanted and not self._is_hidden((*parent, title))]
        hints = {(new, old): self._hints(parent, new, old) for new in fresh for old in gone}
        taken: set[str] = set()
        for new in fresh:
            olds = [old for old in gone if hints[new, old].is_worth_asking]
            olds.sort(key=lambda old, new=new: -hints[new, old].weight)  # type: ignore[misc]
            if olds:
                strong = [
                    pair for pair, hint in hints.items() if hint.is_strong and (new in pair or pair[1] == olds[0])
                ]
                self._settle((*parent, new), olds, is_sure=strong == [(new, olds[0])], taken=taken)

    def _settle(self, path: Path, olds: list[str], *, is_sure: bool, taken: set[str]) -> None:
        offered = [self._was((*path[:-1], old)) for old in olds if old not in taken][:MOST_OFFERED]
        if not offered:
            return
        plan = RenamePlan(path, tuple(offered))
        answer = self.choices.answer(plan.key) or self.choices.renames
        plan.taken = next((was for was in offered if answer == was.answer), None)
        if plan.taken is None and answer != "new" and (is_sure or answer == "best"):
            plan.taken = offered[0]
        if plan.taken is not None:
            taken.add(plan.taken.path[-1])
            self._take(plan, plan.taken)
        elif answer != "new":
            self._ask(plan)
        self.found.append(plan)

    def _take(self, plan: RenamePlan, was: Was) -> None:
        self.current.rename(was.path, plan.path[-1])
        self._note_current()
        for row in self._rows_at(plan.path):
            row.reasons.append(_("Renamed: %s") % plan.text)

    def _ask(self, plan: RenamePlan) -> None:
        """The rows wait for the answer; with `skip_unclear` they are left out."""
        for row in self._rows_at(plan.path):
            text = _("Was “%(old)s” renamed to “%(new)s”?") % {
                "old": plan.candidates[0].path[-1],
                "new": plan.path[-1],
            }
            if self.choices.skip_unclear:
                row.outcome, row.duties = Outcome.SKIPPED, []
                row.reasons.append(_("Unclear, left out: %(what)s") % {"what": text})
            elif row.outcome != Outcome.SKIPPED:
                row.outcome = Outcome.UNCLEAR
                row.questions.append(Question(plan.key, "rename", text, row.address, renamed=plan.candidates))

    def _rows_at(self, path: Path) -> Iterator[RowPlan]:
        return (row for row in self.rows if row.path[: len(path)] == path)

    def _was(self, path: Path) -> Was:
        page = self.current.channels[path[0]] if len(path) == 1 else self.current.columns[path]
        return Was(page.pk, path)

    def _is_hidden(self, path: Path) -> bool:
        return len(path) > 1 and self.current.columns[path].is_hidden

    def _hints(self, parent: Path, new: str, old: str) -> Hints:
        below, before = self.wanted[(*parent, new)], self.there[(*parent, old)]
        if below or before:
            common = len(set(below) & set(before))
            inside, content = common >= SAME_BELOW * max(len(below), len(before)), False
        else:
            inside, content = self._same_duties((*parent, new), (*parent, old))
        place = _stands_alike(self.wanted[parent], new, self.there[parent], old)
        name = 1.0 if new in old or old in new else difflib.SequenceMatcher(None, new, old).ratio()
        return Hints(inside, content, place, name)

    def _same_duties(self, path: Path, old: Path) -> tuple[bool, bool]:
        """Whether the same units provide, and whether they are to provide the same."""
        wanted = [duty for row in self._rows_at(path) for duty in row.duties if duty.part == DutyPart.PROVIDES]
        page = self.current.columns.get(old)
        there = (
            [duty for duty in self.current.duties.get(page.pk, []) if duty.part == DutyPart.PROVIDES] if page else []
        )
        parties = {duty.party.key for duty in wanted}
        before = {duty.group.name if duty.group else duty.unit.code if duty.unit else "" for duty in there}
        return parties == before, _same_text((duty.content for duty in wanted), (duty.content for duty in there))


def _same_text(some: Iterable[str], others: Iterable[str]) -> bool:
    one, other = set(some) - {""}, set(others) - {""}
    return bool(one) and one == other


def _stands_alike(wanted: list[str], new: str, there: list[str], old: str) -> bool:
    """Whether both stand as far behind, or as far before, the same neighbour that has kept its name."""
    return _neighbour(wanted, new, there) == _neighbour(there, old, wanted) or _neighbour(
        wanted[::-1], new, there
    ) == _neighbour(there[::-1], old, wanted)


def _neighbour(titles: list[str], title: str, others: list[str]) -> tuple[str, int]:
    position = titles.index(title)
    for distance, earlier in enumerate(reversed(titles[:position]), start=1):
        if earlier in others:
            return earlier, distance
    return "", position + 1
