"""What the code declares is what the repository says it declares: migrations, reference pages, checks."""

import base64
import os
import subprocess
import sys

import pytest
from django.core import checks
from django.core.management import call_command

from tests.house.sources import short
from tooling.declarations import find_commands, find_settings, find_signals
from tooling.places import ROOT, SOURCES
from tooling.reference import pages
from tooling.trace import find_showing_tests, read_requirements


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    call_command("makemigrations", check_changes=True, dry_run=True, verbosity=1)


@pytest.mark.parametrize("path", pages(), ids=lambda path: path.stem)
def test_reference_page_is_true(path) -> None:
    """Every setting, signal, command and requirement, with its own words. `./run reference` writes the pages."""
    assert path.read_text(encoding="utf-8") == pages()[path], f"{short(path)} is stale: ./run reference"


def test_shown_requirements_exist() -> None:
    known = {row.id for row in read_requirements()}

    assert {number: tests for number, tests in find_showing_tests().items() if number not in known} == {}


def test_requirements_are_complete() -> None:
    assert [row.id for row in read_requirements()] == [f"R{number:03}" for number in range(1, 196)]


def test_every_declaration_says_what_it_is() -> None:
    assert [
        item.name for find in (find_settings, find_signals, find_commands) for item in find() if not item.text
    ] == []


def test_system_checks_are_silent() -> None:
    assert checks.run_checks() == []


def test_production_settings_pass_the_checks_of_deployment() -> None:
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(map(str, SOURCES)),
        "DJANGO_SETTINGS_MODULE": "cms.settings.production",
        "SECRET_KEY": os.urandom(40).hex(),
        **{name: base64.b64encode(os.urandom(32)).decode() for name in ("PERSONAL_KEYS", "DIGEST_KEY")},
    }
    environment.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)  # browser tests of the same worker set it

    checked = subprocess.run(
        [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert checked.returncode == 0, checked.stderr
