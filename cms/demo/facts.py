"""What the writers know: cities and fields of work (TOML in `vocabulary/`), and the facts of one unit."""

import dataclasses
import functools
import re
import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

VOCABULARY = Path(__file__).parent / "vocabulary"
LOCAL_KINDS = frozenset({"county", "zone", "town"})


@dataclass(frozen=True)
class City:
    """A city of the demo. Counties and rivers are real; roads, villages and towns are invented."""

    key: str
    name: str
    full_name: str
    mark: str
    counties: tuple[str, ...]
    towns: tuple[str, ...]
    roads: tuple[str, ...]
    villages: tuple[str, ...]
    estates: tuple[str, ...]
    rivers: tuple[str, ...]
    phone_prefix: str
    domain_name: str
    portraits: dict[str, tuple[str, ...]] = dataclasses.field(compare=False)
    #: What the header and the footer of the website show: fields of `SiteFacts`.
    site: dict[str, str] = dataclasses.field(compare=False)
    #: Fields of work without a unit of their own in this city: whose matters they are.
    lends: dict[str, str] = dataclasses.field(default_factory=dict, compare=False)

    @property
    def level(self) -> str:
        return self.full_name[-1]


@dataclass(frozen=True)
class Matter:
    """A thing people ask a unit for: a benefit, a permit, a rule. `aliases` are what they call it themselves."""

    name: str
    who: str
    conditions: tuple[str, ...]
    standards: tuple[str, ...]
    materials: tuple[str, ...]
    channel: str
    days: int
    why: str
    aliases: tuple[str, ...] = ()
    terms: tuple[tuple[str, ...], ...] = ()
    subject: tuple[str, ...] = ()
    is_listed: bool = False
    #: Fragments of the names of units that this is a matter of; empty for all of the field.
    only: tuple[str, ...] = ()

    def concerns(self, unit_name: str) -> bool:
        return not self.only or any(fragment in unit_name for fragment in self.only)


@dataclass(frozen=True)
class Domain:
    """A field of work: what units of this field do, run, build, check, count and fear."""

    key: str
    field: str
    subject: tuple[str, ...]
    marks: dict[str, str] = dataclasses.field(compare=False)
    duties: tuple[str, ...]
    sections: tuple[str, ...]
    bodies: tuple[str, ...]
    programmes: tuple[str, ...]
    figures: tuple[tuple[Any, ...], ...]
    actions: tuple[str, ...]
    checks: tuple[str, ...]
    risks: tuple[str, ...]
    works: tuple[str, ...]
    powers: tuple[tuple[str, ...], ...]
    matters: tuple[Matter, ...]


@dataclass(frozen=True)
class UnitFacts:
    """One unit as the writers see it."""

    code: str
    official_name: str
    short_name: str
    kind: str
    city: City
    domain: Domain
    mark: str
    address: str = ""
    office_hours: str = "周一至周五 8:30—12:00，14:00—17:30（法定节假日除外）"
    phone: str = ""
    fax: str = ""
    web_contact: str = ""
    leaders: tuple[str, ...] = ()

    @property
    def is_local(self) -> bool:
        """A county, zone or town: it speaks of its own area, not of the whole city."""
        return self.kind in LOCAL_KINDS

    @property
    def area(self) -> str:
        return self.short_name if self.is_local else self.city.full_name

    @property
    def whole(self) -> str:
        """全市, 全县, 全区 …"""
        if not self.is_local:
            return f"全{self.city.level}"
        return f"全{self.area[-1]}" if self.area[-1] in "市县区镇" else "全区"

    @property
    def places(self) -> tuple[str, ...]:
        return self.city.towns if self.is_local else self.city.counties


def freeze(value: Any) -> Any:
    return tuple(freeze(one) for one in value) if isinstance(value, list) else value


def build(kind: type, data: dict[str, Any]) -> Any:
    known = {one.name for one in fields(kind)}
    if unknown := set(data) - known:
        raise ValueError(f"{kind.__name__} has no field {sorted(unknown)}")
    return kind(**{name: freeze(value) for name, value in data.items()})


@functools.cache
def load_domains(level: str = "市") -> dict[str, Domain]:
    """The fields of work, worded for a city of this level."""
    domains = {}
    for path in sorted((VOCABULARY / "domains").glob("*.toml")):
        text = path.read_text(encoding="utf-8")
        if level != "市":
            text = re.sub('(?<=全)市|(?<=本)市|(?<=")市(?!场)|市(?=级)', level, text)
        data = tomllib.loads(text)
        data["matters"] = [build(Matter, one) for one in data["matters"]]
        domains[path.stem] = build(Domain, {"key": path.stem, **data})
    return domains


@functools.cache
def load_city_facts(key: str) -> City:
    data = tomllib.loads((VOCABULARY / "cities" / f"{key}.toml").read_text(encoding="utf-8"))
    data["portraits"] = {name: tuple(lines) for name, lines in data["portraits"].items()}
    return build(City, {"key": key, **data})


def choose_domain(name: str, kind: str, *, level: str = "市") -> tuple[Domain, str]:
    """The field of work and the document mark (发文代字) for a unit's name; the longest fragment found decides."""
    domains = load_domains(level)
    if kind == "government":
        return domains["general"], "政"
    if kind in LOCAL_KINDS:
        return domains["general"], ""
    found = [
        (len(fragment), domain, mark)
        for domain in domains.values()
        for fragment, mark in domain.marks.items()
        if fragment in name
    ]
    if not found:
        return domains["general"], ""
    _, domain, mark = max(found, key=lambda one: one[0])
    return domain, mark


def describe_unit(
    city: City,
    *,
    code: str,
    official_name: str,
    short_name: str,
    kind: str,
    address: str = "",
    phone: str = "",
    leaders: tuple[str, ...] = (),
) -> UnitFacts:
    """Complete what a unit's row leaves open: field of work, document mark, contact data (invented, stable by code)."""
    domain, mark = choose_domain(short_name or official_name, kind, level=city.level)
    number = sum(ord(letter) * (place + 7) for place, letter in enumerate(official_name + code))
    local_mark = "".join(letter for letter in short_name if letter not in "市县区镇街道")[:2]
    return UnitFacts(
        code=code,
        official_name=official_name,
        short_name=short_name or official_name,
        kind=kind,
        city=city,
        domain=domain,
        mark=f"{local_mark}政" if kind in LOCAL_KINDS else f"{city.mark}{mark or local_mark}",
        address=address or f"{city.full_name}{city.roads[number % len(city.roads)]}{number % 280 + 1}号",
        phone=phone or f"{city.phone_prefix}-{8000000 + number * 37 % 999999}",
        fax=f"{city.phone_prefix}-{8000000 + number * 53 % 999999}",
        web_contact=f"http://www.{city.domain_name}/zwgk/{code.lower()}（网站“政府信息公开”专栏）",
        leaders=leaders,
    )
