"""Compares what a table asks for with what is there, and writes the difference into the plan."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from civic_disclosure.domain.city.choices import Choices
from civic_disclosure.domain.city.current import Current
from civic_disclosure.domain.city.find_feeds import FeedFinder
from civic_disclosure.domain.city.find_renames import RenameFinder
from civic_disclosure.domain.city.plan import CityPlan, ColumnPlan, DutyPlan, Outcome, Path, RowPlan
from civic_disclosure.domain.city.read_rows import merge_duties
from civic_disclosure.domain.city.words import item_kind_of
from civic_disclosure.domain.queries import holds_items
from civic_disclosure.enums import ColumnKind, DutyPart, Method
from civic_disclosure.models import Duty

_WATCHED = ("rank", "method_text", "cadence_text", "content", "responsible_person", "note")


@dataclass(slots=True)
class Comparison:
    plan: CityPlan
    current: Current
    choices: Choices
    wanted: dict[Path, list[RowPlan]] = field(default_factory=lambda: defaultdict(list))
    touched: dict[Path, Outcome] = field(default_factory=dict)
    left_out: set[Path] = field(default_factory=set)

    def run(self) -> None:
        """Renames first; channels and columns, duties, catalogues and feeds; then what the table no longer names."""
        self.plan.renamings = RenameFinder(self.plan.rows, self.current, self.choices).run()
        for row in self.plan.rows:
            if row.path and row.outcome not in (Outcome.SKIPPED, Outcome.UNCLEAR):
                self.wanted[row.path].append(row)
            elif row.path:
                self.left_out.add(row.path)
        self._compare_columns()
        for path in self.wanted:
            if any(path[: len(renaming.path)] == renaming.path for renaming in self.plan.renames):
                self.touched.setdefault(path, Outcome.UPDATED)
        for path, rows in self.wanted.items():
            self._compare_duties(path, rows)
        self._compare_catalogues()
        self._compare_feeds()
        self._find_removed()
        self._note_groups()
        for row in self.plan.rows:
            if row.outcome not in (Outcome.SKIPPED, Outcome.UNCLEAR):
                row.outcome = self.touched.get(row.path, Outcome.UNCHANGED)

    def _compare_columns(self) -> None:
        planned: set[Path] = set()
        for path, rows in self.wanted.items():
            if path[0] not in self.current.channels and path[0] not in self.plan.channels:
                self.plan.channels.append(path[0])
            for length in range(2, len(path) + 1):
                part = path[:length]
                if part not in planned and part not in self.current.columns:
                    planned.add(part)
                    self.plan.columns.append(self._column(part))
            if path in planned:
                self.touched[path] = Outcome.CREATED
            elif path in self.current.columns:
                self._compare_column(path, rows)

    def _column(self, path: Path) -> ColumnPlan:
        rows = self.wanted.get(path, [])
        kind = ColumnKind.LINK if rows and _is_link(rows) else ColumnKind.NORMAL
        url = next((row.link_url for row in rows if row.link_url.startswith(("http://", "https://"))), "")
        return ColumnPlan(path, kind.value, item_kind_of(path[-1]).value, url)

    def _compare_column(self, path: Path, rows: list[RowPlan]) -> None:
        page = self.current.columns[path]
        wanted = self._column(path)
        wanted.pk = page.pk
        changes = {}
        if page.kind != wanted.kind and not (wanted.kind == ColumnKind.LINK and holds_items(page)):
            changes["kind"] = wanted.kind
        if wanted.link_url and page.link_url != wanted.link_url:
            changes["link_url"] = wanted.link_url
        if page.is_hidden:
            rows[0].reasons.append(_("The column is hidden."))
        if changes:
            self.plan.column_changes.append((wanted, changes))
            self.touched[path] = Outcome.UPDATED

    def _compare_duties(self, path: Path, rows: list[RowPlan]) -> None:
        wanted = merge_duties(duty for row in rows for duty in row.duties)
        page = self.current.columns.get(path)
        existing = {_key(duty): duty for duty in (self.current.duties.get(page.pk, []) if page else [])}
        fresh = []
        for duty in wanted:
            known = existing.pop(duty.key, None)
            if known is None:
                fresh.append(duty)
            elif any(str(getattr(known, name)) != duty.facts()[name] for name in _WATCHED):
                self.plan.duty_changes.append((known.pk, path, duty))
                self.touched.setdefault(path, Outcome.UPDATED)
        for duty in fresh:
            self._pair_or_create(path, duty, existing)
        for gone in [] if path in self.left_out else existing.values():
            self.plan.duty_removals.append((gone.pk, path, str(gone.unit or gone.group)))
            self.touched.setdefault(path, Outcome.UPDATED)

    def _pair_or_create(
        self, path: Path, duty: DutyPlan, existing: dict[tuple[str, bool, str, str, str], Duty]
    ) -> None:
        """A duty of the same unit and part whose method or content changed is changed, not removed and made anew."""
        same = next((key for key in existing if key[:3] == duty.key[:3]), None)
        if same is None:
            self.plan.duties.append((path, duty))
        else:
            self.plan.duty_changes.append((existing.pop(same).pk, path, duty))
        self.touched.setdefault(path, Outcome.UPDATED)

    def _compare_catalogues(self) -> None:
        names = self.current.standard_names()
        for unit in self.plan.registry.units.values():
            if unit.pk is None or unit.pk not in self.current.catalogues:
                self.plan.catalogues.append(unit.code)
                self.plan.standard_columns += len(names)

    def _compare_feeds(self) -> None:
        finder = FeedFinder(self.plan.registry, self.current, self.current.standard_names())
        self.plan.feeds = finder.run(self.wanted)
        for feed in self.plan.feeds:
            self.touched.setdefault(feed.path, Outcome.UPDATED)

    def _find_removed(self) -> None:
        """Columns of this table's channels that it no longer names. They stay; empty ones may be hidden on request."""
        channels = {path[0] for path in self.wanted} | {row.path[0] for row in self.plan.rows if row.path}
        named = {row.path[:length] for row in self.plan.rows for length in range(2, len(row.path) + 1)}
        for path, page in self.current.columns.items():
            if path[0] in channels and path not in named and not page.is_hidden:
                self.plan.removed.append((page.pk, path, not holds_items(page)))
        self.plan.other_channels = [title for title in self.current.channels if title not in channels]

    def _note_groups(self) -> None:
        used = {duty.party.key for row in self.plan.rows for duty in row.duties if duty.party.is_group}
        self.plan.groups = [
            name for name, group in self.plan.registry.groups.items() if group.pk is None and name in used
        ]


def _is_link(rows: list[RowPlan]) -> bool:
    methods = {duty.method for row in rows for duty in row.duties if duty.part == DutyPart.PROVIDES}
    return methods == {Method.LINK.value}


def _key(duty: Duty) -> tuple[str, bool, str, str, str]:
    if duty.group is not None:
        return (duty.group.name, True, duty.part, duty.method, duty.content)
    return (duty.unit.code if duty.unit else "", False, duty.part, duty.method, duty.content)
