"""The plugins work in sites that are not ours, and as the packages that others install."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tooling.compile_messages import compile_messages
from tooling.places import PLUGINS, ROOT, SOURCES


def run(*command: str, cwd: Path = ROOT, **environment: str) -> None:
    done = subprocess.run(
        [sys.executable, *command],
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("project", ["office_only", "disclosure_only"])
def test_plugins_work_in_a_site_of_another_city(project: str, tmp_path: Path) -> None:
    """No phantom migration for other settings (it would be theirs to carry), silent checks, and an admin that opens."""
    run(
        "-W",
        "ignore",
        "-m",
        "tests.projects.walk_through",
        DJANGO_SETTINGS_MODULE=f"tests.projects.{project}",
        PYTHONPATH=os.pathsep.join(map(str, SOURCES)),
    )


@pytest.mark.slow
def test_search_works_in_a_site_that_has_none_of_the_others(tmp_path: Path) -> None:
    """Its schema is valid there: nothing in it refers to what only our own sites describe."""
    run(
        "-W",
        "ignore",
        "-m",
        "tests.projects.search_walk",
        DJANGO_SETTINGS_MODULE="tests.projects.search_only",
        PYTHONPATH=os.pathsep.join(map(str, SOURCES)),
        SEARCH_DIRECTORY=str(tmp_path),
        SITE_DATABASE=str(tmp_path / "site.sqlite3"),
    )


def test_editors_of_another_city_find_their_snippets() -> None:
    """By one dotted path in search settings that the site has already."""
    run(
        "-W",
        "ignore",
        "-m",
        "tests.projects.search_snippets",
        DJANGO_SETTINGS_MODULE="tests.projects.own_search",
        PYTHONPATH=os.pathsep.join(map(str, SOURCES)),
    )


@pytest.mark.parametrize("plugin", PLUGINS, ids=lambda plugin: plugin.name)
def test_wheel_holds_the_whole_package(plugin: Path, tmp_path: Path) -> None:
    compile_messages()

    run("-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path), cwd=plugin)

    (wheel,) = tmp_path.glob("*.whl")
    packed = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    package = next(plugin.glob("civic_*"))
    source = (path for path in package.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    assert packed == {path.relative_to(plugin).as_posix() for path in source}
