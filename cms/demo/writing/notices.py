"""文件通知: what a unit tells its subordinates."""

import datetime

from cms.demo.drafts import Block, ItemDraft, Table, Text
from cms.demo.pen import Pen, chinese_number, long_date
from cms.demo.writing.articles import GUARANTEES, TASKS
from cms.demo.writing.order import Order, attach, enumerate_clauses, make_draft, sign

SEASONS = {
    1: "岁末年初",
    2: "春节期间",
    3: "春季",
    4: "春季",
    5: "入汛前",
    6: "汛期",
    7: "暑期",
    8: "高温期间",
    9: "秋季",
    10: "国庆前后",
    11: "入冬前",
    12: "冬季",
}
SUBJECTS = (
    ("关于做好{year}年{matter}工作的通知", "matter"),
    ("关于开展{year}年{matter}申报工作的通知", "matter"),
    ("关于组织开展{check}专项检查的通知", "check"),
    ("关于做好{season}{risk}防范应对工作的通知", "risk"),
    ("关于推进{programme}的通知", "programme"),
    ("关于举办{year}年{field}业务培训班的通知", "training"),
    ("关于报送{programme}进展情况的通知", "programme"),
    ("关于对{check}开展“回头看”的通知", "check"),
    ("关于规范{matter}办理流程的通知", "matter"),
    ("关于建立{programme}工作台账的通知", "programme"),
    ("关于{season}{field}领域便民服务安排的通知", "training"),
    ("关于公布{programme}联系人和咨询电话的通知", "programme"),
)
WHY = {
    "matter": (
        "为了让符合条件的群众和企业及时享受政策，现就有关事项通知如下。",
        "近期，{why}。经研究，现将{year}年有关工作安排如下。",
    ),
    "check": (
        "根据年度检查计划，决定在{whole}范围内对{check}开展检查，现将有关事项通知如下。",
        "近期抽查发现，{place}等地在{check}方面仍存在薄弱环节，现就进一步加强管理通知如下。",
    ),
    "risk": (
        "据会商研判，未来一段时间{risk}的可能性较大。为切实保障群众生命财产安全，现就防范应对工作通知如下。",
        "{season}是{risk}易发时段，{parts}要立足早发现、早预警、早处置，扎实做好各项准备。",
    ),
    "programme": (
        "{programme}已经列入年度重点任务。为确保按期完成，现就有关要求通知如下。",
        "今年以来，{place}、{place}等地{programme}取得初步成效。为在{whole}推开，现通知如下。",
    ),
    "training": (
        "为提高{field}系统业务能力和服务水平，经研究，现将有关安排通知如下。",
        "为方便群众办事、提升工作质量，现就{field}有关工作作如下安排。",
    ),
}
DETAILS = {
    "matter": (
        "（一）受理对象：{who}。",
        "（二）办理条件：{conditions}",
        "（三）执行标准：{standards}",
        "（四）办理渠道：{channel}，办理时限{days}个工作日。",
        "（五）申报材料：{materials}。",
    ),
    "check": (
        "（一）自查自纠。{parts}于{deadline}前完成全面自查，自查面达到100%。",
        "（二）现场检查。由{section}抽调业务骨干组成{n:3-6}个检查组，抽查比例不低于{n:15-40/5}%。",
        "（三）问题整改。对查出的问题建立清单，明确整改责任人和时限，整改情况报{section}备案。",
        "（四）巩固提升。对共性问题分析原因，完善制度，防止反弹。",
    ),
    "risk": (
        "（一）落实值守。严格执行领导带班和24小时值班制度，{risk}信息要第一时间报告。",
        "（二）排查隐患。以{town}、{town}等重点区域为主，逐点排查，{deadline}前完成第一轮整改。",
        "（三）备足物资。核对应急物资{n:12-36}类，补齐缺口，明确调用程序。",
        "（四）做好转移。对独居老人、残疾人等群体落实一对一帮扶责任人。",
    ),
    "programme": (
        "（一）明确任务。{place}、{place}要在{deadline}前报送实施清单。",
        "（二）倒排工期。{section}每{n:7-15}日调度一次，项目化推进。",
        "（三）典型带动。培育{n:5-20}个示范点，由点及面推开。",
        "（四）按时报送。进展情况于每月{n:20-28}日前以书面形式报送，联系电话{phone}。",
    ),
    "training": (
        "（一）时间地点。{deadline}上午9时，{road}{n:6-160}号会议中心。",
        "（二）参加人员。{parts}有关负责人和业务骨干，约{n:60-260/10}人。",
        "（三）主要内容。政策法规解读、案例分析和{action}实务交流。",
        "（四）其他事项。不收取培训费，参加人员请于{deadline}前报名，联系电话{phone}。",
    ),
}


def matter_facts(order: Order, pen: Pen) -> dict[str, object]:
    matter = pen.pick(order.matters)
    return {
        "matter": matter.name,
        "owner": order.prefix_for(matter),
        "who": matter.who,
        "why": matter.why,
        "days": matter.days,
        "channel": matter.channel,
        "aliases": matter.aliases,
        "subject_class": matter.subject,
        "is_listed": matter.is_listed,
        "materials": "、".join(matter.materials),
        "conditions": enumerate_clauses([pen.write(one) for one in matter.conditions]),
        "standards": enumerate_clauses([pen.write(one) for one in matter.standards]),
    }


def draw_facts(order: Order, pen: Pen, day: datetime.date) -> dict[str, object]:
    """What one notice is about; a name drawn here is the same in its title and in its text."""
    domain = order.unit.domain
    return {
        **matter_facts(order, pen),
        "year": day.year,
        "season": SEASONS[day.month],
        "phone": order.unit.phone,
        "deadline": long_date(day + datetime.timedelta(days=pen.number(12, 40))),
        "programme": pen.pick(domain.programmes),
        "check": pen.pick(domain.checks),
        "risk": pen.pick(domain.risks),
    }


def number_of(order: Order, day: datetime.date, index: int, kind: str) -> str:
    return f"{order.unit.mark}{kind}〔{day.year}〕{(day.timetuple().tm_yday // 9) * 9 + index % 9 + 1}号"


def write_notice(order: Order, index: int) -> ItemDraft:
    pen = order.pen("notice", index)
    day = pen.past_day(order.today)
    facts = draw_facts(order, pen, day)
    subject, theme = pen.pick(SUBJECTS)
    title = pen.write(subject, **facts)
    tasks = [pen.write(text, **{**facts, "months": 6}) for text in pen.shuffle(TASKS)[:3]]
    body: list[Block] = [
        Text((pen.write("{parts}、各有关单位："), pen.pick_and_write(WHY[theme], **facts))),
        Text(tuple(pen.write(line, **facts) for line in DETAILS[theme]), heading="一、主要内容"),
        Text(tuple(f"（{chinese_number(n)}）{task}" for n, task in enumerate(tasks, 1)), heading="二、工作要求"),
        Text(tuple(pen.write(text, **facts) for text in pen.take(GUARANTEES, 2)), heading="三、组织保障"),
        sign(order.unit, day),
    ]
    files = []
    if pen.chance(12):
        files.append(attach("docx", title, day, *body))
    if pen.chance(12):
        files.append(attach("xlsx", f"{title[:24]}附表", day, reporting_table(order, pen)))
    return make_draft(
        order, index, title=f"{order.unit.official_name}{title}", body=body, pen=pen, published_on=day,
        document_number=number_of(order, day, index, pen.pick(("函", "办", "字"))), genre="notice",
        keywords=(str(facts["matter"] if theme == "matter" else facts["programme"]), "通知"),
        subject=(facts["subject_class"] if theme == "matter" else ()) or order.unit.domain.subject,
        attachments=tuple(files),
    )  # fmt: skip


def reporting_table(order: Order, pen: Pen) -> Table:
    """A table for the units below to report by: planned, done and open add up on every row and in the last one."""
    rows, total_planned, total_done = [], 0, 0
    for place in order.unit.places:
        planned = pen.number(40, 320)
        done = pen.number(planned // 3, planned)
        total_planned, total_done = total_planned + planned, total_done + done
        rows.append((place, str(planned), str(done), str(planned - done)))
    total = ("合计", str(total_planned), str(total_done), str(total_planned - total_done))
    return Table((("单位", "计划数", "已完成", "未完成"), *rows, total), "任务完成情况汇总表")
