"""A city's items as plain documents, from the writers of the demo city. The same call gives the same documents."""

import datetime
import itertools
from collections.abc import Iterator

from civic_disclosure.domain.city.profile import read_profile
from civic_search.documents import SearchDocument
from cms.demo.drafts import ItemDraft
from cms.demo.facts import UnitFacts, describe_unit, load_city_facts
from cms.demo.writing import CODES, write_items

CITY = "linyi"
TODAY = datetime.date(2026, 11, 20)
#: Items that one seed gives for one column of one unit.
A_SERIES = 6


def write_documents(count: int) -> Iterator[SearchDocument]:
    """`count` items of all units and columns; a bigger city holds the items of the smaller ones."""
    rounds = itertools.chain.from_iterable(write_round(seed) for seed in itertools.count(1))
    for number, (unit, draft) in enumerate(itertools.islice(rounds, count)):
        yield document_of(number, unit, draft)


def write_round(seed: int) -> Iterator[tuple[UnitFacts, ItemDraft]]:
    for unit, column in itertools.product(describe_units(), CODES.values()):
        for draft in write_items(unit, column, seed=seed, count=A_SERIES, today=TODAY, series=str(seed)):
            yield unit, draft


def describe_units() -> list[UnitFacts]:
    city = load_city_facts(CITY)
    return [
        describe_unit(city, code=row.code, official_name=row.official_name, short_name=row.short_name, kind=row.kind)
        for row in read_profile(CITY).units
    ]


def document_of(number: int, unit: UnitFacts, draft: ItemDraft) -> SearchDocument:
    day = draft.published_at.astimezone(datetime.UTC).date()
    return SearchDocument(
        kind="item",
        key=str(number),
        title=draft.title,
        numbers=(draft.document_number,) if draft.document_number else (),
        keywords=draft.keywords,
        context=f"{unit.official_name} {unit.short_name} {draft.column}",
        body=draft.plain_text,
        facets={
            "type": (draft.kind,),
            "unit": (unit.code,),
            "column": (draft.column,),
            "year": (str(day.year),),
            "subject": tuple(filter(None, draft.subject)),
            "validity": (draft.validity,) if draft.validity else (),
        },
        dated_on=day,
        fades=draft.column == "工作动态",
        is_in_force=draft.validity not in {"repealed", "expired"},
    )
