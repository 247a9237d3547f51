"""A PostgreSQL for the tests: the one of `DATABASE_URL`, or a throwaway one from this machine's own binaries."""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from tooling.tell import Trouble

SECONDS_TO_START = 30
#: Nothing in a throwaway cluster needs to survive a power cut.
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=100", "shared_buffers=256MB")


@contextmanager
def postgres_server() -> Iterator[str | None]:
    """The URL of a PostgreSQL server whose user may create databases; None when there is none to be had."""
    given = os.environ.get("DATABASE_URL", "")
    if given.startswith("postgres"):
        yield given
    elif (binaries := find_binaries()) is not None:
        with throwaway_cluster(binaries) as url:
            yield url
    else:
        yield None


def find_binaries() -> Path | None:
    """The folder of the newest `initdb` and `postgres`: Debian keeps them off the path."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    on_path = shutil.which("initdb")
    found = debian[-1] if debian else Path(on_path).resolve() if on_path else None
    return found.parent if found else None


@contextmanager
def throwaway_cluster(binaries: Path) -> Iterator[str]:
    """A cluster in a temporary folder: a checkout may stand where the user `postgres` cannot go."""
    folder = Path(tempfile.mkdtemp(prefix="civic-postgres-"))
    try:
        user = owner_of(folder)
        initialise(binaries, folder / "data", user)
        port = free_port()
        options = [part for option in FAST for part in ("-c", option)]
        where = ["-D", str(folder / "data"), "-k", str(folder), "-h", "127.0.0.1", "-p", str(port)]
        with (folder / "log").open("w") as log:
            server = subprocess.Popen([binaries / "postgres", *where, *options], stdout=log, stderr=log, user=user)
            try:
                url = f"postgres://postgres@127.0.0.1:{port}/postgres"
                wait_for(url, server, folder / "log")
                yield url
            finally:
                server.terminate()
                server.wait()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def owner_of(folder: Path) -> str | None:
    """Who runs the server: ourselves, but PostgreSQL refuses to run as root, so then its own user."""
    if os.name == "nt" or os.geteuid() != 0:
        return None
    shutil.chown(folder, "postgres")
    return "postgres"


def initialise(binaries: Path, data: Path, user: str | None) -> None:
    command = [
        str(binaries / "initdb"),
        "-D",
        str(data),
        "-U",
        "postgres",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--locale=C",
        "--no-sync",
    ]
    made = subprocess.run(command, capture_output=True, text=True, check=False, user=user, cwd=data.parent)
    if made.returncode:
        raise Trouble(
            f"无法初始化测试用的 PostgreSQL：\n{made.stderr}", "Could not initialise PostgreSQL for the tests."
        )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(url: str, server: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while server.poll() is None and time.monotonic() < deadline:
        try:
            psycopg.connect(url, connect_timeout=2).close()
        except psycopg.OperationalError:
            time.sleep(0.1)
        else:
            return
    raise Trouble(f"测试用的 PostgreSQL 没有启动：\n{log.read_text()}", "PostgreSQL for the tests did not start.")
