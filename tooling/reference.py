"""`./run reference`: write the pages of `docs/reference/` that are made from the source. A house check holds them true."""

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from pathlib import Path

from tooling.collections_page import collections_page
from tooling.declarations import Declaration, find_commands, find_settings, find_signals
from tooling.letters_page import letters_page
from tooling.notices_page import notices_page
from tooling.places import ROOT
from tooling.tell import say
from tooling.trace import find_showing_tests, read_requirements

FOLDER = ROOT / "docs" / "reference"
MADE = "<!-- 由 ./run reference 生成，请勿手工修改。 Generated; do not edit. -->\n"


def main(args: Sequence[str]) -> int:
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8", newline="\n")
        say(f"已写出 {path.relative_to(ROOT).as_posix()}。", "")
    return 0


def pages() -> dict[Path, str]:
    """Every generated page, as it should be."""
    makers: dict[str, Callable[[], str]] = {
        "requirements.md": requirements_page,
        "settings.md": settings_page,
        "signals.md": signals_page,
        "commands.md": commands_page,
        "letters.md": letters_page,
        "collections.md": collections_page,
        "notices.md": notices_page,
    }
    return {FOLDER / name: MADE + make() for name, make in makers.items()}


def requirements_page() -> str:
    rows, shown = read_requirements(), find_showing_tests()
    done = sum(1 for row in rows if shown.get(row.id))
    parts = [
        "\n# 需求对照 Requirements\n\n",
        f"{len(rows)} 条需求中，{done} 条已有测试证明。 {done} of {len(rows)} requirements are shown by a test.\n",
    ]
    for area, group in groupby(rows, key=lambda row: row.area):
        parts.append(f"\n## {area}\n\n| 编号 | 需求 | 证明它的测试 |\n|---|---|---|\n")
        parts.extend(
            f"| {row.id} | {cell(row.requirement)} | {'<br>'.join(f'`{test}`' for test in shown.get(row.id, []))} |\n"
            for row in group
        )
    return "".join(parts)


def settings_page() -> str:
    intro = "写在 Django 设置文件里；不写则用默认值。 Names for a Django settings file; each has a default."
    return listing("设置 Settings", intro, find_settings())


def signals_page() -> str:
    intro = "插件之间只通过信号联系，在事务内发送。 Sent inside the transaction, with plain `send()`."
    return listing("信号 Signals", intro, find_signals())


def commands_page() -> str:
    intro = "用 `./run manage <命令>` 执行，加 `--help` 看参数。 Run them with `./run manage <command>`."
    return listing("管理命令 Management commands", intro, find_commands())


def listing(title: str, intro: str, declarations: Iterable[Declaration]) -> str:
    parts = [f"\n# {title}\n\n{intro}\n"]
    for package, group in groupby(declarations, key=lambda declaration: declaration.package):
        parts.append(f"\n## {package}\n")
        for declaration in group:
            kind = f" · `{declaration.kind}`" if declaration.kind else ""
            parts.append(f"\n### `{declaration.name}`{kind}\n\n{declaration.text}\n")
    return "".join(parts)


def cell(text: str) -> str:
    return text.replace("|", "\\|")
