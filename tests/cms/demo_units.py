"""Units of the demo city for tests that need no database."""

import datetime
import functools

from cms.demo.drafts import ItemDraft
from cms.demo.facts import UnitFacts, describe_unit, load_city_facts
from cms.demo.writing import CODES, write_items

TODAY = datetime.date(2026, 11, 20)
SEED = 7
DEPARTMENTS = (
    "财政局",
    "教育局",
    "民政局",
    "人社局",
    "卫生计生委",
    "住建局",
    "交通运输局",
    "农业局",
    "环保局",
    "公安局",
    "工商局",
    "旅游局",
    "安监局",
    "统计局",
    "发展改革委",
    "城管局",
    "公积金中心",
    "国土资源局",
)


def make_facts(
    short_name: str = "市民政局", *, city: str = "linyi", kind: str = "department", code: str = "371300D08"
) -> UnitFacts:
    place = load_city_facts(city)
    official = f"{place.full_name}{short_name.removeprefix(place.level)}"
    return describe_unit(place, code=code, official_name=official, short_name=short_name, kind=kind)


@functools.cache
def some_units() -> tuple[UnitFacts, ...]:
    departments = tuple(
        make_facts(f"市{name}", code=f"371300D{number:02}") for number, name in enumerate(DEPARTMENTS, 1)
    )
    counties = tuple(
        make_facts(name, kind="county", code=f"371300C{number:02}") for number, name in enumerate(("兰山区", "费县"), 1)
    )
    office = make_facts("市政府办公室", kind="government_office", code="371300O01")
    return (office, *departments, *counties)


@functools.cache
def all_drafts() -> tuple[ItemDraft, ...]:
    """Every standard column of every unit above, a few items each."""
    return tuple(
        draft
        for unit in some_units()
        for column in CODES.values()
        for draft in write_items(unit, column, seed=SEED, count=4, today=TODAY)
    )


def drafts_of(short_name: str, column: str, *, count: int = 8) -> list[ItemDraft]:
    return list(write_items(make_facts(short_name), column, seed=SEED, count=count, today=TODAY))
