"""工作动态, and the news columns of a portal: 政务要闻, 部门动态, 县区动态 …"""

import datetime

from cms.demo.drafts import Block, Image, ItemDraft, Picture, Text
from cms.demo.pen import Pen
from cms.demo.writing.order import Order, attach, make_draft

TITLES = (
    "{short}{action}",
    "{place}：{programme}跑出“加速度”",
    "{short}召开{programme}推进会",
    "{short}到{town}开展{check}检查",
    "{programme}在{place}落地见效",
    "{short}“局长走流程”体验{matter}办理",
    "{short}部署{season}重点工作",
    "小切口解决大民生：{short}优化{matter}",
    "{village}的新变化：{programme}进村记",
    "{short}组织{risk}应急演练",
    "{figure}{value}{measure}：{short}前{months}个月成绩单",
    "{short}开展“{programme}”主题宣传活动",
    "{place}、{place}结对推进{programme}",
    "{short}答复代表委员关于{matter}的建议",
    "走进{road}：{short}把服务窗口搬到群众身边",
    "{short}举办{field}系统业务比武",
    "从“来回跑”到“一次办”：{matter}这样改",
    "{short}与{place}会商{check}问题整改",
    "{short}督导{town}{programme}",
    "{short}开展{season}走访慰问和政策宣讲",
)
LEADS = (
    "{month}月{day}日，{short}{action}，现场了解进展，听取群众意见，帮助解决实际困难{n:3-18}个。",
    "“过去要跑好几趟，现在在家门口就办妥了。”家住{place}{village}的一位居民说起{matter}的变化，连连点头。",
    "连日来，{short}围绕{programme}，组织{n:20-160}名干部分组下沉{place}、{place}等地，边走访、边宣传、边办理。",
    "今年以来，{unit}把{programme}作为改善民生的重要抓手，细化任务{n:12-36}项，目前已完成{n:6-11}项。",
    "{month}月{day}日上午，{unit}召开专题会议，听取{section}关于{programme}的汇报，研究下一步工作措施。",
    "针对群众反映集中的{matter}问题，{short}第一时间成立工作专班，用{n:2-6}周时间摸清底数、列出清单、逐项销号。",
    "{month}月{day}日，{short}组成{n:2-6}个检查组赴{place}、{place}，采取查阅资料、实地察看、随机询问等方式，对{check}进行检查。",
    "{check}整治得怎么样？{short}联合{place}有关部门开展“回头看”，逐项核对上一轮整改清单。",
    "警报响起，人员就位。{month}月{day}日，{short}在{place}组织{risk}应急演练，检验预案、锻炼队伍。",
    "清晨{n:6-8}点，{town}的集市刚刚热闹起来，{short}的宣传台前已经围了不少赶集的村民。",
)
MIDDLES = (
    "工作中，{section}建立“日登记、周调度、月通报”机制，累计梳理问题{n:26-180}个，已推动解决{n:12-25}个，其余均明确了责任人和完成时限。",
    "在{place}，工作人员{action}，并就{matter}的条件、材料和时限逐一说明，发放明白纸{n:300-2600/50}份。",
    "截至目前，{whole}{figure}达到{value}{measure}，比上年同期有了明显变化，{parts}的工作推进更加均衡。",
    "为了让老年人少跑腿，{body}开设绿色通道，安排{n:4-16}名帮办员全程陪同，平均等候时间缩短{n:10-35/5}分钟。",
    "检查组重点查看了{check}，对发现的{n:3-15}处隐患当场交办，要求{n:3-10}日内整改到位，并安排专人复查。",
    "{short}与{place}建立联席会商机制，每月研究一次{programme}中的难点，打通数据共享的堵点{n:3-9}处。",
    "结合{programme}，{short}推出“点单式”服务，由群众提出需求、部门派单、干部接单，办结率达到{n:93-99}%。",
    "演练模拟{risk}发生后的信息报告、人员疏散、物资调运和恢复秩序等环节，{n:120-460/10}人参加，用时{n:28-75}分钟。",
    "{estate}的居民代表提出，希望在晚间增加咨询时段。{short}当场回应，从下周起每周三延长服务到19时30分。",
    "据介绍，{programme}实施以来，{place}先后投入资金{n:160-2600/20}万元，受益群众{n:2600-36000/100}人。",
)
CLOSINGS = (
    "下一步，{unit}将继续聚焦群众急难愁盼，把{programme}抓紧抓实，让更多人得到实惠。",
    "{short}有关负责人表示，将加强跟踪问效，对进展慢的地方上门指导，确保年度任务如期完成。",
    "接下来，{section}将及时公布办理结果，接受社会监督，咨询电话为{phone}。",
    "参加活动的干部表示，要把现场收集的意见带回去研究，能马上办的马上办，需要时间的给出明确答复。",
    "按照计划，{programme}将在{n:2-8}个月内覆盖{whole}，进展情况定期在网站公开。",
)
SEASONS = ("岁末年初", "早春", "春季", "春季", "初夏", "汛期", "暑期", "盛夏", "秋季", "国庆前后", "入冬前", "冬季")


def draw_news_facts(order: Order, pen: Pen, day: datetime.date) -> dict[str, object]:
    domain = order.unit.domain
    figure, measure, low, high = pen.pick(domain.figures)
    return {
        "month": day.month,
        "day": day.day,
        "months": max(2, day.month - 1),
        "season": SEASONS[day.month - 1],
        "phone": order.unit.phone,
        "programme": pen.pick(domain.programmes),
        "action": pen.pick_and_write(domain.actions),
        "check": pen.pick(domain.checks),
        "risk": pen.pick(domain.risks),
        "matter": pen.pick(order.matters).name,
        "figure": figure,
        "measure": measure,
        "value": pen.number(int(low), int(high)),
    }


def topics(pattern: str) -> frozenset[str]:
    return frozenset(name for name in ("programme", "matter", "action", "check", "risk") if f"{{{name}}}" in pattern)


def akin(pattern: str, others: tuple[str, ...]) -> list[str]:
    """Those that speak of what the title speaks of; all but the drills if none does."""
    about = topics(pattern)
    return [one for one in others if topics(one) & about] or [one for one in others if "risk" not in topics(one)]


def write_middle(pen: Pen, pattern: str, facts: dict[str, object]) -> list[str]:
    first = pen.pick(akin(pattern, MIDDLES))
    others = [one for one in MIDDLES if one != first and "risk" not in topics(one)]
    return [pen.write(one, **facts) for one in (first, *pen.shuffle(others)[: pen.number(1, 3)])]


def write_news(order: Order, index: int) -> ItemDraft:
    pen = order.pen("news", index)
    day = pen.past_day(order.today)
    facts = draw_news_facts(order, pen, day)
    pattern = pen.pick(TITLES)
    title = pen.write(pattern, **facts)
    body: list[Block] = [Text((pen.pick_and_write(akin(pattern, LEADS), **facts), *write_middle(pen, pattern, facts)))]
    if pen.chance(20):
        picture = attach("jpg", f"{facts['programme']}现场", day, Picture(order.ref(index)))
        body.append(Image(picture, pen.pick_and_write(("活动现场", "{town}一角", "工作人员在{place}走访", "服务现场"))))
    body.append(Text((pen.pick_and_write(CLOSINGS, **facts),)))
    return make_draft(
        order, index, title=title, body=body, pen=pen, published_on=day,
        keywords=(str(facts["programme"]), str(facts["matter"])), formed_on=day, genre="other",
    )  # fmt: skip
