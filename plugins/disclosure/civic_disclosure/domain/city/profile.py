"""What is known of a city beforehand: its names, its units with their aliases, its groups, its table."""

import csv
import json
import re
from dataclasses import dataclass, field
from importlib import resources
from importlib.resources.abc import Traversable

from civic_disclosure.domain.city.registry import GroupDraft, UnitDraft

DATA = resources.files("civic_disclosure") / "data"


@dataclass(slots=True)
class CityProfile:
    """`prefixes` are what may stand before a unit's name: 临沂市, 临沂. `table` is the city's own, when it is shipped."""

    slug: str
    name: str
    prefixes: tuple[str, ...]
    portal: str
    title: str = ""
    units: list[UnitDraft] = field(default_factory=list)
    groups: list[GroupDraft] = field(default_factory=list)
    table: bytes | None = None


def known_cities() -> list[CityProfile]:
    """The cities whose tables are shipped, by slug."""
    folders = sorted((DATA / "cities").iterdir(), key=lambda folder: folder.name)
    return [read_profile(folder.name) for folder in folders if (folder / "city.json").is_file()]


def read_profile(slug: str) -> CityProfile:
    """The profile of a shipped city. Raises KeyError when there is none of that name."""
    folder = DATA / "cities" / slug
    if not re.fullmatch(r"[a-z0-9_-]+", slug) or not (folder / "city.json").is_file():
        raise KeyError(slug)
    facts = json.loads((folder / "city.json").read_text(encoding="utf-8"))
    return CityProfile(
        slug=slug,
        name=facts["name"],
        prefixes=tuple(facts["prefixes"]),
        portal=facts["portal"],
        title=facts["title"],
        units=read_units(folder / "units.csv"),
        groups=[*read_groups(folder / "groups.csv"), *read_groups(DATA / "groups.csv")],
        table=(folder / facts["table"]).read_bytes(),
    )


def profile_of(name: str) -> CityProfile:
    """A profile for any other city or county, knowing its name alone, and the usual names of groups."""
    name = name.strip()
    stem = re.sub(r"[市县区州盟旗]$", "", name)
    prefixes = tuple(dict.fromkeys(part for part in (name, stem) if len(part) > 1))
    return CityProfile(
        "", name, prefixes, f"{name}人民政府网站" if name else "政府网站", groups=read_groups(DATA / "groups.csv")
    )


def read_units(file: Traversable) -> list[UnitDraft]:
    with file.open(encoding="utf-8") as lines:
        return [
            UnitDraft(row["code"], row["kind"], row["official_name"], row["short_name"], _list(row["aliases"]))
            for row in csv.DictReader(lines)
        ]


def read_groups(file: Traversable) -> list[GroupDraft]:
    with file.open(encoding="utf-8") as lines:
        return [
            GroupDraft(
                row["name"],
                _list(row["kinds"]),
                _list(row["members"]),
                row["situational"] == "yes",
                _list(row["aliases"]),
            )
            for row in csv.DictReader(lines)
        ]


def _list(cell: str) -> list[str]:
    return [part for part in cell.split("|") if part]
