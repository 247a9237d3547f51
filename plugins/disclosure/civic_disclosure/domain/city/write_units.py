"""Writes the units and groups of a plan."""

from simple_history.utils import bulk_create_with_history

from civic_disclosure.domain.city.plan import CityPlan
from civic_disclosure.domain.note_places import note_units
from civic_office.models import Unit, UnitAlias, UnitGroup, UnitGroupAlias


def write_units(plan: CityPlan) -> dict[str, Unit]:
    """Create the proposed units in order, add the new aliases; return all active units by code.

    No table gives the official codes, so all are provisional until the office replaces them.
    """
    drafts = plan.registry.new_units()
    start = (Unit.objects.order_by("-position").values_list("position", flat=True).first() or 0) + 1
    made = [
        Unit(
            code=draft.code,
            code_is_provisional=True,
            kind=draft.kind,
            official_name=draft.official_name,
            short_name=draft.short_name,
            position=start + index,
        )
        for index, draft in enumerate(drafts)
    ]
    if made:
        bulk_create_with_history(made, Unit, batch_size=200)
    units = {unit.code: unit for unit in Unit.objects.filter(code__in=plan.registry.units)}
    aliases = [(draft.code, name) for draft in drafts for name in dict.fromkeys(draft.aliases)]
    aliases += [(code, name) for code, name in plan.registry.new_aliases if code in units]
    UnitAlias.objects.bulk_create(
        [UnitAlias(unit=units[code], name=name) for code, name in dict.fromkeys(aliases)],
        ignore_conflicts=True,
        batch_size=500,
    )
    note_units(units[code] for code in {draft.code for draft in drafts} | {code for code, _name in aliases})
    return units


def write_groups(plan: CityPlan, units: dict[str, Unit]) -> dict[str, UnitGroup]:
    """Create the groups that the table uses, with their aliases; return all groups by name."""
    for name in plan.groups:
        draft = plan.registry.groups[name]
        group = UnitGroup.objects.create(name=name, kinds=draft.kinds, is_situational=draft.is_situational)
        group.members.set([units[code] for code in draft.members if code in units])
        for alias in dict.fromkeys(draft.aliases):
            UnitGroupAlias.objects.get_or_create(name=alias, defaults={"group": group})
    groups = {group.name: group for group in UnitGroup.objects.all()}
    for name, alias in plan.registry.new_aliases:
        if name in groups and name not in plan.registry.units:
            UnitGroupAlias.objects.get_or_create(name=alias, defaults={"group": groups[name]})
    return groups
