"""Chinese is complete: every string of ours is in a catalogue, every catalogue is translated."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest

from tests.house.sources import short
from tooling.compile_messages import message_files
from tooling.places import PACKAGES, ROOT, SOURCES

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
Messages = set[tuple[str | None, str]]


@pytest.mark.parametrize("path", message_files(), ids=short)
def test_catalogue_is_complete(path: Path) -> None:
    catalogue = polib.pofile(str(path))

    assert [entry.msgid for entry in [*catalogue.untranslated_entries(), *catalogue.fuzzy_entries()]] == []


@pytest.mark.parametrize("path", message_files(), ids=short)
def test_translation_keeps_the_placeholders(path: Path) -> None:
    """All of them; only the one form of a plural may leave out the "one" that its English singular spells out."""
    changed = [
        entry.msgid
        for entry in polib.pofile(str(path)).translated_entries()
        for text in filter(None, [entry.msgstr, *entry.msgstr_plural.values()])
        if placeholders(text) not in (placeholders(entry.msgid), placeholders(entry.msgid_plural or entry.msgid))
    ]

    assert changed == []


def test_plugins_say_the_same_with_the_same_words() -> None:
    """A site reads all catalogues as one, so the first plugin's words would stand in the others: what means another thing
    has a context of its own.
    """
    said: dict[tuple[str | None, str], set[str]] = {}
    for path in message_files():
        if path.is_relative_to(ROOT / "plugins") and "overlay_locale" not in path.parts:
            for entry in polib.pofile(str(path)):
                said.setdefault((entry.msgctxt, entry.msgid), set()).add(entry.msgstr or str(entry.msgstr_plural))

    assert len(said) > 1000
    assert {key: texts for key, texts in said.items() if len(texts) > 1} == {}


def placeholders(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text))


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package.name)
def test_catalogue_holds_every_string(package: Path, tmp_path: Path) -> None:
    """Makemessages finds nothing new and nothing that is gone."""
    if shutil.which("xgettext") is None:
        pytest.skip("gettext is not installed.")
    copy = tmp_path / package.name
    shutil.copytree(package, copy, ignore=shutil.ignore_patterns("__pycache__", "*.mo"))
    if not list(copy.glob("**/locale")):
        (copy / "locale").mkdir()
    before = messages_below(copy)

    subprocess.run(
        [sys.executable, "-m", "django", "makemessages", "-l", "zh_Hans", "--no-location", "--no-obsolete", "-v0"],
        cwd=copy,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(map(str, SOURCES))},
        check=True,
    )

    after = messages_below(copy)
    assert {"missing": after - before, "gone": before - after} == {"missing": set(), "gone": set()}


def messages_below(folder: Path) -> Messages:
    return {
        (entry.msgctxt, entry.msgid)
        for path in folder.glob("**/locale/zh_Hans/LC_MESSAGES/django.po")
        for entry in polib.pofile(str(path))
        if not entry.obsolete
    }


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package.name)
def test_translating_functions_bear_names_that_makemessages_knows(package: Path) -> None:
    """A string in `say(…)` would never reach the catalogue."""
    renamed = re.compile(r"\b(?:n?p?gettext)(?:_lazy|_noop)? as (?!_\b)\w+")

    assert {str(path) for path in package.rglob("*.py") if renamed.search(path.read_text(encoding="utf-8"))} == set()
