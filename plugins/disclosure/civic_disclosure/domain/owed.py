"""What is asked of every column: by the duties of responsibility tables, and by the limits that hold for its kind."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from civic_disclosure.cadence import CadenceKind, CadenceRule, UnknownCadenceError, read_cadence
from civic_disclosure.domain.freshness import Ground, Owed, Reckoned, reckon_freshness
from civic_disclosure.enums import ClockWhy, ColumnKind, DutyPart, LimitScope
from civic_disclosure.models import Duty, FreshnessLimit
from civic_office.domain.current_calendar import current_calendar
from civic_office.enums import UnitKind
from civic_office.models import Unit, UnitGroup
from civic_office.workdays import Calendar, civil_date


@dataclass(frozen=True, slots=True)
class Place:
    """A column or, without a `kind`, a unit's whole catalogue. `is_shown`: no page on the way to it is hidden."""

    pk: int
    path: str
    unit: Unit
    opened_on: datetime.date
    is_shown: bool
    kind: str = ""
    code: str = ""
    title: str = ""
    feeds: int | None = None


@dataclass(slots=True)
class Rulebook:
    """All that is asked of columns, as of one day; read once for many of them."""

    today: datetime.date
    calendar: Calendar
    duties: dict[int, list[Duty]]
    limits: list[FreshnessLimit]
    members: dict[int, frozenset[int]]
    _reckoned: dict[Any, Reckoned] = field(default_factory=dict)

    @classmethod
    def read(cls, *, today: datetime.date, columns: Iterable[int] | None = None) -> "Rulebook":
        """With the duties of `columns`; of all, without. Five queries."""
        asked = Duty.objects.filter(part=DutyPart.PROVIDES).exclude(cadence_text="").order_by("pk")
        if columns is not None:
            asked = asked.filter(column__in=set(columns))
        duties: dict[int, list[Duty]] = defaultdict(list)
        for duty in asked:
            duties[duty.column_id].append(duty)
        return cls(
            today=today,
            calendar=current_calendar(),
            duties=duties,
            limits=FreshnessLimit.objects.applying_on(today),
            members=_members({duty.group_id for some in duties.values() for duty in some if duty.group_id}),
        )

    def owed_by(self, place: Place) -> Owed:
        duties = self._duties_of(place)
        without = self._without_clock(place, duties)
        if without:
            return Owed(without=without)
        return Owed(
            duties=duties,
            limits=tuple(self._limits_of(place)),
            is_government=place.unit.kind in (UnitKind.GOVERNMENT, UnitKind.GOVERNMENT_OFFICE),
        )

    def reckon(self, owed: Owed, *, fed_on: datetime.date | None) -> Reckoned:
        """Counted once for all columns that are asked the same and were fed on the same day."""
        key = (owed, fed_on)
        if key not in self._reckoned:
            self._reckoned[key] = reckon_freshness(owed, fed_on=fed_on, calendar=self.calendar)
        return self._reckoned[key]

    def _duties_of(self, place: Place) -> tuple[Ground, ...]:
        """Those of the column; of one that feeds a portal column also what its unit owes there (decision 0007)."""
        words = [duty.cadence_text for duty in self.duties.get(place.pk, ())]
        if place.feeds:
            words += [duty.cadence_text for duty in self.duties.get(place.feeds, ()) if self._owes(duty, place.unit)]
        return tuple(Ground(_rules_in(text), place.opened_on, text) for text in dict.fromkeys(words))

    def _owes(self, duty: Duty, unit: Unit) -> bool:
        return duty.unit_id == unit.pk or (duty.group_id is not None and unit.pk in self.members[duty.group_id])

    def _limits_of(self, place: Place) -> Iterable[Ground]:
        for limit in self.limits:
            asks = (
                limit.is_about(code=place.code, title=place.title)
                if place.kind and limit.scope == LimitScope.COLUMN
                else not place.kind and limit.scope == LimitScope.CATALOGUE
            )
            if asks:
                rule = CadenceRule(CadenceKind.EVERY, limit.period)
                yield Ground((rule,), max(place.opened_on, limit.effective_from), limit.name, limit.basis)

    def _without_clock(self, place: Place, duties: tuple[Ground, ...]) -> str:
        rules = [rule for ground in duties for rule in ground.rules]
        is_elsewhere = any(rule.kind == CadenceKind.ELSEWHERE for rule in rules)
        if place.kind == ColumnKind.LINK or (is_elsewhere and not any(rule.has_clock for rule in rules)):
            return ClockWhy.LINK
        if not place.is_shown:
            return ClockWhy.HIDDEN
        until = place.unit.active_until
        return ClockWhy.CLOSED if until is not None and until < self.today else ""


def _rules_in(text: str) -> tuple[CadenceRule, ...]:
    """No rules in words that nobody knows: a table with such words is not loaded before somebody has settled them."""
    try:
        return read_cadence(text)
    except UnknownCadenceError:
        return ()


def _members(groups: set[int]) -> dict[int, frozenset[int]]:
    """The units that each group stands for."""
    if not groups:
        return {}
    by_kind: dict[str, set[int]] = defaultdict(set)
    for pk, kind in Unit.objects.order_by().values_list("pk", "kind"):
        by_kind[kind].add(pk)
    found = UnitGroup.objects.filter(pk__in=groups).prefetch_related("members")
    return {
        group.pk: frozenset({unit.pk for unit in group.members.all()}.union(*(by_kind[kind] for kind in group.kinds)))
        for group in found
    }


def opened_on(moment: datetime.datetime | None, *, today: datetime.date) -> datetime.date:
    """The day from which a column owes something: that of its own first publication."""
    return civil_date(moment) if moment else today
