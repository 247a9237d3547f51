"""Items under way: drafts, items waiting at every step of review, and items returned with every reason."""

import datetime
import itertools
from typing import Any

from django.utils import timezone
from wagtail.models import Task

from civic_disclosure.models import ColumnPage, ItemPage
from civic_office.domain.review import approve_step, return_step
from civic_office.enums import OFFICE_ROLES, ReturnReason, Role
from civic_office.models import Post, Unit
from cms.demo.drafts import ItemDraft
from cms.demo.rows import stream_of

OPINIONS = (
    "内容属实，同意。",
    "已核对数据，同意报送。",
    "不涉密，同意公开。",
    "文字通顺，同意。",
    "符合栏目要求，同意发布。",
)
RETURNS = {
    ReturnReason.WRONG_COLUMN: "这条属于公示内容，请改报“公示公告”栏目。",
    ReturnReason.SECRET: "第二段涉及内部工作安排，请删去后再报。",
    ReturnReason.PERSONAL_DATA: "名单中的联系电话请隐去。",
    ReturnReason.INACCURATE: "合计数与分项不一致，请核对。",
    ReturnReason.WORDING: "标题过长，第三行有错字。",
    ReturnReason.INCOMPLETE: "缺少附件和咨询电话，请补充。",
    ReturnReason.OTHER: "请与牵头科室商定口径后重新报送。",
}


def write_under_way(
    unit: Unit, drafts: list[tuple[ColumnPage, ItemDraft]], *, is_full: bool, now: datetime.datetime
) -> dict[str, int]:
    """Turn drafts into items in review: some unsent, for each step one that waits there, for each reason one returned.

    The item that waits at a step for important items only is important. Where not everybody is there (`is_full`), one
    of each is enough, and the unit's own steps. Returns how many were made; uses up to 3 + steps + reasons drafts. The
    office's steps are decided by its own people; the writer is the unit's information officer, who decides none.
    """
    writer = people_of(unit, Role.INFORMATION_OFFICER, now=now)[0]
    waiting = iter(drafts)
    made = {"draft": 0, "waiting": 0, "returned": 0}
    for by in [writer, *people_of(unit, Role.DRAFTER, now=now), *([writer] if is_full else [])]:
        for column, draft in itertools.islice(waiting, 1):
            write_item(column, draft, by=by)
            made["draft"] += 1
    steps = [step for step in drafts[0][0].get_workflow().tasks if is_full or is_of_unit(step)]
    for passed, (step, (column, draft)) in enumerate(zip(steps, waiting, strict=False)):
        item = write_item(column, draft, by=writer, is_important=is_for_important(step))
        send_and_pass(item, passed, by=writer, now=now)
        made["waiting"] += 1
    for reason, (column, draft) in zip(ReturnReason if is_full else [ReturnReason.INACCURATE], waiting, strict=False):
        item = write_item(column, draft, by=writer)
        send_and_pass(
            item, made["returned"] % len([step for step in steps if not is_for_important(step)]), by=writer, now=now
        )
        state = item.current_workflow_task_state
        return_step(state, by=decider_of(state.task, item, now=now), now=now, comment=RETURNS[reason], reason=reason)
        made["returned"] += 1
    return made


def people_of(unit: Unit, role: Role, *, now: datetime.datetime) -> list[Any]:
    posts = Post.objects.held_on(timezone.localdate(now)).filter(unit=unit, role=role)
    return [post.user for post in posts.select_related("user").order_by("pk")]


def write_item(column: ColumnPage, draft: ItemDraft, *, by: Any, is_important: bool = False) -> ItemPage:
    """An item that nobody but its unit sees, with its first revision."""
    item = ItemPage(
        title=draft.title,
        owner=by,
        live=False,
        kind=column.item_kind,
        is_important=is_important,
        document_number=draft.document_number,
        formed_on=draft.formed_on,
        genre=draft.genre,
        keywords=" ".join(draft.keywords)[:120],
        summary=draft.summary,
        source=draft.source,
        author=draft.author,
        body=stream_of(draft, {}),
    )
    column.add_child(instance=item)
    item.issuing_units = [item.owning_unit]
    item.save_revision(user=by)
    return item


def send_and_pass(item: ItemPage, steps: int, *, by: Any, now: datetime.datetime) -> None:
    """Send the item to review and let its first `steps` steps pass."""
    item.get_workflow().start(item, by)
    for opinion in itertools.islice(itertools.cycle(OPINIONS), steps):
        state = item.current_workflow_task_state
        approve_step(state, by=decider_of(state.task, item, now=now), now=now, comment=opinion)
        item.refresh_from_db()


def is_of_unit(task: Task) -> bool:
    """Whether a step is the unit's own; the others are the government office's."""
    return getattr(task.specific, "role", "") not in OFFICE_ROLES


def is_for_important(task: Task) -> bool:
    return bool(getattr(task.specific, "important_only", False))


def decider_of(task: Task, item: ItemPage, *, now: datetime.datetime) -> Any:
    """The first holder of the step's role; the writer holds none of these."""
    return (
        task.specific.holders(item.owning_unit, today=timezone.localdate(now))
        .select_related("user")
        .order_by("pk")[0]
        .user
    )
