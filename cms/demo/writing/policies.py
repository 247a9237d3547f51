"""政策文件: a unit's policy documents, with those that replaced, amended or outlived one another."""

from collections.abc import Iterator

from cms.demo.drafts import ItemDraft, Text
from cms.demo.pen import Pen, long_date
from cms.demo.writing.articles import write_articles, write_sections
from cms.demo.writing.order import Order, attach, enumerate_clauses, make_draft, sign
from cms.demo.writing.policy_plan import Policy, plan_policies


def write_policies(order: Order, indexes: Iterator[int]) -> Iterator[ItemDraft]:
    plan = plan_policies(order)
    for index in indexes:
        if index >= len(plan):
            return
        yield write_policy(order, plan[index])


def title_of(order: Order, policy: Policy) -> str:
    if policy.amends:
        return f"{order.unit.official_name}关于修改《{policy.amends.name}》的通知"
    if policy.form == "实施意见":
        return f"{order.unit.official_name}关于做好{policy.matter.name}的实施意见"
    return f"{order.unit.official_name}关于印发《{policy.name}》的通知"


def write_policy(order: Order, policy: Policy) -> ItemDraft:
    pen = order.pen("policy", policy.index)
    body = write_amendment(order, pen, policy) if policy.amends else write_document(order, pen, policy)
    title = title_of(order, policy)
    files = []
    if pen.chance(42):
        files.append(attach("pdf", title, policy.formed_on, *body))
    if pen.chance(14) and not policy.amends:
        files.append(attach("docx", f"{policy.matter.name}申请表", policy.formed_on, *application_form(order, policy)))
    return make_draft(
        order,
        policy.index,
        title=title,
        body=body,
        pen=pen,
        published_on=policy.published_on,
        kind="policy",
        document_number=policy.number,
        formed_on=policy.formed_on,
        subject=policy.matter.subject or order.unit.domain.subject,
        genre="opinion" if policy.form == "实施意见" else "notice",
        keywords=(policy.matter.name, *policy.matter.aliases[:2]),
        validity=policy.validity,
        effective_on=policy.effective_on,
        ended_on=policy.ended_on,
        successor=policy.successor.ref if policy.successor else "",
        is_important=pen.chance(6),
        summary=pen.pick_and_write(SUMMARIES, name=policy.name, matter=policy.matter.name, who=policy.matter.who),
        attachments=tuple(files),
    )


SUMMARIES = (
    "明确{matter}的适用对象、条件、标准、材料和办理程序，适用于{who}。",
    "《{name}》对{matter}怎样申请、怎样审核、怎样监督作出规定。",
    "就{matter}的执行标准、办理渠道和各方职责作出安排，面向{who}。",
)


def write_document(order: Order, pen: Pen, policy: Policy) -> list[Text]:
    opening = pen.pick_and_write(
        (
            "{parts}、各有关单位：",
            "{parts}有关部门，所属各单位：",
            "{parts}，各有关企事业单位：",
        )
    )
    handing = pen.pick_and_write(
        (
            "现将《{name}》印发给你们，请结合实际认真抓好落实。执行中遇到的问题，请及时向{section}反馈。",
            "《{name}》已经研究通过，现予印发，请遵照执行。",
            "为进一步做好{matter}，我们制定了《{name}》，现印发给你们，请把政策讲清楚、把程序办简便、把责任落到人。",
        ),
        name=policy.name,
        matter=policy.matter.name,
    )
    text = write_articles(order, pen, policy) if policy.has_articles else write_sections(order, pen, policy)
    return [Text((opening, handing)), sign(order.unit, policy.formed_on), *text]


def write_amendment(order: Order, pen: Pen, policy: Policy) -> list[Text]:
    old = policy.amends
    assert old is not None  # noqa: S101 (the caller asked)
    reason = pen.pick_and_write(
        (
            "根据近一年的执行情况和群众反映，决定对《{name}》（{number}）作如下修改：",
            "为适应新的工作要求，经研究并公开征求意见，现对《{name}》（{number}）部分条款予以修改：",
        ),
        name=old.name,
        number=old.number,
    )
    changes = (
        f"一、将有关执行标准的条款修改为：“{enumerate_clauses(policy.standards)}”",
        f"二、将有关适用条件的条款修改为：“{enumerate_clauses(policy.conditions)}”",
        pen.write(
            "三、将办理时限统一调整为{days}个工作日，对行动不便的申请人提供上门服务。", days=max(1, old.matter.days - 2)
        ),
        f"本通知自{long_date(policy.effective_on)}起施行。《{old.name}》根据本通知作相应修改后，重新公布。",
    )
    return [Text((pen.write("{parts}、各有关单位："), reason, *changes)), sign(order.unit, policy.formed_on)]


def application_form(order: Order, policy: Policy) -> tuple[Text, ...]:
    matter = policy.matter
    return (
        Text((f"受理机关：{order.unit.official_name}", f"依据文件：{policy.name}（{policy.number}）")),
        Text(
            (
                "申请人姓名（名称）：＿＿＿＿＿＿＿＿",
                "证件号码：＿＿＿＿＿＿＿＿＿＿＿＿",
                "联系电话：＿＿＿＿＿＿＿＿",
                "通讯地址：＿＿＿＿＿＿＿＿＿＿＿＿",
            ),
            heading="一、申请人信息",
        ),
        Text((f"申请事项：{matter.name}", "申请理由：＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿"), heading="二、申请内容"),
        Text((), heading="三、随附材料", points=matter.materials),
        Text(
            (
                "本人承诺所填内容和所附材料真实、完整，愿意承担由此产生的法律责任。",
                "申请人签名：＿＿＿＿＿＿　日期：＿＿＿年＿＿月＿＿日",
            ),
            heading="四、承诺",
        ),
    )
