"""What a writer is asked for, and how an item is put together from what it wrote."""

import datetime
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cms.demo.drafts import AttachmentDraft, Block, ItemDraft, Text
from cms.demo.facts import Matter, UnitFacts, load_domains
from cms.demo.pen import Pen, chinese_number, long_date

SUMMARY_LENGTH = 120
BORROWED = 9


@dataclass(frozen=True)
class Order:
    """Items for one column of one unit. `series` keeps apart two columns of one name, such as a portal's and a unit's."""

    unit: UnitFacts
    column: str
    seed: int
    today: datetime.date
    series: str = ""

    def pen(self, *words: object) -> Pen:
        return Pen(self.unit, self.seed, self.column, self.series, *words)

    def figures(self, *words: object) -> Pen:
        """For figures that are the unit's own, whichever column shows them."""
        return Pen(self.unit, self.seed, "figures", *words)

    def ref(self, index: int) -> str:
        return f"{self.unit.code}:{self.column}{self.series}:{index}"

    def prefix_for(self, matter: Matter) -> str:
        """Whose rules they are: the city's in the unit's own field, the unit's own in what every office does."""
        general = load_domains(self.unit.city.level)["general"].matters
        return self.unit.short_name if matter in general and not self.unit.is_local else self.unit.area

    @property
    def matters(self) -> tuple[Matter, ...]:
        return matters_of(self.unit, seed=self.seed)


def matters_of(unit: UnitFacts, *, seed: int) -> tuple[Matter, ...]:
    """What people ask this unit for. Counties and towns have a little of everything."""
    domains = load_domains(unit.city.level)
    own = tuple(one for one in unit.domain.matters if one.concerns(unit.short_name))
    for key, lender in unit.city.lends.items():
        own += domains[key].matters if lender == unit.domain.key else ()
    if not unit.is_local:
        return own if len(own) > 1 else (*own, *domains["general"].matters)
    others = [m for domain in domains.values() for m in domain.matters if m not in own]
    return (*Pen(unit, seed, "matters").take(others, BORROWED), *own)


def summarize(body: Sequence[Block]) -> str:
    """The first sentences of the text, whole ones, as far as they fit."""
    paragraphs = [p for block in body if isinstance(block, Text) for p in block.paragraphs]
    first = next((p for p in paragraphs if len(p) > 30), paragraphs[0] if paragraphs else "")  # noqa: PLR2004
    if len(first) <= SUMMARY_LENGTH:
        return first
    cut = first[:SUMMARY_LENGTH].rpartition("。")[0]
    return f"{cut}。" if cut else f"{first[: SUMMARY_LENGTH - 1]}…"


def make_draft(
    order: Order,
    index: int,
    *,
    title: str,
    body: Sequence[Block],
    published_on: datetime.date,
    pen: Pen,
    keywords: Sequence[str] = (),
    **more: Any,
) -> ItemDraft:
    unit = order.unit
    return ItemDraft(
        ref=order.ref(index),
        unit_code=unit.code,
        column=order.column,
        title=title,
        body=tuple(body),
        published_at=pen.moment(published_on),
        keywords=tuple(dict.fromkeys(word for word in (*keywords, unit.domain.field) if word))[:5],
        **{
            "formed_on": published_on,
            "subject": unit.domain.subject,
            "genre": "other",
            "summary": summarize(body),
            "source": unit.official_name,
            "author": pen.pick(unit.domain.sections),
            **more,
        },
    )


def attach(kind: str, title: str, dated: datetime.date, *content: Any) -> AttachmentDraft:
    """A file named as offices name them: its title and date, and a trace of both that keeps names apart."""
    trace = hashlib.sha256(f"{title}{dated}{kind}{len(content)}".encode()).hexdigest()[:6]
    return AttachmentDraft(
        name=f"{title[:60]}-{dated:%Y%m%d}-{trace}.{kind}", kind=kind, title=title, dated=dated, content=content
    )


def sign(unit: UnitFacts, day: datetime.date) -> Text:
    return Text((unit.official_name, long_date(day)))


def enumerate_clauses(clauses: Sequence[str]) -> str:
    """（一）…；（二）…。"""
    return "；".join(f"（{chinese_number(number)}）{clause}" for number, clause in enumerate(clauses, 1)) + "。"
