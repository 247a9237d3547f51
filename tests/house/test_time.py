"""A moment's day is the day in China: between midnight and eight o'clock the day in UTC is still yesterday."""

import ast

from tests.house.sources import parse, python_files, short


def test_no_day_is_cut_from_a_moment() -> None:
    """`timezone.localdate(now)` asks for the day where the site is; `now.date()` does not."""
    found = [
        f"{short(path)}:{node.lineno}"
        for path in python_files("plugins", "cms")
        for node in ast.walk(parse(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "date"
        and not node.args
        and ast.unparse(node.func.value).rsplit(".", 1)[-1] in {"now", "now()"}
    ]

    assert found == []
