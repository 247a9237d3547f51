"""What is read, how it is timed, and the table it makes."""

import dataclasses
import http.client
import os
import pathlib
import statistics
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import cycle

from django.core.management import call_command
from django.db import connection

from bench.catalogue.city import Filler, lay_out_city
from bench.machine import load, machine
from civic_disclosure.models import PublishedItem
from tooling.frontend import build_site, install_packages
from tooling.manage import django_environment
from tooling.serve import beside_site, start_child, start_site, stop_children, wait_for_answer, web_command
from tooling.servers import free_port

#: Pages a second on two cores.
BARS = {"cached": 500, "uncached": 150}
CORES = 2
HOT = 50
TICKS = os.sysconf("SC_CLK_TCK")


@dataclasses.dataclass
class Figure:
    """Milliseconds a page; `pages` and `p95` are by the clock on the wall, the rest is what the processes used."""

    size: int
    kind: str
    pages: float
    p50: float
    p95: float
    site: float
    django: float

    @property
    def capacity(self) -> float:
        """Pages a second that two cores with nothing else to do serve."""
        return 1000 * CORES / (self.site + self.django)


@dataclasses.dataclass(frozen=True)
class Served:
    port: int
    site: int
    django: int


def run_all(*, sizes: Sequence[int], seconds: int, readers: int, results: pathlib.Path) -> int:
    install_packages()
    build_site()
    call_command("migrate", verbosity=0)
    lay_out_city()
    filler, figures = Filler(), []
    for size in sizes:
        filler.fill_to(size)
        pks = list(PublishedItem.objects.order_by("pk").values_list("pk", flat=True)[:size])
        connection.close()
        with city_on_the_web() as served:
            hot, cold = [path_of(pk) for pk in pks[:HOT]], [path_of(pk) for pk in pks[HOT:]]
            read_pages(served.port, iter(hot), seconds=seconds, readers=1)
            uncached = measure(served, "uncached", iter(cold), size=size, seconds=seconds, readers=readers)
            cached = measure(served, "cached", cycle(hot), size=size, seconds=seconds, readers=readers)
            figures += [cached, uncached]
        print(figures[-2:], flush=True)
    results.write_text(report(figures, seconds=seconds, readers=readers), encoding="utf-8")
    missed = [figure for figure in figures if figure.capacity < BARS[figure.kind]]
    return 1 if missed else 0


def path_of(pk: int) -> str:
    return f"/items/{pk}/"


@contextmanager
def city_on_the_web() -> Iterator[Served]:
    """Django and the site, without worker and clock: they would be counted."""
    port, site_port = free_port(), free_port()
    children = {"web": start_child(web_command("127.0.0.1", port), django_environment() | beside_site(site_port))}
    try:
        wait_for_answer(port, "/admin/login/", children)
        children["site"] = start_site("127.0.0.1", site_port, api_port=port)
        wait_for_answer(site_port, "/help/", children)
        yield Served(site_port, children["site"].pid, children["web"].pid)
    finally:
        stop_children(children)


def measure(served: Served, kind: str, paths: Iterator[str], *, size: int, seconds: int, readers: int) -> Figure:
    before = cpu_of(served.site), cpu_of(served.django)
    begun = time.perf_counter()
    waits = read_pages(served.port, paths, seconds=seconds, readers=readers)
    took = time.perf_counter() - begun
    site, web = cpu_of(served.site) - before[0], cpu_of(served.django) - before[1]
    count = len(waits)
    p95 = statistics.quantiles(waits, n=20)[-1]
    return Figure(size, kind, count / took, statistics.median(waits), p95, 1000 * site / count, 1000 * web / count)


def read_pages(port: int, paths: Iterator[str], *, seconds: int, readers: int) -> list[float]:
    """Milliseconds of every page that `readers` read in `seconds`, or until there are no more of them."""
    waits: list[float] = []
    lock, until = threading.Lock(), time.perf_counter() + seconds

    def read() -> None:
        server = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        while time.perf_counter() < until:
            with lock:
                path = next(paths, None)
            if path is None:
                return
            begun = time.perf_counter()
            server.request("GET", path)
            answer = server.getresponse()
            answer.read()
            waits.append(1000 * (time.perf_counter() - begun))
            if answer.status != http.client.OK:
                raise RuntimeError(f"{path} was answered {answer.status}.")

    threads = [threading.Thread(target=read) for _ in range(readers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return waits


def cpu_of(pid: int) -> float:
    """Seconds of processor that a process and its children have used so far."""
    used = 0.0
    for folder in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:  # it has ended meanwhile
            continue
        if int(folder.name) == pid or int(fields[1]) == pid:
            used += (int(fields[11]) + int(fields[12])) / TICKS
    return used


def report(figures: Sequence[Figure], *, seconds: int, readers: int) -> str:
    sizes = " ".join(str(size) for size in sorted({figure.size for figure in figures}))
    lines = [
        "# Item pages of the public site, with Django behind it",
        "",
        f"`python -m bench.site.run --sizes {sizes} --seconds {seconds} --readers {readers}`, on {machine()}.",
        f"Load of the machine at the end: {load()}; whoever reads runs on the same cores.",
        "",
        "Cached: fifty pages, read over and over. Uncached: each page read for the first time, asked of the API and",
        "rendered. CPU is what the processes themselves used for a page, so that other work on the machine does not count;",
        "two cores serve as many pages as that allows: the site runs a process on each. Wall is what the clock said meanwhile,",
        "with everything else that ran, the readers included.",
        "",
        "| items | pages | CPU site | CPU Django | two cores serve | wall | p50 wall | p95 wall |",
        "|--:|---|--:|--:|--:|--:|--:|--:|",
    ]
    lines += [
        f"| {one.size:,} | {one.kind} | {one.site:.2f} ms | {one.django:.2f} ms | {one.capacity:,.0f}/s "
        f"| {one.pages:,.0f}/s | {one.p50:.1f} ms | {one.p95:.1f} ms |"
        for one in figures
    ]
    lines += ["", *(judge(one) for one in figures), ""]
    return "\n".join(lines)


def judge(figure: Figure) -> str:
    bar = BARS[figure.kind]
    mark = "✓" if figure.capacity >= bar else "✗"
    return f"- {mark} {figure.size:,} items, {figure.kind}: {figure.capacity:,.0f} pages/s (bar {bar})"
