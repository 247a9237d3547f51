import argparse
import datetime
import random
import time
from collections.abc import Callable

from django.core.management import call_command
from django.db.models import Max
from django.utils import timezone
from wagtail.models import Page

from bench.machine import load, machine
from civic_disclosure.domain.apply_template import open_catalogues
from civic_disclosure.domain.feeding import read_places
from civic_disclosure.domain.owed import Rulebook
from civic_disclosure.domain.sweep_freshness import count_places, sweep_freshness
from civic_disclosure.enums import DisclosureMode, ItemKind
from civic_disclosure.models import ColumnPage, Duty, Freshness, PublishedItem, UnitCatalogue
from civic_office.domain.insert_rows import insert_rows
from civic_office.enums import UnitKind
from civic_office.models import Unit
from civic_office.workdays import civil_date

CADENCES = ("工作日每天维护", "每周", "两周", "每月", "季度", "每年", "每年7月30日前更新", "随时", "")
#: Five years of publications.
DAYS = 1_800
TARGET = 5.0


def measure(arguments: argparse.Namespace) -> int:
    """Fill, judge thrice (nothing known, nothing changed, a day later) and naively; 1 where the target is missed."""
    call_command("migrate", verbosity=0)
    now = timezone.now()
    fill(units=arguments.units, items=arguments.items, now=now)
    places = count_places()
    before = load()
    first = seconds(lambda: sweep_freshness(now=now))
    again = seconds(lambda: sweep_freshness(now=now))
    changed = 0

    def next_week() -> None:
        nonlocal changed
        changed = sweep_freshness(now=now + datetime.timedelta(days=7))

    later = seconds(next_week)
    naive = seconds(lambda: judge_naively(arguments.naive, now=now)) / arguments.naive * places
    arguments.results.write_text(
        f"""# Freshness of all columns

`./run bench freshness`, {datetime.date.today():%Y-%m-%d}; {machine()}; load before and after: {before}, {load()}.

{places} columns and catalogues, {arguments.items} public items, {Freshness.objects.count()} rows stored.

| | CPU seconds |
|---|---:|
| nothing known yet: every row is written | {first:.2f} |
| nothing has changed | {again:.2f} |
| a week later: {changed} rows are written | {later:.2f} |
| one by one: a query for each column's newest item, one for its duties, one write (from {arguments.naive} columns) | {naive:.2f} |

A sweep takes 1/{naive / max(first, again, later):.1f} of counting column by column. Target: {TARGET:.0f} s.
""",
        encoding="utf-8",
    )
    print(arguments.results.read_text(encoding="utf-8"))
    return int(max(first, again, later) > TARGET)


def seconds(act: Callable[[], object]) -> float:
    """Of this process alone, so that other work on the machine does not count; the database is a file in it."""
    start = time.process_time()
    act()
    return time.process_time() - start


def fill(*, units: int, items: int, now: datetime.datetime) -> None:
    """Units with the standard columns, a duty for each column, items spread over the years."""
    draw = random.Random(7)
    offices = [
        Unit(code=f"B{number:05}", kind=UnitKind.DEPARTMENT, official_name=f"第{number}局", short_name=f"{number}局")
        for number in range(units)
    ]
    insert_rows(Unit, offices)
    open_catalogues(offices, by=None, now=now)
    Page.objects.update(first_published_at=now - datetime.timedelta(days=DAYS))
    columns = list(ColumnPage.objects.values_list("pk", "path"))
    owners = dict(UnitCatalogue.objects.values_list("path", "unit_id"))
    rows = [(pk, owners[path[: -Page.steplen]]) for pk, path in columns]
    insert_rows(Duty, [Duty(column_id=pk, unit_id=unit, cadence_text=draw.choice(CADENCES)) for pk, unit in rows])
    insert_rows(PublishedItem, [item(number, *draw.choice(rows), draw, now=now) for number in range(1, items + 1)])


def item(number: int, column: int, unit: int, draw: random.Random, *, now: datetime.datetime) -> PublishedItem:
    at = now - datetime.timedelta(minutes=draw.randrange(DAYS * 1440))
    return PublishedItem(
        page_id=10_000_000 + number,
        index_number=f"B-{number}",
        unit_id=unit,
        column_id=column,
        kind=ItemKind.GENERAL,
        title=f"信息{number}",
        mode=DisclosureMode.PROACTIVE,
        year=civil_date(at).year,
        published_at=at,
        updated_at=at,
        digest="",
        row="{}",
        page="{}",
    )


def judge_naively(columns: int, *, now: datetime.datetime) -> None:
    """As one would write it first: for each column its newest item below, its duties, its row."""
    for column in ColumnPage.objects.order_by("pk")[:columns]:
        today = civil_date(now)
        rules = Rulebook.read(today=today, columns=[column.pk])
        (place,) = read_places([column.path], today=today)
        below = ColumnPage.objects.descendant_of(column, inclusive=True).values("pk")
        newest = PublishedItem.objects.public().filter(column_id__in=below).aggregate(at=Max("published_at"))["at"]
        found = rules.reckon(rules.owed_by(place), fed_on=newest and civil_date(newest))
        Freshness.objects.filter(pk=column.pk).update(
            state=found.state_on(today=today), due_on=found.due_on, last_fed_at=newest, trace=found.trace
        )
