"""The demo city from nothing: tree, people, items, items under way. Figures are reported as it goes."""

import datetime
import itertools
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Protocol

from django.db import transaction
from django.utils import timezone

from civic_disclosure.domain.load_city import load_city
from civic_disclosure.domain.sweep_freshness import sweep_freshness
from civic_disclosure.enums import ColumnKind
from civic_disclosure.models import CatalogueRoot, ColumnPage, ItemPage, PortalPage, UnitCatalogue
from civic_office.domain.lay_out_review import lay_out_review
from civic_office.models import Unit
from cms.demo.accounts import is_staffed, open_accounts, plan_city_accounts
from cms.demo.amounts import count_items
from cms.demo.bring_in import import_drafts
from cms.demo.collections import write_collections
from cms.demo.desk import lay_out_desks
from cms.demo.drafts import ItemDraft
from cms.demo.facts import City, UnitFacts, describe_unit, load_city_facts
from cms.demo.letters.play import write_boards, write_letters
from cms.demo.people import draw_names
from cms.demo.reviews import write_under_way
from cms.demo.site import enter_site_facts
from cms.demo.writing import FIGURES, choose_writer, write_items

SEED = 2018


class Report(Protocol):
    """Told of each phase: `tree`, `accounts`, `unit`, `full`, `letters`, `boards`, `under_way`, `done`, each with its figures; `line` is a line as it is."""

    def __call__(self, phase: str, **figures: object) -> None: ...


#: Kept apart from the published series of the same column.
UNDER_WAY, PORTAL = "在办", "门户"
UNDER_WAY_COLUMNS = ("公示公告", "工作动态", "便民服务")


@transaction.atomic
def load_demo(
    key: str,
    *,
    now: datetime.datetime,
    seed: int = SEED,
    scale: float = 1.0,
    most_units: int | None = None,
    with_letters: bool = True,
    report: Report,
) -> dict[str, int]:
    """Load the city `key` and fill it; returns the figures. Does nothing to a city that holds items already.

    Tree and units (`load_city`) → contact data → people, accounts, posts → items through approved batches → what is
    under way → how fresh every column is. Every phase reports a line when it is done. `most_units` leaves the trees of the others without items; letters take most of the time.

    One transaction: a load that is broken off leaves nothing behind, and can be done anew.
    """
    started = time.monotonic()
    load_city(key, by=None, now=now, report=lambda line: report("line", line=line))
    for root in (*CatalogueRoot.objects.all(), *PortalPage.objects.all()):
        lay_out_review(root)
    city = load_city_facts(key)
    enter_site_facts(city)
    units = {unit.code: unit for unit in Unit.objects.active_on(timezone.localdate(now))}
    facts = {code: complete_unit(city, unit, seed=seed) for code, unit in units.items()}
    report("tree", units=len(units), columns=ColumnPage.objects.count())
    planned = plan_city_accounts(facts.values(), seed=seed)
    open_accounts(planned, now=now)
    report("accounts", count=len(planned))
    figures = {"units": len(units), "accounts": len(planned), "items": 0, "attachments": 0}
    if ItemPage.objects.exists():
        report("full")
        return figures
    filled = dict(itertools.islice(units.items(), most_units))
    bring_in_city(filled, facts, figures, now=now, seed=seed, scale=scale, report=report)
    figures["under_way"] = start_reviews(units, facts, now=now, seed=seed)
    staffed = [unit for unit in units.values() if is_staffed(unit.short_name, unit.kind)]
    figures["filings"] = lay_out_desks(staffed, now=now)
    figures["collections"] = write_collections(
        list(units.values()), fields={code: one.domain.key for code, one in facts.items()}, now=now
    )
    if with_letters:
        figures["letters"] = write_letters(key, list(units.values()), facts, now=now, seed=seed, scale=scale).total()
        report("letters", count=figures["letters"])
    boards = write_boards(list(units.values()), facts, now=now, seed=seed)
    report("boards", **boards)
    report("under_way", count=figures["under_way"], filings=figures["filings"])
    sweep_freshness(now=now)
    report("done", seconds=round(time.monotonic() - started), **figures)
    return figures


def bring_in_city(
    units: dict[str, Unit],
    facts: dict[str, UnitFacts],
    figures: dict[str, int],
    *,
    now: datetime.datetime,
    seed: int,
    scale: float,
    report: Report,
) -> None:
    pages: dict[str, int] = {}
    for number, (code, unit) in enumerate(units.items(), 1):
        drafts = list(plan_items(unit, facts[code], today=timezone.localdate(now), seed=seed, scale=scale))
        if not drafts:
            continue
        import_drafts(unit, drafts, now=now, pages=pages)
        figures["items"] += len(drafts)
        figures["attachments"] += sum(len(draft.files) for _column, draft in drafts)
        report("unit", number=number, all=len(units), unit=unit, items=len(drafts), total=figures["items"])


def complete_unit(city: City, unit: Unit, *, seed: int) -> UnitFacts:
    """The unit as writers see it; its contact data (R026) are stored where the table left them open."""
    facts = describe_unit(
        city,
        code=unit.code,
        official_name=unit.official_name,
        short_name=unit.short_name,
        kind=unit.kind,
        address=unit.address,
        phone=unit.phone,
    )
    names = draw_names(facts, seed=seed, count=6)
    facts = replace(facts, leaders=(names[5 % len(names)], names[1], *names[2:4]))
    if not unit.address:
        unit.address, unit.phone, unit.fax = facts.address, facts.phone, facts.fax
        unit.office_hours, unit.web_contact = facts.office_hours, facts.web_contact
        unit.save()
    return facts


def plan_items(
    unit: Unit, facts: UnitFacts, *, today: datetime.date, seed: int, scale: float
) -> Iterator[tuple[ColumnPage, ItemDraft]]:
    """Drafts for every column of the unit's tree and, for who keeps the portal, for columns that no unit feeds."""
    written: Counter[str] = Counter()
    for column in sorted(columns_of(unit), key=lambda one: one.title != choose_writer(one.title)):
        yield from write_for(column, facts, today=today, seed=seed, scale=scale, written=written)
    for portal in PortalPage.objects.filter(unit=unit):
        for column in leaves_below(portal).filter(fed_by=None):
            yield from write_for(
                column, facts, today=today, seed=seed, scale=scale, series=f"{PORTAL}{column.pk}", written=written
            )


def write_for(
    column: ColumnPage,
    facts: UnitFacts,
    *,
    today: datetime.date,
    seed: int,
    scale: float,
    written: "Counter[str]",
    series: str = "",
) -> Iterator[tuple[ColumnPage, ItemDraft]]:
    """`written` counts by writer: figures of a unit are told once, so a second column goes on with earlier years."""
    count, writer = count_items(facts, column.title, seed=seed, scale=scale), choose_writer(column.title)
    first = written[writer] if writer in FIGURES else 0
    for draft in write_items(facts, column.title, seed=seed, count=count, today=today, series=series, first=first):
        written[writer] += 1
        yield column, draft


def columns_of(unit: Unit) -> Iterator[ColumnPage]:
    for catalogue in UnitCatalogue.objects.filter(unit=unit):
        yield from leaves_below(catalogue)


def leaves_below(root: UnitCatalogue | PortalPage):  # type: ignore[no-untyped-def]  # noqa: ANN201 (a PageQuerySet)
    """Columns that hold items: no links, and no column below them."""
    return ColumnPage.objects.descendant_of(root).filter(kind=ColumnKind.NORMAL, numchild=0).order_by("path")


def start_reviews(units: dict[str, Unit], facts: dict[str, UnitFacts], *, now: datetime.datetime, seed: int) -> int:
    """Items in review in every unit that has people; in every state of it where all roles are staffed."""
    made = 0
    for code, unit in units.items():
        drafts = list(drafts_under_way(unit, facts[code], now=now, seed=seed))
        if drafts:
            made += sum(write_under_way(unit, drafts, is_full=is_staffed(unit.short_name, unit.kind), now=now).values())
    return made


def drafts_under_way(
    unit: Unit, facts: UnitFacts, *, now: datetime.datetime, seed: int
) -> Iterator[tuple[ColumnPage, ItemDraft]]:
    """What the unit is at, for a few of its columns; without pictures, which an item under way has no place for yet."""
    columns = {column.title: column for column in ColumnPage.objects.filter(path__in=paths_below(unit))}
    for name in UNDER_WAY_COLUMNS:
        if name in columns:
            today = timezone.localdate(now)
            for draft in write_items(facts, name, seed=seed, count=8, today=today, series=UNDER_WAY):
                if not any(hasattr(block, "file") for block in draft.body):
                    yield columns[name], draft


def paths_below(unit: Unit) -> list[str]:
    return [
        path
        for catalogue in UnitCatalogue.objects.filter(unit=unit)
        for path in ColumnPage.objects.child_of(catalogue).values_list("path", flat=True)
    ]
