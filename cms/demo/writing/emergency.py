"""应急管理: plans for emergencies, warnings, drills, and answers to what people worry about (R115)."""

import datetime

from cms.demo.drafts import Block, ItemDraft, Table, Text
from cms.demo.pen import Pen, long_date
from cms.demo.writing.order import Order, attach, make_draft, sign

LEVELS = (("Ⅰ级（红色）", "特别严重"), ("Ⅱ级（橙色）", "严重"), ("Ⅲ级（黄色）", "较重"), ("Ⅳ级（蓝色）", "一般"))
PLAN = (
    (
        "总则",
        "为了科学有序应对{risk}，最大限度减少人员伤亡和财产损失，结合{area}实际，制定本预案。应对工作坚持人民至上、预防为主、统一领导、分级负责、快速反应。",
    ),
    (
        "组织体系",
        "{unit}设立{risk}应急指挥部，办公室设在{section}，负责信息汇总、会商研判和综合协调；下设抢险救援、物资保障、宣传引导、善后处置{n:4-6}个工作组。",
    ),
    (
        "监测预警",
        "{parts}应当确定{n:1-3}名信息员，对重点部位每日巡查；可能发生{risk}的，{n:10-30/5}分钟内报告，并视情况发布预警。",
    ),
    (
        "应急响应",
        "响应启动后，指挥部成员应当在{n:20-60/10}分钟内到岗，现场负责人有权先行调动力量、组织群众转移，随后补办手续。",
    ),
    (
        "信息发布",
        "按照及时、准确、公开的要求，首次信息在事件发生后{n:2-5}小时内发布，后续进展持续更新，未经核实的消息不得传播。",
    ),
    ("恢复重建", "响应结束后{n:3-10}日内完成损失核查，做好受影响群众的安置、心理疏导和保险理赔协助，并形成评估报告。"),
    (
        "保障措施",
        "储备物资{n:12-48}类，落实专业队伍{n:2-9}支、{n:40-260/10}人；每年至少演练{n:1-3}次，预案每三年修订一次。",
    ),
)
ADVICE = (
    "请关注气象、应急部门通过手机短信和广播发布的信息，不信谣、不传谣。",
    "家中备好手电、饮用水、常用药品和充电宝，记住最近的避难场所和疏散路线。",
    "遇到险情请立即撤离到安全地带，并拨打110、119、120等电话求助。",
    "独居老人、行动不便者可以联系村（居）干部或者网格员，由专人协助转移。",
    "请勿前往河道、水库、山体陡坡等危险区域，车辆不要停放在低洼路段和大树下。",
)
QUESTIONS = (
    (
        "近期{risk}会不会影响正常出行和上学？",
        "目前{whole}总体平稳，{section}实行24小时值班，如需调整学校上课、公交运行，将提前{n:6-24}小时公布。",
    ),
    (
        "家里受了损失，向谁报告？",
        "请第一时间向村（居）或者镇街报告，工作人员{n:2-24}小时内登记核查；也可以拨打{phone}。",
    ),
    (
        "避难场所在哪里？",
        "{place}、{place}等地已经公布避难场所{n:12-60}处，可以在网站地图或者社区公告栏查询，入口设有绿色标识。",
    ),
)


def write_emergency(order: Order, index: int) -> ItemDraft:
    pen = order.pen("emergency", index)
    risk = order.unit.domain.risks[index % len(order.unit.domain.risks)]
    kind = (write_contingency, write_drill, write_warning, answer_worries)[
        (index + order.pen("emergencies").number(0, 3)) % 4
    ]
    return kind(order, pen, index, risk)


def write_contingency(order: Order, pen: Pen, index: int, risk: str) -> ItemDraft:
    day = pen.past_day(order.today)
    rows = (
        ("响应级别", "启动情形", "指挥权限"),
        *(
            (
                level,
                f"发生{word}的{risk}情形，或者经会商研判需要启动",
                pen.pick(("主要负责人", "分管负责人", "值班领导")),
            )
            for level, word in LEVELS
        ),
    )
    body: list[Block] = [Text((pen.write(text, risk=risk),), heading=name) for name, text in PLAN]
    body.insert(4, Table(rows, "分级响应"))
    title = f"{order.unit.official_name}{risk}应急预案"
    return make_draft(
        order,
        index,
        title=title,
        body=body,
        pen=pen,
        published_on=day,
        keywords=("应急管理", "应急预案", risk),
        attachments=(attach("pdf", title, day, *body),) if pen.chance(40) else (),
        subject=("综合政务", "应急管理"),
    )


def write_drill(order: Order, pen: Pen, index: int, risk: str) -> ItemDraft:
    day = pen.past_day(order.today)
    place = pen.pick(order.unit.places)
    body: list[Block] = [
        Text((
            pen.write("{date}，{unit}在{place}组织{risk}应急演练，{parts}有关人员和群众代表共{n:120-560/10}人参加。", date=long_date(day), risk=risk, place=place),
            pen.write("演练设置险情发现、信息报告、先期处置、群众疏散、医疗救护、恢复秩序{n:5-7}个科目，全程用时{n:36-90}分钟。", risk=risk),
            pen.write("总结会指出，通信保障和物资装卸还需提速，{section}将在{n:10-30/5}日内完善操作手册并组织补训。"),
        )),
        Text(tuple(pen.take(ADVICE, 3)), heading="安全提示"),
    ]  # fmt: skip
    return make_draft(
        order,
        index,
        title=f"{order.unit.short_name}在{place}开展{risk}应急演练",
        body=body,
        pen=pen,
        published_on=day,
        keywords=("应急演练", risk),
        subject=("综合政务", "应急管理"),
    )


def write_warning(order: Order, pen: Pen, index: int, risk: str) -> ItemDraft:
    day = pen.past_day(order.today)
    until = long_date(day + datetime.timedelta(days=pen.number(1, 4)))
    lines = (
        pen.write(
            "经会商研判，从即日起到{until}为{risk}需要重点防范的时段，{place}、{place}等地要提前落实措施，{unit}已经启动相应级别的值守。",
            until=until,
            risk=risk,
        ),
        pen.write(
            "{parts}要加密巡查，关闭危险区域，落实人员转移和物资预置；涉及群众生活的供应、出行安排，将通过网站和新媒体及时公布。"
        ),
    )
    body: list[Block] = [
        Text(lines),
        Text((), heading="防范提示", points=tuple(pen.take(ADVICE, 4))),
        Text((pen.write("值班电话：{phone}", phone=order.unit.phone),)),
        sign(order.unit, day),
    ]
    return make_draft(
        order,
        index,
        title=f"{order.unit.official_name}关于防范{risk}的提示（{day.month}月{day.day}日）",
        body=body,
        pen=pen,
        published_on=day,
        keywords=("预警提示", risk),
        genre="public_notice",
        subject=("综合政务", "应急管理"),
    )


def answer_worries(order: Order, pen: Pen, index: int, risk: str) -> ItemDraft:
    day = pen.past_day(order.today)
    pairs = [(pen.write(q, risk=risk), pen.write(a, risk=risk, phone=order.unit.phone)) for q, a in QUESTIONS]
    intro = pen.write("针对近期群众关心的{risk}问题，{unit}{section}负责人作出回应。", risk=risk)
    body: list[Block] = [
        Text((intro,)),
        *[Text((f"答：{a}",), heading=f"问：{q}") for q, a in pairs],
        Text(tuple(pen.take(ADVICE, 2))),
    ]
    return make_draft(
        order,
        index,
        title=f"回应关切：{order.unit.short_name}谈{risk}怎么防、怎么办",
        body=body,
        pen=pen,
        published_on=day,
        keywords=("回应关切", risk),
        subject=("综合政务", "应急管理"),
    )
