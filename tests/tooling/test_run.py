"""`./run` as someone calls it: help, a wrong word, a served city that stops with all its children."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.databases import migrated_file
from tooling.places import ROOT
from tooling.prepare import tables_digest
from tooling.servers import free_port
from tooling.stamps import set_stamp

RUN = [sys.executable, str(ROOT / "run")]


def call(*args: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run([*RUN, *args], env={**os.environ, **environment}, capture_output=True, text=True, check=False)


def test_help_lists_every_command() -> None:
    names = [line.split()[0] for line in call("help").stdout.splitlines()[1:]]

    assert names == [
        "serve", "test", "demo", "reset", "lint", "openapi", "reference", "bench", "screens", "manage",
    ]  # fmt: skip


def test_unknown_command_is_a_sentence_and_fails() -> None:
    done = call("sevre")

    assert (done.returncode, done.stdout) == (1, "")
    assert (
        done.stderr == "\n没有「sevre」这个命令，可用的见 ./run help。\nThere is no command “sevre”; see ./run help.\n"
    )


def test_reset_asks_before_it_deletes(tmp_path: Path) -> None:
    (tmp_path / "civic.sqlite3").write_text("x")

    answers = [call("reset", CIVIC_VAR=str(tmp_path)).returncode, tmp_path.exists()]
    answers += [call("reset", "--yes", CIVIC_VAR=str(tmp_path)).returncode, tmp_path.exists()]

    assert answers == [1, True, 0, False]


def test_port_that_is_no_number_is_refused() -> None:
    assert call("serve", "--port", "many").returncode == 2


@pytest.fixture
def city(tmp_path: Path) -> Path:
    """As after a first start, without anything in it: the load of the demo is shown elsewhere."""
    shutil.copyfile(migrated_file(), tmp_path / "civic.sqlite3")
    set_stamp(tmp_path / "stamps" / "sqlite" / "tables", tables_digest())
    set_stamp(tmp_path / "stamps" / "sqlite" / "city", "none")
    return tmp_path


@contextmanager
def served(city: Path, *options: str) -> Iterator[tuple["subprocess.Popen[str]", int]]:
    """`./run` and its port; it is stopped at the end, and has stopped all its children when the block is left."""
    port = free_port()
    environment = {
        key: value
        for key, value in os.environ.items()
        if key not in {"DJANGO_SETTINGS_MODULE", "DATABASE_URL", "ELASTICSEARCH_URL"}
    }
    server = subprocess.Popen(
        [*RUN, "--port", str(port), *(options or ["--without-site"])],
        env={**environment, "CIVIC_VAR": str(city)},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield server, port
        children = children_of(server.pid)
    finally:
        server.send_signal(signal.SIGTERM)
        server.communicate(timeout=60)
    assert server.returncode == 130
    assert children != []
    # Whoever inherits a stopped grandchild takes a moment to bury it.
    wait_until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in children), seconds=30)


def test_served_city_answers_and_stops_with_all_its_children(city: Path) -> None:
    with served(city) as (_server, port):
        wait_until(lambda: b"zh-hans" in read(port, "/admin/login/"), seconds=120)

        assert json.loads(read(port, "/api/v1/search/?q=a"))["degraded"] == ""
        assert json.loads(read(port, f"/api/v1/search/?q={quote('预' * 5000)}"))["results"] == []


def test_second_start_does_not_build_the_index_again(city: Path) -> None:
    for _ in range(2):
        with served(city) as (_server, port):
            wait_until(lambda port=port: read(port, "/admin/login/"), seconds=120)
            indexes = list((city / "search").glob("index-*.sqlite3"))

    assert list((city / "search").glob("index-*.sqlite3")) == indexes


@pytest.mark.slow
def test_public_site_is_served_beside_the_city_and_its_address_comes_first(city: Path) -> None:
    if shutil.which("npm") is None:
        pytest.skip("There is no npm.")
    site = free_port()
    with served(city, "--site-port", str(site)) as (server, port):
        wait_until(lambda: b"ICP" in read(site, "/help/"), seconds=400)
        assert server.stdout is not None
        lines = iter(server.stdout.readline, "")
        addresses = [next(line for line in lines if "http://" in line), next(lines)]

        assert f"http://127.0.0.1:{site}/" in addresses[0]
        assert f"http://127.0.0.1:{port}/admin/" in addresses[1]


@pytest.mark.slow
def test_city_with_elasticsearch_is_answered_by_it_and_leaves_nothing_of_it(
    city: Path, startable_elasticsearch: None
) -> None:
    with served(city, "--without-site", "--with-elasticsearch") as (server, port):
        wait_until(lambda: read(port, "/admin/login/"), seconds=240)
        homes = [re.search(rb"-Des\.path\.home=([^\0]+)", command_of(pid)) for pid in children_of(server.pid)]
        (folder,) = {Path(os.fsdecode(home[1])).parent for home in homes if home}
        assert folder.exists()
        # Until its index is built the reserve answers, and says so.
        wait_until(lambda: json.loads(read(port, "/api/v1/search/?q=a"))["degraded"] == "", seconds=120)

    assert not folder.exists()


def read(port: int, path: str) -> bytes:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=20) as answer:
            return bytes(answer.read())
    except OSError:
        return b""


def command_of(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def wait_until(is_so, *, seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.3)


def children_of(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [child for first in map(int, listed) for child in (first, *children_of(first))]
