"""The text of a policy document: articles 第一条 … for rules, headings 一、… for plans and measures."""

from typing import TYPE_CHECKING

from cms.demo.drafts import Text
from cms.demo.pen import Pen, chinese_number, long_date
from cms.demo.writing.order import Order, enumerate_clauses

if TYPE_CHECKING:
    from cms.demo.writing.policy_plan import Policy

PURPOSE = (
    "为了规范{matter}，维护申请人的合法权益，根据有关法律法规和上级规定，结合{area}实际，制定本{form}。",
    "针对{why}的实际情况，为了做好{matter}，依据国家和省有关规定，制定本{form}。",
    "为了让政策更加公平、便捷、可预期，推动{matter}落细落实，根据相关法律法规，制定本{form}。",
)
SCOPE = (
    "{area}行政区域内{matter}的办理、服务和监督管理，适用本{form}。法律法规另有规定的，从其规定。",
    "本{form}适用于{who}。上级有新规定的，按照新规定执行。",
    "在{area}范围内开展{matter}，应当遵守本{form}。",
)
PRINCIPLE = (
    "{matter}坚持公开透明、便民高效、动态管理、应享尽享的原则。",
    "开展{matter}，应当量力而行、尽力而为，坚持标准统一、程序简便、结果公开。",
    "{matter}遵循自愿申请、诚信承诺、分级负责、全程留痕的原则。",
)
DUTY = (
    "{unit}负责{matter}的统筹协调、政策解释和监督检查，{section}承担日常工作；{parts}负责受理、调查核实和档案管理；村（居）民委员会协助做好宣传、公示等工作。",
    "{unit}会同有关部门制定年度工作计划并组织实施。{parts}对本辖区数据的真实性负责。{body}提供技术支持和业务培训。",
    "{unit}是{matter}的主管部门，其内设的{section}具体承办。财政、审计、公安、大数据等部门按照职责分工提供资金保障、监督和信息核对。",
)
STEPS = (
    "申请人可以通过{channel}提出申请。受理人员应当当场审查材料是否齐全；不齐全的，一次性告知需要补正的全部内容。自受理之日起{days}个工作日内办结。",
    "申请通过{channel}受理。受理后应当完成信息核对、实地了解和集体研究，在{days}个工作日内作出决定，并以短信或者书面形式告知申请人。",
    "办理程序分为申请、受理、审核、决定四个环节，由{channel}统一收件，总时限为{days}个工作日，需要专家评审、现场勘验的时间不计算在内。",
)
PUBLICITY = (
    "审核结果应当在申请人所在村（居）或者单位公示，公示期不少于七日。公示内容不得包含身份证件号码、银行账号、家庭住址等个人信息。",
    "除涉及国家秘密、商业秘密和个人隐私的以外，政策依据、办理条件、办理结果应当通过政府网站主动公开，接受社会监督。",
    "对不符合条件的，应当书面说明理由，并告知申请复核和依法救济的途径。申请人有异议的，可以在收到通知之日起十五日内提出。",
)
ARCHIVE = (
    "经办机构应当建立工作台账，做到一户一档、一事一档，相关资料保存期限不少于十年。",
    "推行电子证照和数据共享，凡是能够通过共享获取的信息，不再要求申请人重复提交。",
    "所需资金列入年度预算，专账核算、专款专用，任何单位和个人不得截留、挤占或者挪用。",
)
OVERSIGHT = (
    "{unit}每年组织不少于两次随机抽查，对群众反映集中的地方开展专项检查，检查结果予以通报。",
    "畅通投诉举报渠道，投诉电话为{phone}。接到投诉后应当在五个工作日内核实，并将结果告知投诉人。",
    "对{check}等重点环节，应当加强日常巡查和数据比对，及时发现并纠正问题。",
)
FAULT = (
    "申请人隐瞒有关情况或者提供虚假材料的，取消其资格，追回所得款物；情节严重的，依法追究责任并记入信用记录。",
    "工作人员在{matter}中滥用职权、玩忽职守、徇私舞弊的，依规依纪依法给予处理；构成犯罪的，依法追究刑事责任。",
    "有关单位不履行本{form}规定职责的，由{unit}责令限期改正；逾期不改正的，予以通报。",
)


def facts_of(order: Order, policy: "Policy") -> dict[str, object]:
    matter = policy.matter
    return {
        "matter": matter.name,
        "form": policy.form.removeprefix("管理")
        .removeprefix("实施")
        .removeprefix("暂行")
        .removeprefix("若干")
        .removeprefix("工作"),
        "why": matter.why,
        "who": matter.who,
        "channel": matter.channel,
        "days": matter.days,
        "phone": order.unit.phone,
    }


def write_articles(order: Order, pen: Pen, policy: "Policy") -> list[Text]:
    facts = facts_of(order, policy)
    matter = policy.matter

    def one(patterns: tuple[str, ...]) -> str:
        return pen.pick_and_write(patterns, **facts)

    clauses = [
        one(PURPOSE),
        one(SCOPE),
        one(PRINCIPLE),
        one(DUTY),
        f"{matter.who}，同时符合下列条件的，可以提出申请：" + enumerate_clauses(policy.conditions),
        "执行标准如下："
        + enumerate_clauses(policy.standards)
        + "标准需要调整的，由主管部门会同财政部门提出意见，按程序报批后公布。",
        "申请时应当提交下列材料：" + enumerate_clauses(matter.materials),
        one(STEPS),
        *[pen.write(text, **facts) for text in pen.take(PUBLICITY, 2)],
        *[pen.write(text, **facts) for text in pen.take(ARCHIVE, 2)],
        *[pen.write(text, **facts) for text in pen.take(OVERSIGHT, 2)],
        one(FAULT),
    ]
    if matter.terms:
        clauses.insert(
            4,
            f"本{facts['form']}所称"
            + "；".join(f"{word}，{gloss[0].replace('指', '是指') + gloss[1:]}" for word, gloss in matter.terms)
            + "。",
        )
    clauses += closing(order, policy, facts)
    chapters = (
        ("第一章　总则", 0, 4),
        ("第二章　条件和标准", 4, 7),
        ("第三章　程序和管理", 7, len(clauses) - 2),
        ("第四章　附则", len(clauses) - 2, len(clauses)),
    )
    numbered = [f"第{chinese_number(number)}条　{clause}" for number, clause in enumerate(clauses, 1)]
    return [
        Text(heading=policy.name),
        *[Text(tuple(numbered[start:end]), heading=name) for name, start, end in chapters],
    ]


def closing(order: Order, policy: "Policy", facts: dict[str, object]) -> list[str]:
    ends = f"，有效期至{long_date(policy.ended_on)}" if policy.validity == "expired" and policy.ended_on else ""
    repeal = f"《{policy.replaces.name}》（{policy.replaces.number}）同时废止。" if policy.replaces else ""
    return [
        f"本{facts['form']}由{order.unit.official_name}负责解释。",
        f"本{facts['form']}自{long_date(policy.effective_on)}起施行{ends}。{repeal}",
    ]


GOALS = (
    "坚持以群众和企业的实际需求为导向，用{months}个月左右时间，推动{matter}办理更快、服务更优、监管更实，力争群众满意度达到{n:90-97}%以上。",
    "到{year}年底，{matter}的覆盖面进一步扩大，材料压减{n:20-50/5}%以上，平均办理时间缩短{n:15-45/5}%，投诉按期办结率保持在98%以上。",
    "针对{why}的情况，明确标准、理顺流程、压实责任，在{year}年底前形成上下衔接、部门协同、群众认可的工作机制。",
)
TASKS = (
    "摸清底数。{parts}要对照条件逐户逐企核实，建立基础台账，{n:20-40/5}日内完成首轮摸排，做到不漏一户、不错一项。",
    "优化流程。由{section}牵头绘制办理流程图，合并重复环节，取消没有依据的证明，确需保留的材料实行清单管理。",
    "强化服务。在{channel}设立专门岗位，对老年人、残疾人等群体提供帮办；每月{n:5-25}日集中开展一次上门服务。",
    "加强协同。建立数据共享和线索移送机制，每季度召开一次联席会议，研究解决跨部门、跨区域问题。",
    "抓好宣传。用通俗易懂的语言编写明白纸和问答，在政务大厅、社区、集市等场所发放，做到应知尽知。",
    "严格监管。把{check}纳入年度检查计划，推行“双随机、一公开”，对发现的问题建立清单、限时销号。",
    "推进试点。选择{place}、{place}等地先行先试，及时总结经验，成熟一项推广一项。",
)
GUARANTEES = (
    "加强组织领导。{unit}成立由主要负责人任组长的工作专班，{parts}要明确分管负责人和联络人，名单于十个工作日内报{section}。",
    "落实资金保障。统筹用好上级补助和本级预算资金，优先保障{matter}所需经费，严禁虚列支出。",
    "强化督促指导。建立周调度、月通报、季评估机制，对进展缓慢的予以提醒，对弄虚作假的严肃问责。",
    "注重总结推广。各地的好做法请于每季度末报送，择优在工作简报和门户网站刊发。",
    "防范廉政风险。公开办事流程和监督电话{phone}，自觉接受群众和媒体监督。",
)


def write_sections(order: Order, pen: Pen, policy: "Policy") -> list[Text]:
    facts = {**facts_of(order, policy), "year": policy.formed_on.year + 1, "months": pen.pick((6, 9, 12, 18))}
    tasks = [pen.write(text, **facts) for text in pen.shuffle(TASKS)[:4]]
    return [
        Text(heading=policy.name),
        Text((pen.pick_and_write(GOALS, **facts),), heading="一、总体要求"),
        Text(
            (f"面向{policy.matter.who}。具体条件为：" + enumerate_clauses(policy.conditions),),
            heading="二、适用范围和条件",
        ),
        Text((enumerate_clauses(policy.standards),), heading="三、执行标准"),
        Text(tuple(f"（{chinese_number(n)}）{task}" for n, task in enumerate(tasks, 1)), heading="四、重点任务"),
        Text(
            (f"申请材料：{'、'.join(policy.matter.materials)}。", pen.pick_and_write(STEPS, **facts)),
            heading="五、办理程序",
        ),
        Text(
            (*[pen.write(text, **facts) for text in pen.take(GUARANTEES, 3)], *closing(order, policy, facts)),
            heading="六、保障措施",
        ),
    ]
