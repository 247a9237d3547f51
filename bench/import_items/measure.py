"""What is written, how it is timed, and the table it makes."""

import csv
import io
import resource
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from typing import Any

from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from bench.machine import load, machine
from civic_disclosure.domain.add_pages import add_pages
from civic_disclosure.domain.draft_items import body_of
from civic_disclosure.domain.import_items import import_items
from civic_disclosure.domain.prepare_import import prepare_import
from civic_disclosure.enums import BatchState
from civic_disclosure.models import ColumnPage, ImportBatch, ItemPage, PublishedItem
from civic_office.enums import Role
from tests import factories

BODY = "\n".join(["为进一步规范资金管理，现将有关情况公布如下。" * 3] * 6)
COLUMNS = 22
ROUNDS = 4
#: How many times as fast as `add_child` pages are added in bulk, at least; and items a second of CPU an import makes.
PAGES_BAR, ITEMS_BAR = 20, 800


@dataclass
class Path:
    """One way of writing items, and what its rounds took."""

    name: str
    items: int  # in one round
    rounds: list[tuple[float, float, int]] = field(default_factory=list)  # CPU seconds, seconds by the clock, queries

    def measure(self, work: Callable[[], object]) -> None:
        """Run one round. Queries are counted, not kept: Django's log of them would take longer than what it logs."""
        queries = 0

        def note(execute: Any, *arguments: Any) -> Any:
            nonlocal queries
            queries += 1
            return execute(*arguments)

        with connection.execute_wrapper(note):
            began, start = time.perf_counter(), time.process_time()
            work()
            self.rounds.append((time.process_time() - start, time.perf_counter() - began, queries))

    @property
    def cpu(self) -> float:
        """CPU seconds of an item in the quietest round: whatever else the machine does slows every core a little."""
        return min(cpu for cpu, _clock, _queries in self.rounds) / self.items

    def row(self) -> str:
        """A row of the table, and of what is said while measuring."""
        cpu, clock, queries = (sum(part) / len(self.rounds) for part in zip(*self.rounds, strict=True))
        rates = [1 / self.cpu, self.items / cpu, self.items / clock]
        return (
            f"| {self.name} | {self.items * len(self.rounds):,} | {self.cpu * 1000:.2f} |"
            f" {' | '.join(f'{rate:,.0f}' for rate in rates)} | {queries / self.items:.2f} |"
        )


class Writer:
    """Writes items into the columns of one unit, in every way that is compared."""

    def __init__(self) -> None:
        self.unit = factories.make_unit("市财政局")
        catalogue = factories.make_catalogue(self.unit)
        self.columns: list[ColumnPage] = [factories.make_column(catalogue, f"栏目{n}") for n in range(COLUMNS)]
        self.officer = factories.make_post(unit=self.unit, role=Role.INFORMATION_OFFICER).user
        self.numbers = count(1)

    def item(self, number: int) -> ItemPage:
        return ItemPage(title=f"第{number}号信息", slug=f"n{number}", live=False, body=body_of(BODY))

    def column(self, number: int) -> ColumnPage:
        return self.columns[number % COLUMNS]

    def add_singly(self, items: int) -> None:
        for number in (next(self.numbers) for _ in range(items)):
            self.column(number).add_child(instance=self.item(number))

    def add_in_bulk(self, items: int) -> None:
        for start in range(0, items, 500):
            numbers = [next(self.numbers) for _ in range(min(500, items - start))]
            pages = [(self.column(number), self.item(number)) for number in numbers]
            add_pages(pages, now=timezone.now(), live=False, index=False)

    def publish_singly(self, items: int) -> None:
        for number in (next(self.numbers) for _ in range(items)):
            factories.publish(factories.make_item(self.column(number), f"第{number}号信息", body=body_of(BODY)))

    def approved_batch(self, items: int) -> ImportBatch:
        out = io.StringIO()
        writer = csv.writer(out)
        writer.writerow(["标题", "栏目", "正文", "发布时间", "成文日期", "关键词"])
        for number in (next(self.numbers) for _ in range(items)):
            facts = [BODY, "2024-05-06 10:20", "2024-05-01", "预算 决算"]
            writer.writerow([f"第{number}号信息", self.column(number).title, *facts])
        table = ContentFile(out.getvalue().encode(), name="bench.csv")
        batch = ImportBatch(unit=self.unit, title="bench", table=table, made_by=self.officer, made_at=timezone.now())
        batch.save()
        prepare_import(batch, by=self.officer, now=timezone.now())
        batch.state = BatchState.APPROVED
        batch.save()
        return batch


def run_all(*, rows: int, singly: int) -> str:
    """Measure by turns, `ROUNDS` times; return the table as Markdown."""
    call_command("migrate", verbosity=0)
    before, writer = load(), Writer()
    one, many = max(singly // ROUNDS, 1), max(rows // ROUNDS, 1)
    child, pages = Path("`add_child`", one), Path("`add_pages`", many)
    for _ in range(ROUNDS):
        child.measure(lambda: writer.add_singly(one))
        pages.measure(lambda: writer.add_in_bulk(many))
    published, imported = Path("publish one by one", one), Path("`import_items`", many)
    for _ in range(ROUNDS):
        published.measure(lambda: writer.publish_singly(one))
        imported.measure(partial(import_items, writer.approved_batch(many), now=timezone.now()))
    if PublishedItem.objects.public().count() != ROUNDS * (one + many):
        raise AssertionError("not every item became public")
    command = f"python -m bench.import_items.run --rows {rows} --singly {singly}"
    return "\n".join(
        [
            "# Items in bulk beside items one by one",
            "",
            f"`{command}` on {machine()}; load {before} at the start, {load()} at the end.",
            "",
            f"CPU is the process's own time: of an item in the quietest of {ROUNDS} rounds, and over all of them.",
            "",
            "| | items | CPU ms an item | items/s of CPU, quietest round | items/s of CPU | items/s by the clock | queries an item |",
            "|---|--:|--:|--:|--:|--:|--:|",
            *(path.row() for path in (child, pages, published, imported)),
            "",
            verdict("pages in bulk", child.cpu / pages.cpu, PAGES_BAR, "times as fast as one by one"),
            verdict("items in bulk", 1 / imported.cpu, ITEMS_BAR, "a second of CPU"),
            f"- items in bulk: {published.cpu / imported.cpu:.0f} times as fast as one by one",
            f"- peak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB",
            "",
        ]
    )


def verdict(what: str, found: float, bar: float, unit: str) -> str:
    return f"- {'✓' if found >= bar else '✗'} {what}: {found:,.1f} {unit} (bar {bar})"
