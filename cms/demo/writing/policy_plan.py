"""Which policy documents a unit has: their states, dates and numbers, and how they hang together."""

import datetime
import functools
from dataclasses import dataclass, replace
from typing import NamedTuple

from cms.demo.facts import Matter
from cms.demo.pen import Pen, working_day
from cms.demo.writing.order import Order

COLUMN = "政策文件"

#: Documents with articles, and documents with headings.
RULES = ("管理办法", "实施细则", "管理规定", "暂行办法")

MEASURES = ("实施方案", "若干措施", "实施意见", "工作指引")

ROUNDS = 4


class Part(NamedTuple):
    """One document of a round: its state, how many days ago it came out, and the parts it replaces or amends."""

    state: str
    youngest: int
    oldest: int
    topic: int
    successor: int | None = None
    amends: int | None = None


#: A newer document stands before the one it ends, so that any beginning of the list is whole.
ROUND = {
    "new": Part("in_force", 70, 480, 0),
    "old": Part("repealed", 1020, 1420, 0, successor=-1),
    "current": Part("in_force", 25, 1100, 1),
    "amendment": Part("in_force", 70, 480, 2, amends=1),
    "amended": Part("amended", 720, 1200, 2),
    "expired": Part("expired", 900, 1300, 3),
    "recent": Part("in_force", 10, 260, 4),
}

BLOCKS = (("new", "old"), ("current",), ("amendment", "amended"), ("expired",), ("recent",))


@dataclass(frozen=True)
class Policy:
    index: int
    ref: str
    matter: Matter
    form: str
    name: str
    number: str
    formed_on: datetime.date
    published_on: datetime.date
    effective_on: datetime.date
    validity: str
    standards: tuple[str, ...]
    conditions: tuple[str, ...]
    ended_on: datetime.date | None = None
    successor: "Policy | None" = None
    replaces: "Policy | None" = None
    amends: "Policy | None" = None

    @property
    def has_articles(self) -> bool:
        return self.form not in MEASURES


@functools.lru_cache(maxsize=512)
def plan_policies(order: Order) -> tuple[Policy, ...]:
    """All policy documents a unit could have, in a fixed order; interpretations count on it."""
    order = replace(order, column=COLUMN, series="")
    pen = order.pen("plan")
    matters = pen.shuffle(order.matters)
    drawn: list[Policy] = []
    used: set[tuple[str, str]] = set()
    for turn in range(ROUNDS):
        for block in pen.shuffle(BLOCKS):
            drawn += draw_block(order, pen, block, start=len(drawn), turn=turn, matters=matters, used=used)
    return number_documents(order, drawn)


def draw_block(
    order: Order,
    pen: Pen,
    block: tuple[str, ...],
    *,
    start: int,
    turn: int,
    matters: list[Matter],
    used: set[tuple[str, str]],
) -> list[Policy]:
    first = draw_policy(order, pen, ROUND[block[0]], index=start, turn=turn, matters=matters, used=used)
    if len(block) == 1:
        return [first]
    second = draw_policy(order, pen, ROUND[block[1]], index=start + 1, turn=turn, matters=matters, used=used)
    if block[0] == "new":
        second = replace(
            second,
            form=first.form,
            name=first.name + "（试行）",
            successor=first,
            ended_on=first.effective_on - datetime.timedelta(days=1),
        )
        return [replace(first, replaces=second), second]
    return [replace(first, amends=second, form="修改通知"), second]


def draw_policy(
    order: Order, pen: Pen, part: Part, *, index: int, turn: int, matters: list[Matter], used: set[tuple[str, str]]
) -> Policy:
    place = turn * 5 + part.topic
    matter = matters[place % len(matters)]
    forms: tuple[str, ...] = MEASURES + RULES if part.topic in (1, 4) else RULES + MEASURES
    if matter.name.endswith("管理"):
        forms = tuple(form.removeprefix("管理") for form in forms)  # 绩效管理办法, not 绩效管理管理办法
    form = next((one for one in (*pen.shuffle(forms[:4]), *forms[4:]) if (matter.name, one) not in used), forms[0])
    used.add((matter.name, form))
    formed = working_day(order.today - datetime.timedelta(days=pen.number(part.youngest, part.oldest)))
    published = min(working_day(formed + datetime.timedelta(days=pen.number(1, 9))), order.today)
    published = max(published, formed)
    effective = formed if pen.chance(50) else formed + datetime.timedelta(days=30)
    ended = effective + datetime.timedelta(days=729) if part.state == "expired" else None
    return Policy(
        index=index,
        ref=order.ref(index),
        matter=matter,
        form=form,
        name=f"{order.prefix_for(matter)}{matter.name}{form}",
        number="",
        formed_on=formed,
        published_on=published,
        effective_on=effective,
        validity=part.state,
        standards=tuple(pen.write(one) for one in matter.standards),
        conditions=tuple(pen.write(one) for one in matter.conditions),
        ended_on=ended,
    )


def number_documents(order: Order, drawn: list[Policy]) -> tuple[Policy, ...]:
    """Give document numbers that grow with the date and occur once, then tie the documents to one another."""
    used: set[tuple[int, int]] = set()
    numbers: dict[int, str] = {}
    for policy in sorted(drawn, key=lambda one: (one.formed_on, one.index)):
        year, serial = policy.formed_on.year, policy.formed_on.timetuple().tm_yday // 5 + 1
        while (year, serial) in used:
            serial += 1
        used.add((year, serial))
        numbers[policy.index] = f"{order.unit.mark}发〔{year}〕{serial}号"
    numbered = [replace(policy, number=numbers[policy.index]) for policy in drawn]

    def tied(other: Policy | None) -> Policy | None:
        return numbered[other.index] if other else None

    return tuple(
        replace(p, successor=tied(p.successor), replaces=tied(p.replaces), amends=tied(p.amends)) for p in numbered
    )
