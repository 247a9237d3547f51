"""Says what loading a responsibility table would do. Reads, writes nothing."""

import datetime

from civic_disclosure.domain.city.choices import Choices
from civic_disclosure.domain.city.compare import Comparison
from civic_disclosure.domain.city.current import Current
from civic_disclosure.domain.city.plan import CityPlan
from civic_disclosure.domain.city.profile import CityProfile
from civic_disclosure.domain.city.read_rows import RowReader
from civic_disclosure.domain.city.registry import Registry
from civic_disclosure.tables import Mapping, Table, TableError, guess_mapping, normalise_rows
from civic_office.enums import UnitKind


def plan_city(
    table: Table,
    mapping: Mapping | None = None,
    *,
    profile: CityProfile,
    choices: Choices | None = None,
    today: datetime.date,
) -> CityPlan:
    """Compare a responsibility table with the units, the portal's tree and the duties as they are (R035–R054).

    1. the office's units and groups, those of the city's list, and the names the table adds make the registry;
    2. each row becomes a column and its duties, a question, or a skipped row with the reason: none is lost;
    3. columns that only changed their name are told from new ones, or asked about where that is not plain;
    4. the difference to what exists: channels, columns, duties, catalogues, columns that feed the portal;
    5. columns the table no longer names are listed; whatever holds items stays.

    Raises `TableError` when the mapping leaves out what a table must have.
    """
    mapping, choices = mapping or guess_mapping(table.sheets), choices or Choices()
    problems = mapping.problems()
    if problems:
        raise TableError(" ".join(problems))
    registry = Registry.of_database(prefixes=profile.prefixes, today=today)
    registry.add_units(profile.units)
    registry.add_groups(profile.groups)
    plan = CityPlan(profile.name, profile.portal, registry)
    reader = RowReader(registry, choices)
    plan.rows = [reader.read(row) for row in normalise_rows(table.sheets, mapping)]
    _rename_units(registry, choices)
    _need_office(registry, profile)
    Comparison(plan, Current.read(), choices).run()
    return plan


def _need_office(registry: Registry, profile: CityProfile) -> None:
    """The portal is kept by the government office: propose one where neither the office nor the table has it."""
    if not any(unit.kind == UnitKind.GOVERNMENT_OFFICE for unit in registry.units.values()):
        name = f"{profile.name}人民政府办公室"
        registry.new_unit(name, UnitKind.GOVERNMENT_OFFICE)


def _rename_units(registry: Registry, choices: Choices) -> None:
    """Official names and kinds that the person gave to proposed units."""
    for unit in registry.new_units():
        for name in (unit.short_name, unit.code):
            if unit.in_table and name in choices.names:
                unit.official_name = choices.names[name]
            if name in choices.kinds:
                unit.kind = choices.kinds[name]
