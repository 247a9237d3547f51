"""What the documents point to is there, and decisions are numbered once."""

import re

import pytest

from tests.house.sources import repository_files, short
from tooling.places import ROOT

LINK = re.compile(r"\]\((?!\w+:|#)([^)#\s]+)")


@pytest.mark.parametrize(
    ("page", "folder"), [("path-of-an-item", "plugins"), ("path-of-a-letter", "plugins/interaction")]
)
def test_paths_name_files_that_are_there(page, folder) -> None:
    text = (ROOT / f"docs/explanation/{page}.md").read_text(encoding="utf-8")

    named = re.findall(r"`([\w/]+\.py)`", text)

    assert len(named) > 20
    assert [name for name in named if not (ROOT / folder / name).is_file()] == []


def test_decisions_are_numbered_one_after_the_other() -> None:
    names = sorted(path.name for path in (ROOT / "docs/decisions").glob("*.md"))

    assert [name[:5] for name in names] == [f"{number:04}-" for number in range(1, len(names) + 1)]


def test_links_between_documents_lead_somewhere() -> None:
    dead = [
        f"{short(path)}: {target}"
        for path in repository_files()
        if path.suffix == ".md"
        for target in LINK.findall(path.read_text(encoding="utf-8"))
        if not (path.parent / target).exists()
    ]

    assert dead == []
