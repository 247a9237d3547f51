"""The package of the journeys opens with their table of contents."""

import ast
import re
from pathlib import Path

import pytest

from tests.house.sources import parse, python_files, short

TABLES = [path for path in python_files("plugins") if path.parts[-2:] == ("domain", "__init__.py")]


@pytest.mark.parametrize("table", TABLES, ids=short)
def test_every_module_of_the_domain_stands_in_its_table_of_contents(table: Path) -> None:
    there = {path.stem for path in table.parent.glob("*.py")} | {
        path.parent.name for path in table.parent.glob("*/*.py")
    }

    named = set(re.findall(r"`(\w+)`", ast.get_docstring(parse(table)) or ""))

    assert named == there - {"__init__"}
