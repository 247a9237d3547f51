from collections.abc import Iterable, Iterator, Mapping, Sequence

from django.utils.translation import gettext as _

from civic_interaction.addresses import path_of_question
from civic_interaction.search.surroundings import aliases_of, as_numbers, names_of
from civic_interaction.visibility import public_questions
from civic_office.workdays import civil_date
from civic_search.documents import SearchDocument
from civic_search.sources import Address, Source


class QuestionSource(Source):
    """Public common questions with their answers; never the cases that they were made from."""

    kind = "common_question"

    def documents(self, keys: Sequence[str]) -> Iterator[SearchDocument]:
        questions = list(public_questions().filter(pk__in=as_numbers(keys)).select_related("unit", "channel"))
        aliases = aliases_of({question.unit_id for question in questions})
        for question in questions:
            unit, day = question.unit, civil_date(question.updated_at)
            names = names_of(unit, aliases=aliases)
            yield SearchDocument(
                kind=self.kind,
                key=str(question.pk),
                title=question.question,
                keywords=(_("Common question"),),
                context="\n".join([*names, question.category]).strip(),
                body=question.answer,
                facets={"type": (self.kind,), "unit": (unit.code,), "year": (str(day.year),)},
                dated_on=day,
            )

    def keys_after(self, key: str, *, size: int) -> Sequence[str]:
        following = public_questions().filter(pk__gt=int(key or 0)).order_by("pk")
        return [str(pk) for pk in following.values_list("pk", flat=True)[:size]]

    def count(self) -> int:
        return public_questions().count()

    def public(self, keys: Sequence[str]) -> set[str]:
        return {str(pk) for pk in public_questions().filter(pk__in=as_numbers(keys)).values_list("pk", flat=True)}

    def addresses(self, keys: Sequence[str]) -> Mapping[str, Address]:
        return {key: Address(path_of_question(int(key)), f"/api/v1/common-questions/{key}/") for key in keys}

    def labels(self, facet: str, values: Sequence[str]) -> Mapping[str, str]:
        return {self.kind: _("Common question")} if facet == "type" and self.kind in values else {}

    def titles(self, *, limit: int) -> Iterable[tuple[str, str]]:
        newest = public_questions().order_by("-published_at", "-pk").values_list("pk", "question")
        return ((str(pk), question) for pk, question in newest[:limit])
