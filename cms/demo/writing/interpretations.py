"""政策解读: one for each policy document, with the elements an interpretation must have (R109), in several forms (R110)."""

import datetime
from collections.abc import Iterator

from cms.demo.drafts import Block, Image, ItemDraft, Picture, Table, Text
from cms.demo.pen import Pen, chinese_number, long_date, working_day
from cms.demo.writing.articles import facts_of
from cms.demo.writing.order import Order, attach, enumerate_clauses, make_draft
from cms.demo.writing.policy_plan import Policy, plan_policies

BACKGROUND = (
    "这份文件要回应的，是{why}。起草组先后到{place}、{place}走访，召开{n:3-8}场座谈会，收到意见建议{n:26-180}条，逐条研究后采纳{n:12-25}条。",
    "近年来，{why}。为此，{section}在梳理上级政策和外地做法的基础上起草了文件，并在网站公开征求意见{n:15-30}日。",
    "文件出台前，{unit}对{matter}的办理情况作了全面摸底，发现{why}，确有必要在制度上予以完善。",
)
PURPOSE = (
    "目的是把标准统一起来、把流程简化下来、把责任明确到岗，让符合条件的人少跑腿、早受益。",
    "希望通过这份文件，让{matter}有章可循，让申请人看得懂、办得成，也让基层工作人员有统一的依据。",
    "出台文件，一方面是落实上级部署，另一方面是把近年来行之有效的经验固定下来。",
)
GOAL = (
    "到明年底，{matter}实现线上线下同标准办理，平均用时压缩{n:20-50/5}%，群众满意度保持在{n:92-98}%以上。",
    "力争{n:8-18}个月内，{parts}全部建立规范的工作台账，投诉按期办结率达到100%。",
)
CARE = (
    "请如实填写信息，隐瞒情况骗取待遇的要退回并承担责任。",
    "办理全程不收取任何手续费，遇到自称“内部代办”的，请拨打{phone}核实。",
    "家庭或者企业情况发生变化的，应当在{n:10-30/5}日内告知受理机关。",
    "材料能够通过数据共享核验的，不需要重复提交；系统核验不到的，工作人员会一次性告知。",
    "对结果有异议的，可以先申请复核，也可以依法申请行政复议或者提起行政诉讼。",
)
BENEFIT = (
    "材料由原来的{n:7-11}份减少到{m}份，申请表实现一表填报。",
    "老年人、残疾人可以预约上门服务，{section}开通了咨询专线。",
    "办理时限压缩到{days}个工作日，办理进度可以随时查询。",
)
FORMS = (
    ("text", ("《{name}》政策解读", "一文读懂《{name}》", "《{name}》起草说明及要点解读")),
    ("questions", ("《{name}》问答解读", "{aliases}？《{name}》答疑", "关于《{name}》的{n:6-8}个常见问题")),
    ("chart", ("图解：《{name}》", "{short}一图看懂{matter}新规定")),
    ("interview", ("{short}负责人就《{name}》答记者问", "专访：{section}谈《{name}》")),
)


def write_interpretations(order: Order, indexes: Iterator[int]) -> Iterator[ItemDraft]:
    plan = plan_policies(order)
    for index in indexes:
        if index >= len(plan):
            return
        yield write_interpretation(order, plan[index])


def write_interpretation(order: Order, policy: Policy) -> ItemDraft:
    pen = order.pen("interpretation", policy.index)
    form, titles = pen.pick(FORMS)
    facts = {
        **facts_of(order, policy),
        "name": shown_name(policy),
        "m": len(policy.matter.materials),
        "aliases": pen.pick(policy.matter.aliases or (policy.matter.name,)).rstrip("？"),
    }
    body: list[Block] = [
        Text(
            (
                pen.write(
                    "{date}，{unit}发布《{name}》（{number}）。现解读如下。",
                    date=long_date(policy.published_on),
                    number=policy.number,
                    **facts,
                ),
            )
        )
    ]
    body += {"text": explain, "questions": answer, "chart": chart, "interview": answer}[form](order, pen, policy, facts)
    published = policy.published_on + datetime.timedelta(days=pen.number(0, 2))
    published = max(working_day(published), policy.published_on)
    return make_draft(
        order,
        policy.index,
        title=pen.pick_and_write(titles, **facts),
        body=[*body, Text((pen.write("解读机关：{unit}　咨询电话：{phone}", phone=order.unit.phone),))],
        pen=pen,
        published_on=min(published, order.today),
        kind="interpretation",
        formed_on=policy.published_on,
        subject=policy.matter.subject or order.unit.domain.subject,
        keywords=("政策解读", policy.matter.name, *policy.matter.aliases[:2]),
        interprets=(policy.ref,),
        attachments=(attach("pdf", f"《{shown_name(policy)}》解读", policy.published_on, *body),)
        if pen.chance(14)
        else (),
    )


def shown_name(policy: Policy) -> str:
    return f"关于修改〈{policy.amends.name}〉的通知" if policy.amends else policy.name


def compare(policy: Policy) -> str:
    """What is new against the document before it (新旧差异)."""
    before = policy.replaces or policy.amends
    if before is None:
        return "此前这项工作散见于多个通知，口径不完全一致；这份文件首次作了系统规定，与上级最新要求保持一致。"
    old, new = before.standards[0], policy.standards[0]
    change = (
        f"原文件规定“{old}”，现在调整为“{new}”。"
        if old != new
        else "执行标准总体保持稳定，重点优化了办理程序和监督措施。"
    )
    return f"与《{before.name}》相比，{change}原文件自新文件施行之日起按照新规定执行。"


def elements(pen: Pen, policy: Policy, facts: dict[str, object]) -> list[tuple[str, str]]:
    terms = "".join(f"{word}：{gloss}。" for word, gloss in policy.matter.terms)
    found = [
        ("背景依据", pen.pick_and_write(BACKGROUND, **facts)),
        ("出台目的", pen.pick_and_write(PURPOSE, **facts)),
        ("目标任务", pen.pick_and_write(GOAL, **facts)),
        ("适用范围", f"适用于{policy.matter.who}。申请时应当符合：" + enumerate_clauses(policy.conditions)),
        ("执行标准", enumerate_clauses(policy.standards)),
        ("惠民举措", "".join(pen.write(text, **facts) for text in pen.take(BENEFIT, 2))),
        ("注意事项", "".join(pen.write(text, **facts) for text in pen.take(CARE, 2))),
        ("新旧政策差异", compare(policy)),
    ]
    return [*found[:6], ("关键词诠释", terms), *found[6:]] if terms else found


def explain(_order: Order, pen: Pen, policy: Policy, facts: dict[str, object]) -> list[Block]:
    return [
        Text((text,), heading=f"{chinese_number(n)}、{name}")
        for n, (name, text) in enumerate(elements(pen, policy, facts), 1)
    ]


QUESTIONS = {
    "背景依据": ("为什么要出台这份文件？", "文件是在什么背景下制定的？"),
    "出台目的": ("制定文件的目的是什么？", "这次想解决什么问题？"),
    "目标任务": ("要达到什么目标？", "下一步的目标任务有哪些？"),
    "适用范围": ("哪些人可以申请？", "什么条件能够享受？"),
    "执行标准": ("具体标准是多少？", "执行标准是怎样规定的？"),
    "惠民举措": ("给群众带来哪些实惠？", "办事会更方便吗？"),
    "关键词诠释": ("文件里的几个词是什么意思？", "这些说法怎么理解？"),
    "注意事项": ("申请时要注意什么？", "有哪些事项需要特别提醒？"),
    "新旧政策差异": ("和以前的规定相比有什么变化？", "新旧政策差在哪里？"),
}


def answer(_order: Order, pen: Pen, policy: Policy, facts: dict[str, object]) -> list[Block]:
    pairs = [(pen.pick(QUESTIONS[name]), text) for name, text in elements(pen, policy, facts)]
    how = f"请备齐{'、'.join(policy.matter.materials)}，通过{policy.matter.channel}提出申请，{policy.matter.days}个工作日内可以得到结果。"
    pairs.append(
        (f"{pen.pick(policy.matter.aliases)}？".replace("？？", "？") if policy.matter.aliases else "到哪里办理？", how)
    )
    return [Text((f"答：{text}",), heading=f"问：{question}") for question, text in pairs]


def chart(order: Order, pen: Pen, policy: Policy, facts: dict[str, object]) -> list[Block]:
    rows = (
        ("要点", "内容"),
        *elements(pen, policy, facts)[2:],
        ("申请材料", "、".join(policy.matter.materials)),
        ("办理渠道", policy.matter.channel),
        ("办理时限", f"{policy.matter.days}个工作日"),
    )
    values = tuple(float(pen.number(20, 100)) for _ in range(6))
    picture = attach("jpg", f"{policy.matter.name}图解", policy.published_on, Picture(policy.ref, values))
    return [
        Image(picture, f"{policy.matter.name}办理情况示意"),
        Table(rows, "要点一览"),
        *explain(order, pen, policy, facts)[:2],
    ]
