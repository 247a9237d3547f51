"""Letters under load, on SQLite and on PostgreSQL: `python -m bench.letters.run`.

Four parts, each on an empty database in a process of its own: letters a second through the real site (`sending`), what a
hail of kill −9 leaves of them (`killing`), the desk's screens and the public's pages over many cases (`desk`), the sweep
and a new calendar over many open ones (`clocks`). PostgreSQL is that of DATABASE_URL, or a throwaway one.
"""

import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import psycopg

from bench.letters.figures import Figure, page_of
from tooling.places import ROOT, SOURCES
from tooling.servers import postgres_server

DATABASES, PARTS = ("sqlite", "postgresql"), ("sending", "killing", "desk", "clocks")
#: A site that is measured has no app of the tests, which would add a job of its own to each letter.
SETTINGS = {"sending": "bench.letters.settings"}


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--databases", nargs="+", choices=DATABASES, default=DATABASES)
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=PARTS)
    parser.add_argument("--letters", type=int, default=6000, help="sent to measure how many a second")
    parser.add_argument("--under-fire", type=int, default=5000, help="sent while processes are killed")
    parser.add_argument("--kills", type=int, default=30)
    parser.add_argument("--workers", type=int, default=8, help="of gunicorn")
    parser.add_argument("--clients", type=int, default=24, help="that send at once")
    parser.add_argument("--cases", type=int, default=200_000)
    parser.add_argument("--requests", type=int, default=40, help="of each screen")
    parser.add_argument("--results", type=pathlib.Path, help="write the page to this file, too")
    return parser.parse_args()


def sizes_of(part: str, arguments: argparse.Namespace) -> dict[str, int]:
    crowd = {"workers": arguments.workers, "clients": arguments.clients}
    return {
        "sending": {"letters": arguments.letters, **crowd},
        "killing": {"letters": arguments.under_fire, "kills": arguments.kills, **crowd},
        "desk": {"cases": arguments.cases, "requests": arguments.requests},
        "clocks": {"cases": arguments.cases},
    }[part]


@contextmanager
def empty_database(database: str, folder: str) -> Iterator[dict[str, str]]:
    """What leads a process to it."""
    if database == "sqlite":
        yield {}
        return
    with postgres_server() as url:
        if url is None:
            sys.exit("No PostgreSQL here: name one in DATABASE_URL, or leave it out with --databases sqlite.")
        name = f"bench_letters_{pathlib.Path(folder).name.lower()}"
        with psycopg.connect(url, autocommit=True) as server:
            server.execute(f'CREATE DATABASE "{name}"')
        try:
            yield {"DATABASE_URL": urlsplit(url)._replace(path=f"/{name}").geturl()}
        finally:
            with psycopg.connect(url, autocommit=True) as server:
                server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def run_part(part: str, database: str, sizes: dict[str, int]) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder, empty_database(database, folder) as place:
        environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        environment |= {
            "DJANGO_SETTINGS_MODULE": SETTINGS.get(part, "tests.load.settings"),
            "CIVIC_VAR": folder,
            "PYTHONPATH": os.pathsep.join(map(str, SOURCES)),
            "PYTHONWARNINGS": "ignore",
            **place,
        }
        command = [sys.executable, "-m", "bench.letters.part", part, json.dumps(sizes)]
        said = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True).stdout
    return dict(json.loads(said.splitlines()[-1]))


def main() -> int:
    arguments = read_arguments()
    lines = ["# Letters under load", "", f"`python -m bench.letters.run {' '.join(sys.argv[1:])}`".replace(" `", "`")]
    for database in arguments.databases:
        for part in arguments.parts:
            found = run_part(part, database, sizes_of(part, arguments))
            figures = [Figure(**figure) for figure in found["figures"]]
            some = [*page_of(f"{part} on {database}", figures), "", f"{found['machine']}; load {found['load']}."]
            print("\n".join(some), flush=True)
            lines += some
    page = "\n".join([*lines, ""])
    if arguments.results:
        arguments.results.write_text(page, encoding="utf-8")
    return 1 if "✗" in page else 0


if __name__ == "__main__":
    sys.exit(main())
