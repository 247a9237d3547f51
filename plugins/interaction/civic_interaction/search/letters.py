"""What search finds of letters: those that are public, as the public reads them."""

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence

from django.utils.translation import gettext as _

from civic_interaction.addresses import path_of_letter
from civic_interaction.models import PublicLetter
from civic_interaction.search.surroundings import aliases_of, as_numbers, names_of
from civic_interaction.visibility import public_letters
from civic_search.documents import SearchDocument
from civic_search.domain.search import Question, search
from civic_search.sources import Address, Source

#: So many of the best answers are looked at when a list of letters is narrowed by words.
MOST_FOUND = 100


class LetterSource(Source):
    """Public letters with their answers. Nothing is read but what is public, masked as it is."""

    kind = "letter"

    def documents(self, keys: Sequence[str]) -> Iterator[SearchDocument]:
        letters = list(public_letters().filter(pk__in=as_numbers(keys)).select_related("channel", "unit"))
        aliases = aliases_of({letter.unit_id for letter in letters})
        for letter in letters:
            yield document_of(letter, aliases=aliases)

    def keys_after(self, key: str, *, size: int) -> Sequence[str]:
        following = public_letters().filter(pk__gt=int(key or 0)).order_by("pk")
        return [str(pk) for pk in following.values_list("pk", flat=True)[:size]]

    def count(self) -> int:
        return public_letters().count()

    def public(self, keys: Sequence[str]) -> set[str]:
        public = public_letters().filter(pk__in=as_numbers(keys))
        return {str(pk) for pk in public.values_list("pk", flat=True)}

    def addresses(self, keys: Sequence[str]) -> Mapping[str, Address]:
        return {key: Address(path_of_letter(int(key)), f"/api/v1/letters/{key}/") for key in keys}

    def labels(self, facet: str, values: Sequence[str]) -> Mapping[str, str]:
        return {self.kind: _("Letter with its answer")} if facet == "type" and self.kind in values else {}

    def titles(self, *, limit: int) -> Iterable[tuple[str, str]]:
        newest = public_letters().newest_first().values_list("pk", "title")
        return ((str(pk), title) for pk, title in newest[:limit])


def document_of(letter: PublicLetter, *, aliases: Mapping[int, Sequence[str]]) -> SearchDocument:
    unit = letter.unit
    names = names_of(unit, aliases=aliases)
    return SearchDocument(
        kind=LetterSource.kind,
        key=str(letter.pk),
        title=letter.title,
        context="\n".join([*names, letter.channel.name, *filter(None, [letter.category])]),
        body=f"{letter.question}\n{letter.answer}",
        facets={
            "type": (LetterSource.kind,),
            "unit": (unit.code,),
            "column": (letter.channel.name,),
            "year": (str(letter.year),),
        },
        dated_on=letter.answered_on,
        fades=True,
    )


def find_letters(text: str, *, narrowed: Mapping[str, str], today: datetime.date) -> list[int]:
    """The letters that answer a question best, the best first. `narrowed`: a value of each facet that they must have."""
    filters = {"type": (LetterSource.kind,), **{facet: (value,) for facet, value in narrowed.items()}}
    question = Question(text, filters=filters, size=MOST_FOUND, facets=())
    return as_numbers(hit.key for hit in search(question, today=today).hits)
