"""The files that the house checks look at: what is in the repository, and what is about to be."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tooling.places import ROOT

BINARY = {".png", ".jpg", ".jpeg", ".pdf", ".xlsx", ".docx", ".zip", ".mo", ".ico", ".woff2", ".webp"}


@cache
def repository_files() -> tuple[Path, ...]:
    """Every file that git keeps or would keep."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    return tuple(path for name in sorted(listed.split("\0")) if name and (path := ROOT / name).is_file())


def text_files() -> Iterator[Path]:
    return (path for path in repository_files() if path.suffix not in BINARY)


def python_files(*folders: str) -> Iterator[Path]:
    """Python files in the given folders of the repository; in all of it when none is given. Migrations are left out."""
    roots = [ROOT / folder for folder in folders] or [ROOT]
    for path in repository_files():
        if path.suffix == ".py" and "migrations" not in path.parts and any(root in path.parents for root in roots):
            yield path


def short(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def parse(path: Path) -> ast.Module:
    return ast.parse(path.read_bytes(), filename=str(path))
