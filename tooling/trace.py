"""Which tests show which requirement: read from the source of the tests, where they say `@pytest.mark.shows("R080")`."""

import ast
import csv
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tooling.places import ROOT

ROWS = ROOT / "docs" / "reference" / "requirements.csv"
TESTS = ROOT / "tests"


@dataclass(frozen=True)
class Requirement:
    id: str
    area: str
    requirement: str


def read_requirements() -> list[Requirement]:
    with ROWS.open(encoding="utf-8", newline="") as file:
        return [Requirement(**row) for row in csv.DictReader(file)]


def find_showing_tests() -> dict[str, list[str]]:
    """Requirement → the tests that show it, as pytest names them, in order."""
    shown: dict[str, list[str]] = defaultdict(list)
    for path in sorted(TESTS.rglob("test_*.py")):
        for test, number in shown_in(path):
            if test not in shown[number]:
                shown[number].append(test)
    return shown


def shown_in(path: Path) -> Iterator[tuple[str, str]]:
    """Marks on a test, on its class, and on the whole module (`pytestmark`)."""
    tree = ast.parse(path.read_bytes())
    module = [number for mark in module_marks(tree) for number in numbers_in(mark)]
    name = path.relative_to(ROOT).as_posix()
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test"):
            yield from ((f"{name}::{node.name}", number) for number in module + numbers_on(node))
        elif isinstance(node, ast.ClassDef):
            own = module + numbers_on(node)
            for method in node.body:
                if isinstance(method, ast.FunctionDef) and method.name.startswith("test"):
                    yield from ((f"{name}::{node.name}::{method.name}", number) for number in own + numbers_on(method))


def module_marks(tree: ast.Module) -> Iterator[ast.expr]:
    for node in tree.body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "pytestmark":
            yield node.value


def numbers_on(node: ast.FunctionDef | ast.ClassDef) -> list[str]:
    return [number for mark in node.decorator_list for number in numbers_in(mark)]


def numbers_in(mark: ast.expr) -> Iterator[str]:
    """The numbers of every `pytest.mark.shows(…)` in an expression: a mark, a list of marks, marks of a parameter."""
    for node in ast.walk(mark):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "pytest.mark.shows":
            yield from (str(argument.value) for argument in node.args if isinstance(argument, ast.Constant))
