"""`./run test`: every test on SQLite, then on PostgreSQL where there is one. The last line counts both together.

Beside both stands an Elasticsearch, where there can be one; the public site is built first.
"""

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from tooling.compile_messages import compile_messages
from tooling.elasticsearch import ELASTICSEARCH_URL, SOON_OVER, elasticsearch_server
from tooling.frontend import prepare_site
from tooling.places import ROOT, VAR
from tooling.servers import postgres_server
from tooling.tell import Trouble, say

REPORTS = VAR / "test"
NOTHING_COLLECTED = 5


@dataclass(frozen=True)
class Outcome:
    passed: int
    failed: int
    code: int

    def __add__(self, other: "Outcome") -> "Outcome":
        return Outcome(self.passed + other.passed, self.failed + other.failed, self.code or other.code)


def main(args: Sequence[str]) -> int:
    compile_messages()
    if not prepare_site():
        do_without("npm")
    REPORTS.mkdir(parents=True, exist_ok=True)
    with elasticsearch_server(SOON_OVER) as elasticsearch:
        if elasticsearch is None:
            do_without("Elasticsearch")
        else:
            os.environ[ELASTICSEARCH_URL] = elasticsearch
        outcome = run_passes(args)
    print(f"{outcome.passed} passed, {outcome.failed} failed")
    return 1 if outcome.failed else outcome.code


def run_passes(args: Sequence[str]) -> Outcome:
    outcome = run_pass("sqlite", args, url=None)
    with postgres_server() as url:
        if url is None:
            do_without("PostgreSQL")
            return outcome
        return outcome + run_pass("postgresql", args, url=url)


def do_without(server: str) -> None:
    """On one's own machine that is allowed."""
    if is_ci():
        raise Trouble(f"CI 上必须有 {server}。", f"On CI there must be {server}.")
    say(f"本机没有 {server}，需要它的测试不做。", f"No {server} here: what needs it is not tested.")


def is_ci() -> bool:
    return os.environ.get("CI", "").lower() in {"1", "true", "yes"}


def run_pass(database: str, args: Sequence[str], *, url: str | None) -> Outcome:
    """One run of pytest. The second one leaves out what no database can change: see tests/conftest.py."""
    report = REPORTS / f"{database}.xml"
    report.unlink(missing_ok=True)
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment |= {"DJANGO_SETTINGS_MODULE": "cms.settings.test", "CIVIC_VAR": str(VAR), "PYTHONUTF8": "1"}
    if url is not None:
        environment["DATABASE_URL"] = url
    say(f"在 {database} 上测试。", f"Testing on {database}.")
    workers = ["-n", str(max(2, os.cpu_count() or 2)), "--dist", "worksteal"]
    code = subprocess.call(
        [sys.executable, "-m", "pytest", *workers, "-q", f"--junitxml={report}", *args], cwd=ROOT, env=environment
    )
    return Outcome(*count(report), 0 if code == NOTHING_COLLECTED and url is not None else code)


def count(report: Path) -> tuple[int, int]:
    """How many passed and failed, by pytest's own report; an error while a test is set up or cleared away is a failure."""
    if not report.exists():
        return 0, 1
    suite = ElementTree.parse(report).getroot()[0]  # noqa: S314 (our own file, just written)
    tests, skipped = int(suite.get("tests", 0)), int(suite.get("skipped", 0))
    failed = int(suite.get("failures", 0)) + int(suite.get("errors", 0))
    return tests - skipped - failed, failed
