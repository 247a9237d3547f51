"""A small city with everything in it, loaded once for a day and a state of the sources; each worker serves a copy."""

import contextlib
import datetime
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.databases import migrated_file
from tooling.places import LOCK, PACKAGES, ROOT, SOURCES, VAR
from tooling.stamps import digest_of

CITY = "lianshui"
PATIENCE = 900
SETTINGS = {"DJANGO_SETTINGS_MODULE": "cms.settings.demo", "PYTHONPATH": os.pathsep.join(map(str, SOURCES))}


def city_environment(var: Path) -> dict[str, str]:
    """What a process of Django is told to work on the city in `var`."""
    return (
        {key: value for key, value in os.environ.items() if key != "DATABASE_URL"} | SETTINGS | {"CIVIC_VAR": str(var)}
    )


def copy_city(target: Path) -> None:
    shutil.copytree(loaded_city(), target, dirs_exist_ok=True)


def loaded_city() -> Path:
    """The folder with the city. Whichever worker comes first loads it, the others wait."""
    sources = [path for package in PACKAGES for path in package.rglob("*") if path.suffix in {".py", ".toml", ".csv"}]
    digest = digest_of([LOCK, *sources], datetime.datetime.now(datetime.UTC).date().isoformat())[:16]
    folder = VAR / "test" / f"city-{digest}"
    folder.parent.mkdir(parents=True, exist_ok=True)
    with only_one(folder.with_suffix(".lock")):
        if not folder.exists():
            for old in folder.parent.glob("city-*"):
                if old.is_dir():
                    shutil.rmtree(old)
            load(folder)
    return folder


def load(folder: Path) -> None:
    making = folder.with_suffix(".unfinished")
    shutil.rmtree(making, ignore_errors=True)
    making.mkdir()
    shutil.copyfile(migrated_file(), making / "civic.sqlite3")
    for command in (
        ("load_demo", CITY, "--units", "4", "--scale", "0.3", "--without-letters"),
        ("rebuild_search_index", "--engine", "fts5"),
    ):
        subprocess.run(
            [sys.executable, "-W", "ignore", "-m", "django", *command],
            cwd=ROOT,
            env=city_environment(making),
            stdout=subprocess.DEVNULL,
            check=True,
        )
    making.rename(folder)


@contextlib.contextmanager
def only_one(lock: Path) -> Iterator[None]:
    """Keep other processes out meanwhile. SQLite locks a file on every system, and the system unlocks it for who is killed."""
    with contextlib.closing(sqlite3.connect(lock, timeout=PATIENCE, isolation_level=None)) as file:
        file.execute("BEGIN EXCLUSIVE")
        yield
