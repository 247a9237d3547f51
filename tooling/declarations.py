"""What our packages declare — settings, signals, commands — read from their source; nothing is imported or run."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeGuard

import polib

from tooling.places import PACKAGES


@dataclass(frozen=True)
class Declaration:
    package: str
    name: str
    kind: str
    text: str


def find_settings() -> Iterator[Declaration]:
    """Each property of `AppSettings`, under the name it has in a Django settings file."""
    for path in files_named("app_settings.py"):
        tree = ast.parse(path.read_bytes())
        prefix = next((value for name, value in assigned_texts(tree) if name == "PREFIX"), "")
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef) and is_property(node):
                yield Declaration(
                    package_of(path), prefix + node.name, type_and_default(node), ast.get_docstring(node) or ""
                )


def find_signals() -> Iterator[Declaration]:
    """Each `name = Signal()`, with the docstring that follows it."""
    for path in files_named("signals.py"):
        body = ast.parse(path.read_bytes()).body
        for node, after in zip(body, [*body[1:], None], strict=True):
            if is_signal(node):
                yield Declaration(package_of(path), ast.unparse(node.targets[0]), "", text_of(after))


def find_commands() -> Iterator[Declaration]:
    """Each management command, with its help in Chinese where the catalogue has it, and in English."""
    for path in files_named("management/commands/*.py"):
        if path.stem.startswith("_"):
            continue
        tree = ast.parse(path.read_bytes())
        helps = [
            text
            for node in ast.walk(tree)
            if isinstance(node, ast.ClassDef)
            for name, text in assigned_texts(node)
            if name == "help"
        ]
        english = helps[0] if helps else ""
        yield Declaration(
            package_of(path), path.stem, "", " ".join(filter(None, (chinese_for(path, english), english)))
        )


def files_named(pattern: str) -> Iterator[Path]:
    for package in PACKAGES:
        yield from sorted(package.glob(f"**/{pattern}"))


def package_of(path: Path) -> str:
    return next(package.name for package in PACKAGES if package in path.parents)


def chinese_for(path: Path, english: str) -> str:
    package = next(package for package in PACKAGES if package in path.parents)
    for catalogue in package.glob("**/locale/zh_Hans/LC_MESSAGES/django.po"):
        if entry := polib.pofile(str(catalogue)).find(english):
            return entry.msgstr
    return ""


def assigned_texts(node: ast.Module | ast.ClassDef) -> Iterator[tuple[str, str]]:
    """`name = "text"` and `name = _("text")`, right in the body of `node`."""
    for statement in node.body:
        if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
            value = statement.value
            if isinstance(value, ast.Call) and value.args:
                value = value.args[0]
            if isinstance(value, ast.Constant) and isinstance(value.value, str):
                yield statement.targets[0].id, value.value


def type_and_default(node: ast.FunctionDef) -> str:
    """`int = 5`, from the return annotation and the second argument of the call that looks the setting up."""
    kind = ast.unparse(node.returns) if node.returns else ""
    calls = [call for call in ast.walk(node) if isinstance(call, ast.Call) and len(call.args) > 1]
    looked_up = [call for call in calls if ast.unparse(call.func) == "self._setting"]
    return f"{kind} = {ast.unparse(looked_up[0].args[1])}" if looked_up else kind


def is_property(node: ast.FunctionDef) -> bool:
    return any(isinstance(mark, ast.Name) and mark.id == "property" for mark in node.decorator_list)


def is_signal(node: ast.stmt) -> TypeGuard[ast.Assign]:
    return (
        isinstance(node, ast.Assign)
        and isinstance(node.value, ast.Call)
        and ast.unparse(node.value.func).rpartition(".")[2] in {"Signal", "ModelSignal"}
    )


def text_of(node: ast.stmt | None) -> str:
    """The text of a bare string statement."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
        return node.value.value.strip()
    return ""
