"""Items under way: drafts, items waiting at every step of review, and items returned with every reason."""

import datetime
import itertools
from typing import Any

from django.utils import timezone
from wagtail.models import Task

from civic_disclosure.models import ColumnPage, ItemPage
from civic_office.domain.review import approve_step, return_step
from civic_office.enums import ReturnReason, Role
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
    unit: Unit, drafts: list[tuple[ColumnPage, ItemDraft]], *, now: datetime.datetime
) -> dict[str, int]:
    """Turn drafts into items in review: some unsent, for each step one that waits there, for each reason one returned.

    Returns how many of each were made. Uses up to 2 + steps + reasons drafts; the office's steps are decided by its
    own people, and the writer is the unit's information officer, who decides none of them.
    """
    writer = (
        Post.objects.held_on(timezone.localdate(now))
        .filter(unit=unit, role=Role.INFORMATION_OFFICER)
        .select_related("user")[0]
        .user
    )
    waiting = iter(drafts)
    made = {"draft": 0, "waiting": 0, "returned": 0}
    for column, draft in itertools.islice(waiting, 2):
        write_item(column, draft, by=writer)
        made["draft"] += 1
    steps = 0
    for column, draft in waiting:
        item = write_item(column, draft, by=writer)
        if not send_and_pass(item, steps, by=writer, now=now):
            made["draft"] += 1
            break
        made["waiting"] += 1
        steps += 1
    for reason, (column, draft) in zip(ReturnReason, waiting, strict=False):
        item = write_item(column, draft, by=writer)
        send_and_pass(item, made["returned"] % max(1, steps), by=writer, now=now)
        state = item.current_workflow_task_state
        return_step(state, by=decider_of(state.task, item, now=now), now=now, comment=RETURNS[reason], reason=reason)
        made["returned"] += 1
    return made


def write_item(column: ColumnPage, draft: ItemDraft, *, by: Any) -> ItemPage:
    """An item that nobody but its unit sees, with its first revision."""
    item = ItemPage(
        title=draft.title,
        owner=by,
        live=False,
        kind=column.item_kind,
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


def send_and_pass(item: ItemPage, steps: int, *, by: Any, now: datetime.datetime) -> bool:
    """Send the item to review and let `steps` steps pass; False, and the item stays unsent, when there are not that many."""
    workflow = item.get_workflow()
    if steps >= workflow.tasks.count() or is_for_important(workflow.tasks[steps]):
        return False
    workflow.start(item, by)
    for opinion in itertools.islice(itertools.cycle(OPINIONS), steps):
        state = item.current_workflow_task_state
        approve_step(state, by=decider_of(state.task, item, now=now), now=now, comment=opinion)
        item.refresh_from_db()
    return True


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
