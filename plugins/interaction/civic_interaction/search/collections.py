import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence

from django.utils.translation import gettext as _

from civic_interaction.domain.collections.tell_followers import path_of_collection
from civic_interaction.enums import CollectionState
from civic_interaction.models import Collection, DraftVersion, ResultReport
from civic_interaction.search.surroundings import aliases_of, as_numbers, names_of
from civic_office.workdays import civil_date
from civic_search.documents import SearchDocument
from civic_search.sources import Address, Source


class CollectionSource(Source):
    """Announced collections: title, background, the newest published draft, and the results. Opinions are not found."""

    kind = "collection"

    def documents(self, keys: Sequence[str]) -> Iterator[SearchDocument]:
        announced = Collection.objects.public().filter(pk__in=as_numbers(keys)).select_related("unit")
        collections = list(announced)
        aliases = aliases_of({collection.unit_id for collection in collections})
        drafts = _newest(DraftVersion, collections)
        reports = _newest(ResultReport, collections)
        for collection in collections:
            unit = collection.unit
            names = names_of(unit, aliases=aliases)
            texts = (collection.background, drafts.get(collection.pk, ""), reports.get(collection.pk, ""))
            yield SearchDocument(
                kind=self.kind,
                key=str(collection.pk),
                title=collection.title,
                keywords=(_("Opinion collection"), str(collection.get_kind_display())),
                context="\n".join(names),
                body="\n".join(filter(None, texts)),
                facets={
                    "type": (self.kind,),
                    "unit": (unit.code,),
                    "year": (str(_announced_on(collection).year),),
                },
                dated_on=_announced_on(collection),
                is_in_force=collection.state != CollectionState.CANCELLED,
            )

    def keys_after(self, key: str, *, size: int) -> Sequence[str]:
        public = Collection.objects.public().filter(pk__gt=int(key or 0)).order_by("pk")
        return [str(pk) for pk in public.values_list("pk", flat=True)[:size]]

    def count(self) -> int:
        return Collection.objects.public().count()

    def public(self, keys: Sequence[str]) -> set[str]:
        return set(map(str, Collection.objects.public().filter(pk__in=as_numbers(keys)).values_list("pk", flat=True)))

    def addresses(self, keys: Sequence[str]) -> Mapping[str, Address]:
        return {key: Address(path_of_collection(int(key)), f"/api/v1/collections/{key}/") for key in keys}

    def labels(self, facet: str, values: Sequence[str]) -> Mapping[str, str]:
        return {self.kind: _("Opinion collection")} if facet == "type" and self.kind in values else {}

    def titles(self, *, limit: int) -> Iterable[tuple[str, str]]:
        newest = Collection.objects.public().order_by("-announced_at", "-pk").values_list("pk", "title")
        return ((str(pk), title) for pk, title in newest[:limit])


def _announced_on(collection: Collection) -> datetime.date:
    if collection.announced_at is None:
        raise ValueError("Only what is announced can be found.")
    return civil_date(collection.announced_at)


def _newest(model: type[DraftVersion | ResultReport], collections: list[Collection]) -> dict[int, str]:
    """The newest published text of each collection."""
    published = model.objects.published().filter(collection__in=collections).order_by("number")
    return dict(published.values_list("collection_id", "text"))
