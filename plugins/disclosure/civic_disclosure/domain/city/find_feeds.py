"""Through which of its own columns each unit will write for the portal (R008, R049)."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from civic_disclosure.domain.city.current import Current
from civic_disclosure.domain.city.plan import FeedPlan, Path, RowPlan
from civic_disclosure.domain.city.registry import Registry, UnitDraft
from civic_disclosure.domain.city.words import CATALOGUE, NOT_WRITTEN, meaning_of
from civic_disclosure.enums import DutyPart, Method


@dataclass(slots=True)
class FeedFinder:
    """A standard column serves where one has the very name of the portal's, or means the same; else one is added.

    So a unit never has its own 信息公开年报 and, beside it, another for the portal's 政府信息公开年报. Where the table leaves
    open which units write (「相关部门」), the standard columns are tied and nothing is added.
    """

    registry: Registry
    current: Current
    names: Mapping[str, str]
    tied: dict[str, dict[Path, str]] = field(default_factory=lambda: defaultdict(dict))

    def run(self, wanted: Mapping[Path, Sequence[RowPlan]]) -> list[FeedPlan]:
        """The columns to be tied or added, in the order of the table. Same names go before same meanings."""
        needed = [
            (path, unit, only_standard)
            for path, rows in wanted.items()
            for unit, only_standard in self._writers(rows)
            if not self._feeds_already(unit, path)
        ]
        for is_same in (_has_the_name, _means_the_same):
            for path, unit, _only_standard in needed:
                self._tie(unit, path, is_same)
        return [
            FeedPlan(unit.code, path, path[-1], self.tied[unit.code].get(path, ""))
            for path, unit, only_standard in needed
            if path in self.tied[unit.code] or not only_standard
        ]

    def _writers(self, rows: Sequence[RowPlan]) -> list[tuple[UnitDraft, bool]]:
        """Who writes, each once, and whether only because the table leaves open who does."""
        writers: dict[str, tuple[UnitDraft, bool]] = {}
        for duty in (duty for row in rows for duty in row.duties):
            if duty.part == DutyPart.PROVIDES and (not duty.method or Method(duty.method) not in NOT_WRITTEN):
                everyone = duty.party.is_group and self.registry.groups[duty.party.key].is_situational
                members = list(self.registry.units.values()) if everyone else self.registry.members(duty.party)
                for unit in members:
                    writers[unit.code] = (unit, writers.get(unit.code, (unit, True))[1] and everyone)
        return list(writers.values())

    def _feeds_already(self, unit: UnitDraft, path: Path) -> bool:
        page = self.current.columns.get(path)
        return page is not None and unit.pk is not None and (unit.pk, page.pk) in self.current.feeds

    def _tie(self, unit: UnitDraft, path: Path, is_same: Callable[[str, Path], bool]) -> None:
        tied = self.tied[unit.code]
        if path not in tied:
            free = (code for title, code in self._free(unit) if code not in tied.values() and is_same(title, path))
            standard = next(free, None)
            if standard is not None:
                tied[path] = standard

    def _free(self, unit: UnitDraft) -> Iterator[tuple[str, str]]:
        """Title and code of the standard columns that feed nothing yet; all of the template's in a new catalogue."""
        if unit.pk is None or unit.pk not in self.current.catalogues:
            yield from self.names.items()
            return
        for title, column in self.current.titles[unit.pk].items():
            if column.code and column.feeds_id is None:
                yield title, column.code


def _has_the_name(title: str, path: Path) -> bool:
    return title == path[-1]


def _means_the_same(title: str, path: Path) -> bool:
    return meaning_of((CATALOGUE, title)) == meaning_of(path)
