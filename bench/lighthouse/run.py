"""Ask Lighthouse about every kind of page of the public site, on a slow phone: `./run bench lighthouse`.

It serves the demo city of this checkout, compressed as the server before a city's site does. Reports are kept in `var/reports/lighthouse/`, the figures in RESULTS.md. Lighthouse
reckons what a phone four times slower on a mobile network would see; on a machine that does other work at the same time
its figures are noise, so each page is asked about several times and the median counts.
"""

import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bench.lighthouse.front import compressing_front
from bench.machine import load
from tooling.browser import find_chromium
from tooling.frontend import FRONTEND, node, prepare_site
from tooling.manage import ask_django
from tooling.photograph import FACTS
from tooling.places import VAR
from tooling.prepare import prepare
from tooling.serve import city_served
from tooling.servers import free_port
from tooling.site_screens import PAGES, address_in
from tooling.tell import Trouble

HERE = pathlib.Path(__file__).parent
REPORTS = VAR / "reports" / "lighthouse"
LIGHTHOUSE = FRONTEND / "node_modules" / "lighthouse" / "cli" / "index.js"
FLAGS = "--headless=new --no-sandbox --disable-dev-shm-usage"
#: Score in points, LCP and TBT in milliseconds.
LEAST_SCORE, MOST_LCP, MOST_CLS, MOST_TBT = 98, 1200, 0.02, 30
#: Where the browser lost its trace, which Lighthouse says itself, it is asked again.
ATTEMPTS = 3
#: Pages that are no template of their own, or answer 404 on purpose.
LEFT_OUT = {"site-missing", "site-nothing"}


@dataclass(frozen=True)
class Figures:
    """Of one page, once or in the median."""

    score: float
    lcp: float
    cls: float
    tbt: float
    accessibility: float

    @property
    def is_good(self) -> bool:
        return self.score >= LEAST_SCORE and self.lcp <= MOST_LCP and self.cls <= MOST_CLS and self.tbt <= MOST_TBT


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=3, help="that each page is asked about")
    parser.add_argument("--pages", nargs="*", default=[], help="names, as in tooling/site_screens.py")
    parser.add_argument("--results", type=pathlib.Path, default=HERE / "RESULTS.md")
    arguments = parser.parse_args()
    prepare()
    if find_chromium() is None or not prepare_site():
        raise Trouble("需要 Chromium 和 npm。", "Chromium and npm are needed.")
    facts = json.loads(ask_django("shell", "--no-imports", "--command", FACTS).splitlines()[-1])
    pages = {
        name: address
        for name, path in PAGES.items()
        if name not in LEFT_OUT
        and (not arguments.pages or name in arguments.pages)
        and (address := address_in(facts["public"], path)) is not None
    }
    REPORTS.mkdir(parents=True, exist_ok=True)
    site_port = free_port()
    with city_served("127.0.0.1", free_port(), site_port=site_port), compressing_front(site_port) as address:
        found: dict[str, Figures] = {}
        for name, path in pages.items():
            found[name] = median_of([ask(address + path, f"{name}-{time}") for time in range(arguments.times)])
            # Who breaks it off keeps what was measured.
            arguments.results.write_text(report(found, times=arguments.times), encoding="utf-8")
    return 0 if all(figures.is_good for figures in found.values()) else 1


def ask(address: str, name: str) -> Figures:
    """Lighthouse's own answer about one page; its report is kept."""
    kept = REPORTS / f"{name}.json"
    command = [
        *(node(), str(LIGHTHOUSE), address),
        *(
            "--quiet",
            "--form-factor=mobile",
            "--only-categories=performance,accessibility",
            "--disable-full-page-screenshot",
        ),
        *("--output=json", f"--output-path={kept}", f"--chrome-flags={FLAGS}"),
    ]
    environment = {**os.environ, "CHROME_PATH": str(find_chromium())}
    for _attempt in range(ATTEMPTS):
        if subprocess.run(command, env=environment, check=False, timeout=240).returncode == 0:
            return read_report(json.loads(kept.read_text(encoding="utf-8")))
    raise Trouble(f"Lighthouse 没有查完 {address}。", f"Lighthouse did not come to an end with {address}.")


def read_report(said: Mapping[str, Any]) -> Figures:
    audits, categories = said["audits"], said["categories"]
    return Figures(
        score=round(100 * categories["performance"]["score"]),
        lcp=audits["largest-contentful-paint"]["numericValue"],
        cls=audits["cumulative-layout-shift"]["numericValue"],
        tbt=audits["total-blocking-time"]["numericValue"],
        accessibility=round(100 * categories["accessibility"]["score"]),
    )


def median_of(runs: list[Figures]) -> Figures:
    names = ("score", "lcp", "cls", "tbt", "accessibility")
    return Figures(**{name: statistics.median(getattr(run, name) for run in runs) for name in names})


def report(found: Mapping[str, Figures], *, times: int) -> str:
    lines = [
        "# Lighthouse on the public site, as a phone",
        "",
        f"`./run bench lighthouse -- --times {times}`: the median of {times}. Load of the machine at the end: {load()}.",
        f"Wanted: performance {LEAST_SCORE} and more, LCP {MOST_LCP} ms, CLS {MOST_CLS}, TBT {MOST_TBT} ms at most.",
        "",
        "| page | performance | LCP | CLS | TBT | accessibility | |",
        "|---|--:|--:|--:|--:|--:|---|",
    ]
    lines += [
        f"| {name} | {one.score:.0f} | {one.lcp:,.0f} ms | {one.cls:.3f} | {one.tbt:,.0f} ms "
        f"| {one.accessibility:.0f} | {'✓' if one.is_good else '✗'} |"
        for name, one in found.items()
    ]
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    sys.exit(main())
