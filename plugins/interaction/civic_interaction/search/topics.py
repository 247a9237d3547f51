from collections.abc import Iterable, Iterator, Mapping, Sequence

from django.utils.translation import gettext as _

from civic_interaction.addresses import path_of_topic
from civic_interaction.search.surroundings import aliases_of, as_numbers, names_of
from civic_interaction.visibility import public_responses, public_topics
from civic_office.workdays import civil_date
from civic_search.documents import SearchDocument
from civic_search.sources import Address, Source


class TopicSource(Source):
    """Public hot topics: what is asked, and every response that was published."""

    kind = "hot_topic"

    def documents(self, keys: Sequence[str]) -> Iterator[SearchDocument]:
        topics = list(public_topics().filter(pk__in=as_numbers(keys)).select_related("unit"))
        aliases = aliases_of({topic.unit_id for topic in topics})
        said: dict[int, list[str]] = {}
        for response in public_responses(topics):
            said.setdefault(response.topic_id, []).append(response.text)
        for topic in topics:
            unit, day = topic.unit, civil_date(topic.updated_at or topic.created_at)
            names = names_of(unit, aliases=aliases)
            yield SearchDocument(
                kind=self.kind,
                key=str(topic.pk),
                title=topic.title,
                keywords=(_("Hot topic"),),
                context="\n".join(names),
                body="\n".join([topic.question, *said.get(topic.pk, ())]),
                facets={"type": (self.kind,), "unit": (unit.code,), "year": (str(day.year),)},
                dated_on=day,
                fades=True,
            )

    def keys_after(self, key: str, *, size: int) -> Sequence[str]:
        following = public_topics().filter(pk__gt=int(key or 0)).order_by("pk")
        return [str(pk) for pk in following.values_list("pk", flat=True)[:size]]

    def count(self) -> int:
        return public_topics().count()

    def public(self, keys: Sequence[str]) -> set[str]:
        return {str(pk) for pk in public_topics().filter(pk__in=as_numbers(keys)).values_list("pk", flat=True)}

    def addresses(self, keys: Sequence[str]) -> Mapping[str, Address]:
        return {key: Address(path_of_topic(int(key)), f"/api/v1/hot-topics/{key}/") for key in keys}

    def labels(self, facet: str, values: Sequence[str]) -> Mapping[str, str]:
        return {self.kind: _("Hot topic")} if facet == "type" and self.kind in values else {}

    def titles(self, *, limit: int) -> Iterable[tuple[str, str]]:
        newest = public_topics().order_by("-updated_at", "-pk").values_list("pk", "title")
        return ((str(pk), title) for pk, title in newest[:limit])
