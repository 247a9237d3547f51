"""`docs/reference/letters.md`: the machine of letters, drawn from its table."""

import os
from collections.abc import Iterator, Mapping
from typing import Any

import django
from django.apps import apps
from django.utils import translation

from tooling.compile_messages import compile_messages
from tooling.manage import django_environment

INTRO = """
# 来信的流转 The life of a letter

一件诉求在什么状态下可以发生什么、由谁来做、之后是什么状态；出自 `civic_interaction/domain/machine.py`，界面只给出此时可行的操作。
What may happen to a case in which state, through whom, and where it leads; guards are functions of `domain/guards.py`.
"""


def letters_page() -> str:
    with_django()
    from civic_interaction.domain.machine import TABLE  # plc0415: Django must be set up before models are imported
    from civic_interaction.enums import CaseState, Event, Part  # plc0415: as above

    with translation.override("zh-hans"):
        labels = {state.value: str(state.label) for state in CaseState} | {"": "—"}
        parts = {part: str(part.label) for part in Part}
        events = {event: str(event.label) for event in Event}
        lines = [INTRO, "\n```mermaid\nstateDiagram-v2\n", *diagram(TABLE, labels, events), "```\n"]
        lines.append("\n| 事件 | 谁可以 | 从 → 到 | 其他条件 |\n|---|---|---|---|\n")
        lines += [
            f"| {events[row.event]} `{row.event}` | {'、'.join(parts[part] for part in row.parts)} "
            f"| {'<br>'.join(moves(row.moves, labels))} | {'<br>'.join(f'`{guard.__name__}`' for guard in row.guards)} |\n"
            for row in TABLE
        ]
    return "".join(lines)


def with_django() -> None:
    if not apps.ready:
        compile_messages()
        os.environ.update(django_environment())
        django.setup()


def diagram(table: Any, labels: Mapping[str, str], events: Mapping[Any, str]) -> Iterator[str]:
    """The moves that change the state; what leaves it as it is stands in the table only."""
    for state, label in labels.items():
        if state:
            yield f"    {state} : {label}\n"
    for row in table:
        for source in labels:
            if row.moves.get(source, source) != source:
                yield f"    {source or '[*]'} --> {row.moves[source]} : {events[row.event]}\n"


def moves(table: Mapping[str, str], labels: Mapping[str, str]) -> Iterator[str]:
    """In the order of the states; those that stay in one line."""
    stay = [labels[state] for state in labels if table.get(state) == state]
    if stay:
        yield f"{'、'.join(stay)}（不变）"
    for state in labels:
        if state in table and table[state] != state:
            yield f"{labels[state]} → {labels[table[state]]}"
