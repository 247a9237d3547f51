from collections.abc import Iterable, Iterator, Mapping, Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from civic_disclosure.search.surroundings import as_numbers, names_of_units
from civic_office.models import Unit, UnitAlias
from civic_office.models.units import UnitQuerySet
from civic_office.workdays import civil_date
from civic_search.documents import SearchDocument
from civic_search.sources import Address, Source

BOOST = 2.0


class UnitSource(Source):
    """The units that exist today, by all their names."""

    kind = "unit"
    is_place = True

    def documents(self, keys: Sequence[str]) -> Iterator[SearchDocument]:
        units = list(units_today().filter(pk__in=as_numbers(keys)))
        names = names_of_units(unit.pk for unit in units)
        for unit in units:
            yield SearchDocument(
                kind=self.kind,
                key=str(unit.pk),
                title=unit.official_name,
                keywords=tuple(name for name in names[unit.pk] if name != unit.official_name),
                body="\n".join(filter(None, (unit.address, unit.phone))),
                facets={"type": (self.kind,), "unit": (unit.code,)},
                boost=BOOST,
            )

    def keys_after(self, key: str, *, size: int) -> Sequence[str]:
        units = units_today().filter(pk__gt=int(key or 0)).order_by("pk")
        return [str(pk) for pk in units.values_list("pk", flat=True)[:size]]

    def count(self) -> int:
        return units_today().count()

    def public(self, keys: Sequence[str]) -> set[str]:
        units = units_today().filter(pk__in=as_numbers(keys))
        return {str(pk) for pk in units.values_list("pk", flat=True)}

    def addresses(self, keys: Sequence[str]) -> Mapping[str, Address]:
        codes = Unit.objects.filter(pk__in=as_numbers(keys)).values_list("pk", "code")
        return {str(pk): Address(f"/units/{code}/", f"/api/v1/units/{code}/") for pk, code in codes}

    def labels(self, facet: str, values: Sequence[str]) -> Mapping[str, str]:
        if facet == "type":
            return {self.kind: _("Unit")} if self.kind in values else {}
        if facet == "unit":
            return dict(Unit.objects.filter(code__in=values).values_list("code", "official_name"))
        return {}

    def words(self) -> Iterable[str]:
        for official, short in Unit.objects.values_list("official_name", "short_name"):
            yield from (official, short)
        yield from UnitAlias.objects.values_list("name", flat=True)

    def titles(self, *, limit: int) -> Iterable[tuple[str, str]]:
        for pk, official, short in units_today().values_list("pk", "official_name", "short_name")[:limit]:
            yield str(pk), official
            if short and short != official:
                yield str(pk), short


def units_today() -> UnitQuerySet:
    return Unit.objects.active_on(civil_date(timezone.now()))
