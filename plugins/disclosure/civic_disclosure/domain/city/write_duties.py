"""Writes the duties of a plan, with their history."""

from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from civic_disclosure.domain.city.plan import CityPlan, DutyPlan, Path
from civic_disclosure.models import ColumnPage, Duty
from civic_office.models import Unit, UnitGroup

_FIELDS = ["rank", "method", "method_text", "cadence_text", "content", "responsible_person", "note"]


def write_duties(
    plan: CityPlan, *, units: dict[str, Unit], groups: dict[str, UnitGroup], columns: dict[Path, ColumnPage]
) -> None:
    """Remove what the table no longer asks for, change what it asks for differently, create what is new."""
    for duty in Duty.objects.filter(pk__in=[pk for pk, _path, _name in plan.duty_removals]):
        duty.delete()
    changed = Duty.objects.in_bulk([pk for pk, _path, _wanted in plan.duty_changes])
    for pk, _path, wanted in plan.duty_changes:
        for name, value in wanted.facts().items():
            setattr(changed[pk], name, value)
    if changed:
        bulk_update_with_history(list(changed.values()), Duty, _FIELDS, batch_size=200)
    made = [_duty(columns[path], wanted, units, groups) for path, wanted in plan.duties]
    if made:
        bulk_create_with_history(made, Duty, batch_size=200)


def _duty(column: ColumnPage, wanted: DutyPlan, units: dict[str, Unit], groups: dict[str, UnitGroup]) -> Duty:
    party = wanted.party
    return Duty(
        column=column,
        unit=None if party.is_group else units[party.key],
        group=groups[party.key] if party.is_group else None,
        part=wanted.part,
        **wanted.facts(),
    )
