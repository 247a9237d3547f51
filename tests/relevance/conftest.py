"""Both cities are measured once for all workers, by the command that people use."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tooling.places import ROOT, SOURCES

PATIENCE = 540


@pytest.fixture(scope="session")
def measured(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """City → engine → figures and outcomes. Who comes first measures; the other workers wait for it."""
    folder = tmp_path_factory.getbasetemp()
    folder = folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder
    results, log = folder / "relevance.json", folder / "relevance.log"
    try:
        (folder / "relevance.lock").touch(exist_ok=False)
    except FileExistsError:
        wait_for(results)
    else:
        measure(results, log)
    if not results.read_text(encoding="utf-8"):
        pytest.fail(log.read_text(encoding="utf-8"))
    return dict(json.loads(results.read_text(encoding="utf-8")))


def measure(results: Path, log: Path) -> None:
    """What was measured, or an empty file when that went wrong."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(map(str, SOURCES)), "PYTHONUTF8": "1"}
    unfinished = results.with_suffix(".unfinished")
    unfinished.touch()
    command = [sys.executable, "-m", "tests.relevance", "--json", str(unfinished)]
    with log.open("wb") as output:
        subprocess.run(command, cwd=ROOT, env=environment, stdout=output, stderr=output, timeout=PATIENCE, check=False)
    unfinished.replace(results)


def wait_for(results: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while not results.exists():
        if time.monotonic() > deadline:
            pytest.fail("The other worker does not get done with measuring relevance.")
        time.sleep(0.5)
