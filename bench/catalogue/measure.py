"""What is asked, how it is timed, and the table it makes."""

import dataclasses
import io
import pathlib
import resource
import statistics
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.db import connection, reset_queries
from django.urls import set_urlconf

from bench.catalogue.city import COLUMNS, FIRST_DAY, UNITS, Filler, lay_out_city
from bench.machine import load, machine
from civic_disclosure.api.cursors import write_cursor
from civic_disclosure.domain.listing import Place
from civic_disclosure.models import PublishedItem, UnitCatalogue
from civic_office.models import Unit

YEAR = FIRST_DAY.year + 3
PAGE = 1000
PAGE_SIZE = 20
ROUNDS = 5
#: The most of v2's CPU that ours may take at 50,000 items.
BARS = {"first page": 100, "unit and year": 45, "page 1000": 220, "detail": 14}
BAR_SIZE = 50_000
FLATNESS = 0.20


@dataclasses.dataclass
class Figure:
    """One question to one API at one size; milliseconds."""

    size: int
    question: str
    api: str
    cpu: float
    p50: float
    p95: float
    queries: int
    memory: int


class Caller:
    """Asks the WSGI application as a server would, and reads the answer to its end."""

    def __init__(self) -> None:
        self.application = WSGIHandler()

    def __call__(self, address: str) -> bytes:
        path, _, query = address.partition("?")
        said: list[str] = []
        environ = {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_HOST": "localhost",
            "HTTP_ACCEPT": "application/json",
            "HTTP_ACCEPT_LANGUAGE": "zh-CN,zh;q=0.9,en;q=0.5",
            "HTTP_USER_AGENT": "bench",
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": io.StringIO(),
            "wsgi.multithread": False,
            "wsgi.multiprocess": True,
            "wsgi.run_once": False,
        }
        answer = self.application(environ, lambda status, headers: said.append(status))
        body = b"".join(answer)
        answer.close()
        if said != ["200 OK"]:
            raise AssertionError(f"{address}: {said} {body[:300]!r}")
        return body


def questions(size: int) -> dict[str, tuple[str, str]]:
    """For each question our address and v2's."""
    unit = Unit.objects.order_by("position")[7]
    catalogue = UnitCatalogue.objects.get(unit=unit)
    newest = PublishedItem.objects.public().newest_first()
    skipped = min((PAGE - 1) * PAGE_SIZE, size - PAGE_SIZE)
    item = newest[size // 2].pk
    v2 = "/api/v2/pages/?type=civic_disclosure.ItemPage&order=-first_published_at&limit=20"
    return {
        "first page": ("/api/v1/items/", v2),
        "unit and year": (
            f"/api/v1/items/?unit={unit.code}&year={YEAR}",
            f"{v2}&descendant_of={catalogue.pk}&year={YEAR}",
        ),
        "page 1000": (f"/api/v1/items/?cursor={cursor_before(newest, skipped)}", f"{v2}&offset={skipped}"),
        "detail": (f"/api/v1/items/{item}/", f"/api/v2/pages/{item}/"),
    }


def cursor_before(newest: Any, skipped: int) -> str:
    """The cursor that following `next` leads to after `skipped` items."""
    moment, pk = newest.values_list("published_at", "page_id")[skipped - 1]
    return write_cursor(Place(moment, pk))


def measure(ask: Callable[[str], bytes], address: str, *, count: int) -> tuple[float, float, float, int]:
    """CPU of one request, median and 95th percentile of its duration, and its queries.

    CPU is the median of the quietest of `ROUNDS` rounds: what else the machine does slows every core a little.
    """
    for _ in range(3):
        ask(address)
    connection.force_debug_cursor = True
    reset_queries()
    ask(address)
    queries = len(connection.queries)
    connection.force_debug_cursor = False
    rounds = [[time_once(ask, address) for _ in range(max(count // ROUNDS, 1))] for _ in range(ROUNDS)]
    wall = sorted(wall for one in rounds for _cpu, wall in one)
    cpu = min(statistics.median(cpu for cpu, _wall in one) for one in rounds)
    return cpu, wall[len(wall) // 2], wall[int(len(wall) * 0.95)], queries


def time_once(ask: Callable[[str], bytes], address: str) -> tuple[float, float]:
    before, began = time.process_time_ns(), time.perf_counter_ns()
    ask(address)
    return (time.process_time_ns() - before) / 1e6, (time.perf_counter_ns() - began) / 1e6


def run_all(*, sizes: list[int], requests: int, results: pathlib.Path) -> int:
    settings.ROOT_URLCONF = "bench.catalogue.urls"
    settings.ALLOWED_HOSTS = ["*"]
    settings.CIVIC_READS_PER_MINUTE = 10**9  # counted as in production, never refused
    set_urlconf(None)
    call_command("migrate", verbosity=0)
    if not Unit.objects.exists():
        lay_out_city()
    before = load()
    filler, ask, figures = Filler(), Caller(), []
    for size in sizes:
        began = time.perf_counter()
        filler.fill_to(size)
        print(f"{size} items written in {time.perf_counter() - began:.0f} s", flush=True)
        figures += measure_size(ask, size, requests)
    table = write_table(figures, sizes, requests, before)
    print(table)
    results.write_text(table)
    return 0 if "✗" not in table else 1


def measure_size(ask: Caller, size: int, requests: int) -> list[Figure]:
    figures = []
    for question, addresses in questions(size).items():
        for api, address in zip(("ours", "v2"), addresses, strict=True):
            count = requests if api == "ours" else max(requests // 20, ROUNDS)
            cpu, p50, p95, queries = measure(ask, address, count=count)
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
            figures.append(Figure(size, question, api, cpu, p50, p95, queries, memory))
            print(
                f"{size:>7} {question:<14} {api:<5} {cpu:8.2f} ms CPU  p50 {p50:8.2f}  p95 {p95:8.2f}  {queries} queries",
                flush=True,
            )
    return figures


def write_table(figures: list[Figure], sizes: list[int], requests: int, before: str) -> str:
    """The figures, and whether each bar is met, as Markdown."""
    return "\n".join([*_head(sizes, requests, before), *_rows(figures), "", *_verdicts(figures), ""])


def _head(sizes: list[int], requests: int, before: str) -> list[str]:
    command = f"python -m bench.catalogue.run --sizes {' '.join(map(str, sizes))} --requests {requests}"
    return [
        "# The public API beside Wagtail's API v2 over the same pages",
        "",
        f"`{command}` on {machine()}; load {before} at the start, {load()} at the end.",
        f"{UNITS} units with {COLUMNS} columns each.",
        "",
        "Milliseconds for one request through all of Django: WSGI handler, every middleware of the site, throttle, view.",
        f"CPU is the process's own time: the median of the quietest of {ROUNDS} rounds. Memory is the most it has held until then.",
        f"Page 1000 is reached by its cursor, and by v2 with an offset; with fewer than {PAGE * PAGE_SIZE} items it is the last page.",
        "",
        "| items | question | ours CPU | p50 | p95 | queries | v2 CPU | p50 | p95 | queries | v2 ÷ ours | memory |",
        "|--:|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]


def _rows(figures: list[Figure]) -> list[str]:
    rows = []
    for ours, v2 in zip(figures[::2], figures[1::2], strict=True):
        times = [f"{one.cpu:.2f} | {one.p50:.2f} | {one.p95:.2f} | {one.queries}" for one in (ours, v2)]
        rows.append(
            f"| {ours.size:,} | {ours.question} | {' | '.join(times)} | {v2.cpu / ours.cpu:.0f} | {v2.memory} MB |"
        )
    return rows


def _verdicts(figures: list[Figure]) -> list[str]:
    cpu = {(one.question, one.api, one.size): one.cpu for one in figures}
    sizes = sorted({one.size for one in figures})
    lines = []
    for question, bar in BARS.items():
        if BAR_SIZE in sizes:
            factor = cpu[question, "v2", BAR_SIZE] / cpu[question, "ours", BAR_SIZE]
            lines.append(
                f"- {_mark(factor >= bar)} {question} at {BAR_SIZE:,}: 1/{factor:.0f} of v2's CPU (bar 1/{bar})"
            )
        change = cpu[question, "ours", sizes[-1]] / cpu[question, "ours", sizes[0]] - 1
        lines.append(
            f"- {_mark(abs(change) <= FLATNESS)} {question} from {sizes[0]:,} to {sizes[-1]:,}: {change:+.0%} (bar ±20 %)"
        )
    return lines


def _mark(is_met: bool) -> str:
    return "✓" if is_met else "✗"
