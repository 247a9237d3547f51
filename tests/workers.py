"""Fixtures that start real workers and clocks, in processes of their own, on a database that survives them."""

import os
import sqlite3
import subprocess
import sys
import time

import pytest
from django.db import connection, connections

from tooling.places import ROOT, SOURCES

PATIENCE = 150


@pytest.fixture
def worker_settings():
    """The settings module of the processes."""
    return "tests.office.job_settings"


@pytest.fixture
def shared_database(tmp_path, worker_settings):
    """The test database, where other processes reach it; yields the environment that leads there.

    On PostgreSQL it is there already. SQLite's lives in memory: this process works on a file with a copy meanwhile.
    """
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": worker_settings,
        "PYTHONPATH": os.pathsep.join(map(str, SOURCES)),
        "CIVIC_VAR": str(tmp_path),
    }
    if connection.vendor != "sqlite":
        settings = connection.settings_dict
        place = f"{settings['HOST'] or ''}:{settings['PORT']}" if settings["PORT"] else settings["HOST"] or ""
        login = f"{settings['USER']}:{settings['PASSWORD']}@" if settings["USER"] else ""
        yield environment | {"DATABASE_URL": f"postgres://{login}{place}/{settings['NAME']}"}
        return
    environment.pop("DATABASE_URL", None)
    path = tmp_path / "civic.sqlite3"
    copy = sqlite3.connect(path)
    connection.ensure_connection()
    connection.connection.backup(copy)
    copy.execute("PRAGMA journal_mode=WAL")
    copy.close()
    in_memory = connections["default"]
    on_file = in_memory.copy()
    on_file.settings_dict = in_memory.settings_dict | {"NAME": str(path)}
    connections["default"] = on_file
    yield environment
    on_file.close()
    connections["default"] = in_memory


@pytest.fixture
def start(shared_database):
    """Start `manage.py <arguments>`; whatever still runs at the end is killed."""
    processes = []

    def start_process(*arguments):
        process = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-m", "django", *arguments],
            cwd=ROOT,
            env=shared_database,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        processes.append(process)
        return process

    yield start_process
    for process in processes:
        process.kill()
        process.communicate()


def wait_until(condition, *, what):
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if condition():
            return
        time.sleep(0.1)
    pytest.fail(f"waited {PATIENCE} s in vain until {what}")
