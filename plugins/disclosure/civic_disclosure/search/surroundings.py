"""The names around a thing: of its unit in all their forms, and of the columns above it."""

from collections import defaultdict
from collections.abc import Iterable

from civic_office.models import Unit, UnitAlias


def names_of_units(unit_ids: Iterable[int]) -> dict[int, list[str]]:
    """Official name, short name and aliases of each unit, every name once. Two queries."""
    names: dict[int, dict[str, None]] = defaultdict(dict)
    for unit in Unit.objects.filter(pk__in=set(unit_ids)):
        names[unit.pk] = dict.fromkeys(filter(None, (unit.official_name, unit.short_name)))
    for unit_id, name in UnitAlias.objects.filter(unit__in=list(names)).order_by("pk").values_list("unit_id", "name"):
        names[unit_id][name] = None
    return {pk: list(found) for pk, found in names.items()}


def as_numbers(keys: Iterable[str]) -> list[int]:
    """Keys as primary keys; what is no number is nobody's key."""
    return [int(key) for key in keys if key.isdecimal()]
