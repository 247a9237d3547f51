"""One letter of the demo, put together from what people write about, how they write, and where they live."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cms.demo.facts import Matter, UnitFacts, load_domains
from cms.demo.letters.texts import Concern, SingleLetter, read_manners
from cms.demo.pen import Pen
from cms.demo.people import GIVEN, SURNAMES

LATELY = ("前天", "昨天", "上周", "上周末", "前几天", "这个月初")
#: Who never uses a full stop; so many of a hundred.
CARELESS, WITH_NAME, WITH_PHONE_IN_TEXT = 8, 90, 22
TOWERS, FLOORS, ROOMS = (1, 28), (1, 18), (1, 4)


@dataclass(frozen=True, slots=True)
class Written:
    """A letter as it was written, and the pattern of the answer that goes with it. `facts` fill both alike."""

    title: str
    text: str
    answer: str
    person: Mapping[str, str]
    facts: Mapping[str, str]


def draw_facts(pen: Pen, *, month: int) -> dict[str, str]:
    """Where it is, since when, and who writes: the same in title, letter and answer."""
    city = pen.unit.city
    road, other = pen.take(city.roads, 2)
    estate, tower, floor = pen.pick(city.estates), pen.number(*TOWERS), pen.number(*FLOORS)
    return {
        "estate": estate,
        "road": road,
        "road2": other,
        "village": pen.pick(city.villages),
        "town": pen.pick(city.towns),
        "river": pen.pick(city.rivers),
        "tower": str(tower),
        "floor": str(floor),
        "home": f"{estate}{tower}号楼{pen.number(1, 3)}单元{floor}0{pen.number(*ROOMS)}室",
        "month": str((month - 2) % 12 + 1),
        "lately": pen.pick(LATELY),
        "name": pen.pick(SURNAMES) + pen.pick(GIVEN),
        "mobile": f"1390000{pen.number(0, 9999):04}",
    }


def person_of(facts: Mapping[str, str]) -> dict[str, str]:
    return {"name": facts["name"], "phone": facts["mobile"], "address": facts["home"]}


def write_concern(concern: Concern, letter: int, pen: Pen, *, month: int) -> Written:
    """What one of many writes about a concern, in letter number `letter` of it."""
    facts = draw_facts(pen, month=month)
    titles, answers = concern.matching(letter)
    core = pen.write(concern.letters[letter], **facts)
    text = dress_letter(pen, core, facts, concern=concern.concern)
    title = pen.write(pen.pick(titles), **facts)
    return Written(title, text, pen.pick(answers), person_of(facts), facts)


def write_question(matter: Matter, pen: Pen, *, month: int) -> Written:
    """Somebody asks a unit how to get one of the things that it is there for."""
    manners, facts = read_manners()["consult"], draw_facts(pen, month=month)
    facts |= {"matter": matter.name, "situation": pen.pick(manners["situations"])}
    is_personal = any(word in matter.who for word in manners["persons"]) and "企业" not in matter.who
    core = pen.pick_and_write(manners["letters"] + manners["own_letters"] * is_personal, **facts)
    told = {
        "who": matter.who,
        "conditions": "；".join(matter.conditions),
        "standards": pen.write(pen.pick(matter.standards)),
        "materials": "、".join(matter.materials),
        "channel": matter.channel,
        "days": str(matter.days),
    }
    text = dress_letter(pen, core, facts, concern="consultation")
    title = pen.pick_and_write(manners["titles"], **facts)
    return Written(title, text, pen.pick(manners["answers"]), person_of(facts), facts | told)


def write_single(single: SingleLetter, pen: Pen, *, month: int) -> Written:
    facts = draw_facts(pen, month=month)
    title, text = pen.write(single.title, **facts), pen.write(single.text, **facts)
    return Written(title, text, single.answer, person_of(facts), facts)


def dress_letter(pen: Pen, core: str, facts: Mapping[str, str], *, concern: str) -> str:
    """The matter between a greeting and a farewell, by a writer who is careful or is not."""
    manners = read_manners()
    greetings = manners["question_openings" if concern == "consultation" else "openings"]
    opening, closing = pen.pick(greetings), pen.pick(manners["closings"][concern])
    if opening.endswith(("：", "，")) and core.startswith(("请问", "想问")):
        opening = ""
    named = pen.pick_and_write(manners["closings"]["named"], **facts) if pen.chance(WITH_PHONE_IN_TEXT) else ""
    text = f"{opening}{core}{closing}{named}"
    return unpunctuated(text) if pen.chance(CARELESS) else text


def unpunctuated(text: str) -> str:
    """As somebody types who has no time for commas."""
    return re.sub(r"[，。；、]", " ", text).strip()


def dress_answer(pen: Pen, answer: str, facts: Mapping[str, str], *, is_answered: bool = True) -> str:
    """The answer between the formulas of offices; without them when it is only an explanation."""
    manners = read_manners()["answers"]
    core = pen.write(answer, **facts)
    if not is_answered:
        return core
    opening, closing = (
        pen.pick_and_write(manners["openings"], **facts),
        pen.pick_and_write(manners["closings"], **facts),
    )
    return "\n".join(filter(None, (opening, core, closing)))


def matters_of(unit: UnitFacts) -> Sequence[Matter]:
    """What this unit is asked for; the affairs of every government where it has nothing of its own."""
    unasked = read_manners()["consult"]["unasked"]
    own = [one for one in unit.domain.matters if one.concerns(unit.short_name) and one.name not in unasked]
    return own or [one for one in load_domains(unit.city.level)["general"].matters if one.name not in unasked]


def say(pen: Pen, about: str, facts: Mapping[str, Any] | None = None) -> str:
    """One of the things that people of the office say (`manners.toml`, `office`)."""
    return pen.pick_and_write(read_manners()["office"][about], **(facts or {}))
