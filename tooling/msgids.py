"""Which strings an installed package asks gettext for, read from its own source.

Packages ship templates that are stale, or none (`axes`, `django_tasks`, `modelsearch`), so the source is asked: Python through
its syntax tree, templates through Django's `templatize`, scripts through the package's `en` template. No gettext tools needed.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import polib
from django.utils.translation.template import templatize

SKIPPED_FOLDERS = {"tests", "test", "project_template", "migrations", "node_modules", "static", "static_src"}
TEMPLATE_SUFFIXES = {".html", ".txt"}

# Function → positions of (context, msgid, plural) among its arguments.
CALLS: dict[str, tuple[int | None, int, int | None]] = {
    "_": (None, 0, None),
    "gettext": (None, 0, None),
    "gettext_lazy": (None, 0, None),
    "gettext_noop": (None, 0, None),
    "ngettext": (None, 0, 1),
    "ngettext_lazy": (None, 0, 1),
    "pgettext": (0, 1, None),
    "pgettext_lazy": (0, 1, None),
    "npgettext": (0, 1, 2),
    "npgettext_lazy": (0, 1, 2),
}
LITERAL = r"""(?:u?'(?:[^'\\]|\\.)*'|u?"(?:[^"\\]|\\.)*")"""
TEMPLATE_CALL = re.compile(rf"\b(_|n?p?gettext)\(\s*({LITERAL}(?:\s*,\s*{LITERAL})*)", re.DOTALL)


class Message(NamedTuple):
    """One string to translate; `context` and `plural` are empty where there is none."""

    context: str
    msgid: str
    plural: str


def collect_messages(folder: Path, *, skipped: frozenset[Path] = frozenset()) -> set[Message]:
    """Every message of the Python files and templates below `folder`; tests, migrations and `skipped` folders left out."""
    found: set[Message] = set()
    for path in _walk_sources(folder, skipped):
        text = path.read_text(encoding="utf-8")
        found |= set(read_python(text) if path.suffix == ".py" else read_template(text))
    return {message for message in found if message.msgid}


def _walk_sources(folder: Path, skipped: frozenset[Path]) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.is_dir():
            if path.name not in SKIPPED_FOLDERS and path not in skipped:
                yield from _walk_sources(path, skipped)
        elif path.suffix == ".py" or (path.suffix in TEMPLATE_SUFFIXES and "templates" in path.parts):
            yield path


def read_python(text: str) -> Iterator[Message]:
    """The messages of one Python module."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in CALLS:
                yield from _pick_message(name, [_read_constant(argument) for argument in node.args])


def _read_constant(node: ast.expr) -> str | None:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        left, right = _read_constant(node.left), _read_constant(node.right)
        return None if left is None or right is None else left + right
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def read_template(text: str) -> Iterator[Message]:
    """The messages of one Django template."""
    for name, arguments in TEMPLATE_CALL.findall(templatize(text)):
        yield from _pick_message(
            name, [ast.literal_eval(literal) for literal in re.findall(LITERAL, arguments, re.DOTALL)]
        )


def _pick_message(name: str, arguments: list[str | None]) -> Iterator[Message]:
    context, msgid, plural = (
        "" if position is None else arguments[position] if position < len(arguments) else None
        for position in CALLS[name]
    )
    if context is not None and msgid is not None and plural is not None:
        yield Message(context, msgid, plural)


def read_catalogue(path: Path) -> dict[Message, str]:
    """Message → translation of a .po or .mo file; what is empty, fuzzy or obsolete does not count. Missing file: nothing."""
    if not path.exists():
        return {}
    entries = polib.mofile(str(path)) if path.suffix == ".mo" else polib.pofile(str(path))
    return {read_entry(entry): read_translation(entry) for entry in entries if read_translation(entry)}


def read_entry(entry: polib._BaseEntry) -> Message:
    return Message(entry.msgctxt or "", entry.msgid, entry.msgid_plural or "")


def read_translation(entry: polib._BaseEntry) -> str:
    """The one form Chinese has, or nothing."""
    if entry.obsolete or getattr(entry, "fuzzy", False):
        return ""
    return entry.msgstr_plural.get(0, "") if entry.msgid_plural else entry.msgstr
