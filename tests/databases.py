"""Test databases: migrated once for a state of the migrations, then copied for each worker, two seconds instead of twenty."""

import ast
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from django.apps import apps
from django.conf import settings
from django.core.cache import cache
from django.db import connections
from psycopg import sql

from tooling.places import LOCK, PACKAGES, ROOT, SOURCES
from tooling.stamps import digest_of

DATA = {".json", ".csv", ".toml"}


def copy_migrated_file(*, worker: str) -> None:
    """SQLite: put a copy of the migrated file where this worker's tests will look for theirs."""
    template = migrated_file()
    copy = template.parent / f"{worker}.sqlite3"
    for leftover in template.parent.glob(f"{worker}.sqlite3*"):
        leftover.unlink()
    shutil.copyfile(template, copy)
    set_for_tests("NAME", str(copy))


def copy_migrated_database() -> None:
    """PostgreSQL: let Django create this worker's database from the migrated one, made by the worker that comes first."""
    name = f"civic_migrated_{digest_of([LOCK, *grounds()])[:16]}"
    url = os.environ["DATABASE_URL"]
    with psycopg.connect(url, autocommit=True) as server:
        server.execute("SELECT pg_advisory_lock(hashtext('civic_migrated'))")
        existing = {row[0] for row in server.execute("SELECT datname FROM pg_database")}
        if name not in existing:
            for old in existing:
                if old.startswith("civic_migrated_"):
                    server.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(old)))
            making = "civic_migrated_unfinished"
            server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(making)))
            migrate({"DATABASE_URL": urlsplit(url)._replace(path=f"/{making}").geturl()})
            server.execute(
                sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(making), sql.Identifier(name))
            )
    set_for_tests("TEMPLATE", name)


def renew_database() -> None:
    """Put a fresh copy of the migrated database where this worker's tests work: some test has committed."""
    connection = connections["default"]
    connection.close()
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        for leftover in Path(name).parent.glob(f"{Path(name).name}-*"):
            leftover.unlink()
        # Another file under the same name: a thread of the live server may still hold the old one open.
        fresh = Path(f"{name}.fresh")
        shutil.copyfile(migrated_file(), fresh)
        fresh.replace(name)
    else:
        template = connection.settings_dict["TEST"]["TEMPLATE"]
        with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
            server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
            server.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template))
            )
    cache.clear()
    apps.get_model("contenttypes", "ContentType").objects.clear_cache()


def set_for_tests(key: str, value: str) -> None:
    for place in (settings.DATABASES["default"], connections["default"].settings_dict):
        place.setdefault("TEST", {})[key] = value


def migrate(environment: dict[str, str]) -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, SOURCES)), **environment}
    subprocess.run([sys.executable, "-m", "django", "migrate", "-v0"], cwd=ROOT, env=environment, check=True)


def migrated_file() -> Path:
    """The migrated file, made if the migrations or what they load have changed."""
    folder = Path(settings.VAR) / "test"
    folder.mkdir(parents=True, exist_ok=True)
    template = folder / f"migrated-{digest_of([LOCK, *grounds()])[:16]}.template"
    if not template.exists():
        for old in folder.glob("migrated-*.template"):
            old.unlink(missing_ok=True)
        migrate_into(template)
    return template


def migrate_into(template: Path) -> None:
    """Two workers may do this at once: each its own file, and the second replaces the first with its equal."""
    var = template.with_suffix(f".{os.getpid()}")
    var.mkdir()
    migrate({"CIVIC_VAR": str(var)})
    connection = sqlite3.connect(var / "civic.sqlite3")
    connection.execute("PRAGMA journal_mode=DELETE")
    connection.close()
    (var / "civic.sqlite3").replace(template)
    shutil.rmtree(var)


def grounds() -> Iterator[Path]:
    """What a migrated database depends on: migrations, the modules of ours that they import, and data files."""
    migrations = {path for package in PACKAGES for path in package.glob("**/migrations/*.py")}
    yield from migrations
    yield from {path for migration in migrations for path in imported_modules(migration)} - migrations
    yield from (path for package in PACKAGES for path in package.rglob("*") if path.suffix in DATA)


def imported_modules(migration: Path) -> Iterator[Path]:
    nodes = list(ast.walk(ast.parse(migration.read_bytes())))
    names = [node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module]
    names += [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    candidates = (source / f"{name.replace('.', '/')}.py" for name in names for source in SOURCES)
    return (path for path in candidates if path.exists())
