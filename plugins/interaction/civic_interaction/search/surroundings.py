"""What every source here says of keys and units."""

from collections.abc import Iterable, Mapping, Sequence

from civic_office.models import Unit, UnitAlias

#: Primary keys have no more digits, and no database takes a number beyond them.
MOST_DIGITS = 18


def as_numbers(keys: Iterable[str]) -> list[int]:
    """Keys as primary keys; what is no number is nobody's key."""
    return [int(key) for key in keys if key.isascii() and key.isdecimal() and len(key) <= MOST_DIGITS]


def aliases_of(units: set[int]) -> dict[int, list[str]]:
    """Other names of units, by unit. One query."""
    found: dict[int, list[str]] = {}
    for unit, name in UnitAlias.objects.filter(unit__in=units).order_by("pk").values_list("unit_id", "name"):
        found.setdefault(unit, []).append(name)
    return found


def names_of(unit: Unit, *, aliases: Mapping[int, Sequence[str]]) -> list[str]:
    """Official name, short name and other names, every name once."""
    return list(dict.fromkeys(filter(None, (unit.official_name, unit.short_name, *aliases.get(unit.pk, ())))))
