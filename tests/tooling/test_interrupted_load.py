"""The first `./run` is killed while it loads the demo city: the next start does it anew, by itself."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.databases import migrated_file
from tooling.places import ROOT
from tooling.prepare import tables_digest
from tooling.stamps import set_stamp

#: As small a city as there is.
PREPARE = "from tooling.prepare import prepare; prepare({city}options=['--units', '1', '--scale', '0.1'])"


@pytest.fixture
def var(tmp_path: Path) -> Path:
    """The state of a machine after the tables were made."""
    shutil.copyfile(migrated_file(), tmp_path / "civic.sqlite3")
    set_stamp(tmp_path / "stamps" / "sqlite" / "tables", tables_digest())
    return tmp_path


def start(var: Path, log: str, *, city: str = "") -> "subprocess.Popen[bytes]":
    """In a session of its own, so that it can be killed with its children; what they say goes to a file that outlives it."""
    environment = {
        key: value for key, value in os.environ.items() if key not in {"DJANGO_SETTINGS_MODULE", "DATABASE_URL"}
    }
    with (var / log).open("wb") as said:
        return subprocess.Popen(
            [sys.executable, "-u", "-c", PREPARE.format(city=f"city='{city}', " if city else "")],
            env={**environment, "CIVIC_VAR": str(var), "PYTHONUNBUFFERED": "1"},
            cwd=ROOT,
            stdout=said,
            start_new_session=True,
        )


def said_in(var: Path, log: str) -> str:
    return (var / log).read_text(encoding="utf-8")


def wait_for(var: Path, log: str, words: str) -> None:
    deadline = time.monotonic() + 300
    while words not in said_in(var, log):
        assert time.monotonic() < deadline, said_in(var, log)
        time.sleep(0.05)


def count(var: Path, table: str) -> int:
    with closing(sqlite3.connect(var / "civic.sqlite3")) as database:
        return int(database.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def test_killed_load_leaves_nothing_and_is_done_anew(var: Path) -> None:
    first = start(var, "first", city="lianshui")
    wait_for(var, "first", "账号")
    os.killpg(first.pid, signal.SIGKILL)
    first.wait()
    left = count(var, "civic_office_unit")

    code = start(var, "second").wait(timeout=300)

    assert (left, code) == (0, 0)
    assert "现在重新载入" in said_in(var, "second")
    assert (var / "stamps" / "sqlite" / "city").read_text() == "lianshui"
    assert not (var / "stamps" / "sqlite" / "loading").exists()
    assert count(var, "civic_disclosure_publisheditem") > 0


def test_load_that_outlives_whoever_began_it_is_waited_for(var: Path) -> None:
    first = start(var, "first", city="lianshui")
    wait_for(var, "first", "正在新建")
    first.kill()
    first.wait()

    code = start(var, "second").wait(timeout=300)

    assert code == 0
    assert "演示城市还在载入" in said_in(var, "second")
    assert "现在重新载入" not in said_in(var, "second")
    assert (var / "stamps" / "sqlite" / "city").read_text() == "lianshui"
    assert count(var, "civic_disclosure_publisheditem") > 0
