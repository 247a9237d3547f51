"""The standing columns of a unit: 主要职责, 机构设置, 领导分工."""

import datetime

from cms.demo.drafts import Block, ItemDraft, Table, Text
from cms.demo.pen import Pen, chinese_number, working_day
from cms.demo.writing.order import Order, make_draft


def last_check(order: Order, pen: Pen) -> datetime.date:
    """Standing information was last written anew some time in the last two years."""
    return working_day(order.today - datetime.timedelta(days=pen.number(20, 700)))


def contacts(order: Order) -> tuple[str, ...]:
    """The fields a guide must name (R026)."""
    unit = order.unit
    return (
        f"机构名称：{unit.official_name}",
        f"办公地址：{unit.address}",
        f"办公时间：{unit.office_hours}",
        f"联系电话：{unit.phone}",
        f"传真号码：{unit.fax}",
        f"互联网联系方式：{unit.web_contact}",
    )


def write_duties(order: Order, index: int) -> ItemDraft:
    pen = order.pen("duties", index)
    duties = [pen.write(one) for one in order.unit.domain.duties]
    if order.unit.is_local:
        duties = [duty.replace("全市", order.unit.whole) for duty in duties]
    opening = pen.pick_and_write(
        (
            "{unit}是主管{area}{field}工作的机关，按照规定履行下列职责：",
            "根据机构职能配置规定，{unit}承担下列主要职责：",
            "{unit}贯彻落实{field}方面的法律法规和方针政策，主要职责如下：",
        )
    )
    lines = tuple(f"（{chinese_number(n)}）{duty}。" for n, duty in enumerate([*duties, "完成上级交办的其他任务"], 1))
    leader = order.unit.leaders[0] if order.unit.leaders else "主要负责人"
    body: list[Block] = [Text((opening, *lines)), Text((*contacts(order), f"负责人：{leader}"), heading="办公信息")]
    return make_draft(
        order,
        index,
        title=f"{order.unit.official_name}主要职责",
        body=body,
        pen=pen,
        published_on=last_check(order, pen),
        keywords=("主要职责", "机构职能"),
    )


def write_sections(order: Order, index: int) -> ItemDraft:
    pen = order.pen("sections", index)
    unit = order.unit
    duties = pen.shuffle(unit.domain.duties)
    rows = [
        (name, pen.write(duties[n % len(duties)]), unit.phone[:-2] + f"{pen.number(10, 99)}")
        for n, name in enumerate(("办公室", *unit.domain.sections))
    ]
    rows[0] = ("办公室", "承担文电、会务、政务公开、信访和机关日常运转", unit.phone)
    body: list[Block] = [
        Text((pen.write("{unit}内设下列科室，并管理{bodies}等所属单位。", bodies="、".join(unit.domain.bodies)),)),
        Table((("科室", "主要工作", "联系电话"), *rows), "内设机构"),
        Text(
            tuple(
                f"{name}：承担{pen.pick(unit.domain.programmes)}等方面的技术支持和服务保障。"
                for name in unit.domain.bodies
            ),
            heading="所属单位",
        ),
        Text(contacts(order)[1:4], heading="办公信息"),
    ]
    return make_draft(
        order,
        index,
        title=f"{unit.official_name}机构设置",
        body=body,
        pen=pen,
        published_on=last_check(order, pen),
        keywords=("机构设置", "内设科室"),
    )


def write_leaders(order: Order, index: int) -> ItemDraft:
    pen = order.pen("leaders", index)
    unit = order.unit
    names = (*unit.leaders, *(name for name in ("钟离岳", "桑以宁", "谷嘉禾", "闻人澈") if name not in unit.leaders))[
        :4
    ]
    sections = pen.shuffle(unit.domain.sections)
    share = [sections[n::3] for n in range(3)]
    tasks = pen.shuffle(unit.domain.programmes)
    rows = [(names[0], "主持全面工作", "负责政务公开的总体推进")]
    rows += [
        (name, f"分管{'、'.join(part)}", f"负责{task}")
        for name, part, task in zip(names[1:], share, tasks, strict=False)
    ]
    body: list[Block] = [
        Text((pen.write("现将{unit}领导班子成员工作分工公布如下，分工调整后及时更新。"),)),
        Table((("姓名", "分管工作", "牵头任务"), *rows), "领导分工"),
        Text((f"联系电话：{unit.phone}",)),
    ]
    return make_draft(
        order,
        index,
        title=f"{unit.official_name}领导分工",
        body=body,
        pen=pen,
        published_on=last_check(order, pen),
        keywords=("领导分工",),
    )
