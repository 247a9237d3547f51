"""公共服务 and 行政权力清单: guides with all their elements, and what a unit has the power to do."""

from cms.demo.drafts import Block, ItemDraft, Table, Text
from cms.demo.facts import Matter
from cms.demo.pen import Pen
from cms.demo.writing.order import Order, attach, enumerate_clauses, make_draft

TIPS = (
    "线上办理请先完成实名认证，上传的照片要清晰完整。",
    "每周{weekday}人数较多，建议错峰前往。",
    "老年人可以由子女或者网格员协助办理，窗口备有老花镜和大字指引。",
    "办理过程中需要补充材料的，会以短信通知，请保持电话畅通。",
    "请认准官方渠道，任何以“加急费”“包通过”为名收费的都不可信。",
    "材料原件核对后当场退还，请不要随意交给他人。",
)
SITES = ("{road}政务服务大厅一楼", "{town}便民服务中心", "{place}政务服务中心二楼", "{body}服务窗口")


def draw_matter(order: Order, pen: Pen, index: int) -> Matter:
    return order.pen("matters").shuffle(order.matters)[index % len(order.matters)]


def write_service(order: Order, index: int) -> ItemDraft:
    """A guide with every element the inspection asks for: name, basis, conditions, materials, place, hours, phone, steps."""
    pen = order.pen("service", index)
    matter = draw_matter(order, pen, index)
    day = pen.past_day(order.today)
    site = pen.pick_and_write(SITES)
    rows = (
        ("事项名称", matter.name), ("受理机关", order.unit.official_name), ("服务对象", matter.who),
        ("申请条件", enumerate_clauses([pen.write(one) for one in matter.conditions])), ("办理材料", enumerate_clauses(matter.materials)),
        ("办理地点", site), ("办理时间", order.unit.office_hours), ("联系电话", order.unit.phone),
        ("办理流程", "申请—受理—审核—决定—送达"), ("办理时限", f"自受理之日起{matter.days}个工作日"), ("收费标准", "不收费"),
    )  # fmt: skip
    body: list[Block] = [
        Text(
            (
                pen.pick_and_write(
                    (
                        "为方便群众和企业办事，现将{matter}的办理要点公布如下，请对照准备。",
                        "{matter}由{unit}负责办理，本指南列出条件、材料和流程，一次看懂、一次办好。",
                        "{whole}{matter}统一按照本指南办理，线上线下标准一致。",
                    ),
                    matter=matter.name,
                ),
            )
        ),
        Table((("项目", "内容"), *rows), "办事指南"),
        Text((enumerate_clauses([pen.write(one) for one in matter.standards]),), heading="办理标准"),
        Text(
            (),
            heading="温馨提示",
            points=tuple(pen.write(tip, weekday=pen.pick("一二三四五")) for tip in pen.take(TIPS, 3)),
        ),
    ]
    where = f"（{pen.pick(order.unit.places)}）" if index >= len(order.matters) else ""
    title = (
        f"{order.unit.area}{matter.name}办事指南{where}"
        if order.unit.is_local
        else f"{matter.name}办事指南（{order.unit.short_name}）{where}"
    )
    files = (
        (
            attach(
                "docx",
                f"{matter.name}申请表",
                day,
                Text(
                    (
                        f"受理机关：{order.unit.official_name}",
                        "姓名（名称）：＿＿＿＿＿＿　证件号码：＿＿＿＿＿＿＿＿＿＿",
                    ),
                    heading="申请人",
                ),
                Text((), heading="提交材料", points=matter.materials),
            ),
        )
        if pen.chance(28)
        else ()
    )
    return make_draft(
        order,
        index,
        title=title,
        body=body,
        pen=pen,
        published_on=day,
        keywords=(matter.name, *matter.aliases[:2]),
        subject=matter.subject or order.unit.domain.subject,
        attachments=files,
    )


def write_powers(order: Order, index: int) -> ItemDraft:
    pen = order.pen("powers", index)
    year = order.today.year - index
    powers = order.unit.domain.powers
    day = min(pen.day_in(year, first=(3, 2), last=(6, 26)), order.today)
    rows = [
        (str(n), kind, name, basis, pen.pick(order.unit.domain.sections), f"{pen.number(1, 20)}个工作日")
        for n, (kind, name, basis) in enumerate(powers, 1)
    ]
    table = Table((("序号", "权力类型", "事项名称", "设定依据", "承办科室", "承诺时限"), *rows), "行政权力清单")
    kinds = {kind: sum(1 for one in powers if one[0] == kind) for kind, *_ in powers}
    counted = "、".join(f"{kind}{number}项" for kind, number in kinds.items())
    body: list[Block] = [
        Text(
            (
                pen.write(
                    "{unit}对权力事项进行了全面梳理，{year}年版清单共列事项{count}项，其中{counted}。清单实行动态调整，调整情况在二十个工作日内公布。",
                    year=year,
                    count=len(powers),
                    counted=counted,
                ),
            )
        ),
        table,
        Text(
            (
                pen.write(
                    "公民、法人和其他组织认为清单事项不准确或者工作人员超越权限的，可以拨打{phone}反映。",
                    phone=order.unit.phone,
                ),
            )
        ),
    ]
    title = f"{order.unit.official_name}行政权力清单（{year}年版）"
    return make_draft(
        order,
        index,
        title=title,
        body=body,
        pen=pen,
        published_on=day,
        keywords=("行政权力清单", "权责清单"),
        attachments=(attach("xlsx", title, day, table),) if pen.chance(45) else (),
    )
