"""`docs/reference/notices.md`: what is told to whom, with the placeholders of each text, drawn from what the plugins declare."""

from collections.abc import Iterator
from typing import Any

from django.utils import translation

from tooling.letters_page import with_django

INTRO = """
# 通知 Notices

系统会告诉谁什么事，各种文本能用哪些占位符；出自各应用的 `notifications.py`。
What is told to whom, and which placeholders its text may hold.
"""
TO_STAFF = """
## 给工作人员 To members of staff

默认方式可由每个人在“通知方式”里改。

| 通知 | 事项 | 默认方式 | 占位符 |
|---|---|---|---|
"""
OUTSIDE = """
## 给其他人 To people outside the office

| 通知 | 占位符 |
|---|---|
"""


def notices_page() -> str:
    with_django()
    from civic_office.enums import NoticeMode  # plc0415: Django must be set up before it translates
    from civic_office.notices.kinds import kinds  # plc0415: as above

    with translation.override("zh-hans"):
        inside = [kind for kind in kinds.values() if kind.group is not None]
        outside = [kind for kind in kinds.values() if kind.group is None]
        staff = (
            f"| {kind.label} `{kind.code}` | {kind.group.label} | {NoticeMode(kind.group.mode).label} | {words_of(kind)} |\n"
            for kind in inside
            if kind.group is not None
        )
        others = (f"| {kind.label} `{kind.code}` | {words_of(kind)} |\n" for kind in outside)
        return "".join([INTRO, TO_STAFF, *staff, OUTSIDE, *others])


def words_of(kind: Any) -> str:
    return "<br>".join(_words(kind))


def _words(kind: Any) -> Iterator[str]:
    for name, placeholder in kind.placeholders.items():
        yield f"`{{{name}}}` {placeholder.label}"
