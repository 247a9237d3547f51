"""Which way imports go, and why some stand inside a function."""

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.house.sources import parse, python_files, short
from tooling.lint import LINT_IMPORTS
from tooling.places import ROOT, SOURCES

INTERFACE = {"viewsets", "views", "api", "forms", "wagtail_hooks"}
REASON = re.compile(r"# plc0415: \S")


def test_plugins_import_downwards_only() -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, SOURCES))}

    checked = subprocess.run(
        [sys.executable, *LINT_IMPORTS], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )

    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_domain_imports_no_interface() -> None:
    found = [
        f"{short(path)}: {module}"
        for path in python_files("plugins", "cms")
        if "domain" in path.parts
        for module in imported_modules(path)
        if module.startswith("civic_") and INTERFACE & set(module.split("."))
    ]

    assert found == []


def test_tasks_import_the_domain_and_the_domain_enqueues_from_inside_a_function() -> None:
    tasks = [path for path in python_files("plugins") if path.name == "tasks.py"]
    backwards = [
        f"{short(path)}: {node.module}"
        for path in python_files("plugins")
        if "domain" in path.parts
        for node in parse(path).body
        if isinstance(node, ast.ImportFrom) and (node.module or "").endswith(".tasks")
    ]

    assert backwards == []
    assert [short(path) for path in tasks if local_imports(path)] == []


def test_local_imports_say_why() -> None:
    found = [
        f"{short(path)}:{line}"
        for path in python_files()
        for line in local_imports(path)
        if not REASON.search(path.read_text(encoding="utf-8").splitlines()[line - 1])
    ]

    assert found == []


def imported_modules(path: Path) -> Iterator[str]:
    for node in ast.walk(parse(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def local_imports(path: Path) -> set[int]:
    functions = (node for node in ast.walk(parse(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    return {
        node.lineno
        for function in functions
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    }
