"""Sizes, names, and what no file of the repository may hold."""

import re
from pathlib import Path

from tests.house.sources import repository_files, short, text_files

CODE = {".py", ".ts", ".astro", ".js", ".css", ".sh", ".html"}
LONGEST = 400
REASON = re.compile(r"length: \S")
JUNK = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "managers", "stuff", "lib"}
LOCKS = {"requirements.lock", "package-lock.json", "uv.lock", "pnpm-lock.yaml", "yarn.lock"}
REGISTRY = re.compile(
    r"--(extra-)?index-url|--find-links|\bregistry\s*=\s*https?:|files\.pythonhosted|registry\.npmjs", re.IGNORECASE
)
MACHINE_PATH = re.compile(r"(?<![\w.*])/(?:root|home/\w+|Users/\w+|work)/[\w.]")


def line_count(path: Path) -> int:
    return path.read_bytes().count(b"\n")


def gives_reason(path: Path) -> bool:
    return any(REASON.search(line) for line in path.read_text(encoding="utf-8").splitlines()[:5])


def is_written_by_people(path: Path) -> bool:
    return path.suffix in CODE and "migrations" not in path.parts and not path.name.endswith(".d.ts")


def test_no_file_is_longer_than_it_can_explain() -> None:
    long = [
        f"{short(path)}: {line_count(path)}"
        for path in repository_files()
        if is_written_by_people(path) and line_count(path) > LONGEST and not gives_reason(path)
    ]

    assert long == []


def test_no_junk_drawers() -> None:
    junk = [
        short(path) for path in repository_files() if path.suffix in CODE and JUNK & {path.stem, *path.parent.parts}
    ]

    assert junk == []


def test_locks_hold_no_address() -> None:
    locks = [path for path in repository_files() if path.name in LOCKS]
    found = [
        f"{short(path)}: {line}" for path in locks for line in lines_of(path) if "://" in line and "license" not in line
    ]

    assert found == []


def test_files_name_no_registry_and_no_path_of_one_machine() -> None:
    found = [
        f"{short(path)}: {line.strip()[:120]}"
        for path in text_files()
        if path.resolve() != Path(__file__).resolve()
        for line in lines_of(path)
        if REGISTRY.search(line) or MACHINE_PATH.search(line)
    ]

    assert found == []


def lines_of(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()
