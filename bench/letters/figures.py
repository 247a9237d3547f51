"""A figure of a measurement, and the page that they make."""

import dataclasses
import statistics
import time
from collections.abc import Callable
from typing import Any

from django.db import connection, reset_queries


@dataclasses.dataclass
class Figure:
    """What was measured, what it came to, and the most (or, with `is_least`, the least) that it may be."""

    what: str
    value: float
    unit: str
    bar: float | None = None
    is_least: bool = False
    said: str = ""

    @property
    def mark(self) -> str:
        if self.bar is None:
            return ""
        is_met = self.value >= self.bar if self.is_least else self.value <= self.bar
        return f"{'✓' if is_met else '✗'} (bar {'≥' if self.is_least else '≤'}{self.bar:g})"

    def row(self) -> str:
        return f"| {self.what} | {self.value:,.1f} {self.unit} | {self.mark} | {self.said} |"


@dataclasses.dataclass
class Asked:
    """What asking one question many times took; milliseconds."""

    cpu: float
    p50: float
    p95: float
    queries: int

    def figure(self, what: str, *, bar: float | None = None) -> Figure:
        said = f"p50 {self.p50:.0f} ms, CPU {self.cpu:.0f} ms, {self.queries} queries"
        return Figure(f"{what}: p95", self.p95, "ms", bar, said=said)


def ask_often(act: Callable[[], Any], *, times: int) -> Asked:
    """Twice to warm up, once to count its queries, then `times` times."""
    act()
    connection.force_debug_cursor = True
    reset_queries()
    act()
    queries = len(connection.queries)
    connection.force_debug_cursor = False
    taken = sorted(time_once(act) for _ in range(times))
    walls = sorted(wall for wall, _cpu in taken)
    return Asked(
        cpu=statistics.median(cpu for _wall, cpu in taken),
        p50=walls[len(walls) // 2],
        p95=walls[min(int(len(walls) * 0.95), len(walls) - 1)],
        queries=queries,
    )


def time_once(act: Callable[[], Any]) -> tuple[float, float]:
    """Milliseconds by the clock, and of this process's own CPU."""
    began, before = time.perf_counter(), time.process_time()
    act()
    return (time.perf_counter() - began) * 1000, (time.process_time() - before) * 1000


def page_of(title: str, figures: list[Figure]) -> list[str]:
    head = ["", f"## {title}", "", "| | | | |", "|---|--:|---|---|"]
    return [*head, *(figure.row() for figure in figures)]
