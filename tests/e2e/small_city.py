"""A small city with everything in it, loaded once for a day and a state of the sources; each worker serves a copy."""

import contextlib
import datetime
import os
import shutil
import subprocess
import sys
import time
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
        ("load_demo", CITY, "--units", "4", "--scale", "0.3"),
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
    """Keep other processes out meanwhile. A lock that is older than the patience was left by one that was killed."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            os.close(os.open(lock, os.O_CREAT | os.O_EXCL))
            break
        except FileExistsError:
            with contextlib.suppress(FileNotFoundError):
                if time.time() - lock.stat().st_mtime > PATIENCE:
                    lock.unlink()
            assert time.monotonic() < deadline, f"{lock} is never given back."
            time.sleep(0.5)
    try:
        yield
    finally:
        lock.unlink()
