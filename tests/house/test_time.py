"""A moment's day is the day in China: between midnight and eight o'clock the day in UTC is still yesterday.

Time comes in: who calls the domain says when it is. Only the edge reads the clock: screens, jobs, receivers, commands,
forms, and the questions that Wagtail asks of models and policies.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.house.sources import parse, python_files, short

#: What a parameter is called that says when it is.
CLOCKS = {"now", "today"}
#: What reads the clock when it is called without a moment.
WALL_CLOCKS = re.compile(
    r"(timezone\.(now|localdate|localtime)|(datetime\.)?(datetime|date)\.(now|utcnow|today)|time\.time)"
)
Function = ast.FunctionDef | ast.AsyncFunctionDef


def inner_files() -> Iterator[Path]:
    """Where nobody reads the clock: the domain, what is rendered, and who may do what.

    The index of search keeps moments of the machine (leases, back-off, progress): no rule of the office hangs on them.
    """
    for path in python_files("plugins"):
        if "civic_search" in path.parts:
            continue
        if {"domain", "rendering"} & set(path.parts) or path.name == "permissions.py":
            yield path


def nodes(paths: Iterator[Path], *kinds: type[ast.AST]) -> Iterator[tuple[str, ast.AST]]:
    for path in paths:
        for node in ast.walk(parse(path)):
            if isinstance(node, kinds):
                yield f"{short(path)}:{node.lineno}", node  # type: ignore[attr-defined]  # these kinds have lines


def test_no_day_is_cut_from_a_moment() -> None:
    """`civil_date(now)` asks for the day in China; `now.date()` does not."""
    found = [
        where
        for where, node in nodes(python_files("plugins", "cms"), ast.Call)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "date"
        and not node.args
        and ast.unparse(node.func.value).rsplit(".", 1)[-1] in {"now", "now()"}
    ]

    assert found == []


def test_civil_dates_are_those_of_china_whatever_the_site_or_the_person_is_set_to() -> None:
    """Django's `localdate` and `localtime` follow settings, and the time zone in an editor's profile."""
    found = [
        where
        for where, node in nodes(python_files("plugins"), ast.Attribute)
        if ast.unparse(node) in {"timezone.localdate", "timezone.localtime"}
    ]

    assert found == []


def test_nothing_inside_reads_the_clock() -> None:
    found = [
        f"{where} {ast.unparse(node)}"
        for where, node in nodes(inner_files(), ast.Call)
        if isinstance(node, ast.Call) and not node.args and WALL_CLOCKS.fullmatch(ast.unparse(node.func))
    ]

    assert found == []


def test_clocks_are_named_and_never_left_out() -> None:
    """A clock that may be left out is left out; one without a name is mistaken for another date."""
    found = [
        f"{where} {node.name}({clock})"
        for where, node in nodes(python_files("plugins"), ast.FunctionDef, ast.AsyncFunctionDef)
        if isinstance(node, Function)
        for clock in [*positional_clocks(node), *optional_clocks(node)]
    ]

    assert found == []


def positional_clocks(function: Function) -> list[str]:
    return [argument.arg for argument in (*function.args.posonlyargs, *function.args.args) if argument.arg in CLOCKS]


def optional_clocks(function: Function) -> list[str]:
    pairs = zip(function.args.kwonlyargs, function.args.kw_defaults, strict=True)
    return [argument.arg for argument, default in pairs if argument.arg in CLOCKS and default is not None]


def test_rules_find_what_they_forbid() -> None:
    tree = ast.parse("def late(now, *, today=None): return timezone.now(), timezone.localdate(now), date.today()")
    (function,) = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and not node.args]

    assert (positional_clocks(function), optional_clocks(function)) == (["now"], ["today"])
    assert [bool(WALL_CLOCKS.fullmatch(ast.unparse(call.func))) for call in calls] == [True, True]
