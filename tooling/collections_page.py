"""`docs/reference/collections.md`: the machine of opinion collection, drawn from its table."""

from django.utils import translation

from tooling.letters_page import draw, with_django

INTRO = """
# 意见征集的流转 The life of an opinion collection

一项意见征集在什么状态下可以发生什么、由谁来做、之后是什么状态；出自 `civic_interaction/domain/collections/machine.py`，界面只给出此时可行的操作。
收到意见不是事件：是否接收只看公告的起止日期，数据库触发器再查一次。
What may happen to a collection in which state, through whom, and where it leads; guards are functions of
`domain/collections/guards.py`. Opinions that come in are no events: the announced days decide, and a trigger asks again.
"""


def collections_page() -> str:
    with_django()
    from civic_interaction.domain.collections.machine import TABLE  # plc0415: as above
    from civic_interaction.enums import (  # plc0415: Django must be set up first
        CollectionState,
        Part,  # plc0415: as above
        Step,
    )

    with translation.override("zh-hans"):
        labels = {state.value: str(state.label) for state in CollectionState} | {"": "—"}
        parts = {part: str(part.label) for part in Part}
        events = {step: str(step.label) for step in Step}
        return INTRO + draw(TABLE, labels, parts, events)
