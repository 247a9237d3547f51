"""规划计划 and 计划总结: plans ahead, summaries back, with a table of tasks."""

import datetime

from cms.demo.drafts import Block, ItemDraft, Table, Text
from cms.demo.pen import Pen, chinese_number, working_day
from cms.demo.writing.order import Order, attach, make_draft

GOALS = (
    "到{year}年底，{figure}达到{value}{measure}左右，{programme}取得明显进展。",
    "全年完成{programme}、{other}等重点任务{n:12-36}项，{figure}力争达到{value}{measure}。",
    "以{programme}为牵引，推动{field}工作提质增效，{figure}保持在{value}{measure}左右。",
)
TASKS = (
    "推进{programme}。制定任务清单，明确{n:6-18}项具体措施，{section}牵头，{parts}共同落实。",
    "抓好{check}监管。全年安排检查{n:4-24}轮，覆盖面不低于{n:60-95/5}%，检查结果公开。",
    "改善服务。在{town}、{town}等地增设服务点{n:3-26}处，方便群众就近办理{matter}。",
    "建设{work}。完成前期手续后及时开工，力争{n:6-11}月底前形成实物工作量。",
    "防范{risk}。完善预案，开展演练{n:3-12}次，备足应急物资和队伍。",
    "加强队伍建设。举办业务培训{n:4-16}期，选派{n:6-40}名干部到基层锻炼。",
    "深化数字应用。推动业务系统与上级平台对接，减少基层重复填报{n:8-36}项。",
    "推动信息公开。及时公开政策和数据，收集办理群众建议，{n:5-15}个工作日内反馈。",
)
LONG = (
    "“十五五”{field}发展规划",
    "{programme}三年行动计划（{year}—{later}年）",
    "{field}重点项目建设规划（{year}—{later}年）",
)
SHORT = ("{year}年工作要点", "{year}年{programme}工作计划", "{year}年重点任务分解方案", "{year}年{field}工作计划")
RESULTS = (
    "{figure}达到{value}{measure}，{programme}完成年度任务的{n:92-108}%。",
    "组织{action}，共解决群众反映的问题{n:60-620}件，满意率{n:92-99}%。",
    "对{check}开展检查{n:6-36}轮，整改问题{n:26-260}个，整改完成率{n:93-99}%。",
    "{place}、{place}等地的做法得到推广，{programme}覆盖{n:60-160}个村（居）。",
    "{matter}平均办理时间缩短{n:15-45/5}%，线上办理占比提高到{n:62-93}%。",
    "围绕{risk}开展防范演练{n:2-9}次，排查隐患{n:36-620/4}处，全年未发生较大以上事故。",
)
SHORTCOMINGS = (
    "部分地方推进不够平衡，{place}等地进度偏慢",
    "基层业务力量不足，{section}一线人员流动较快",
    "信息化支撑不够，数据共享仍有堵点",
    "宣传不够深入，部分群众对{matter}的条件不清楚",
)
SUMMARIES = (
    "{year}年工作总结",
    "{year}年上半年工作总结和下半年安排",
    "{year}年法治政府建设情况报告",
    "{year}年政务公开工作总结",
    "{year}年{programme}总结评估报告",
)


def draw(order: Order, pen: Pen, year: int) -> dict[str, object]:
    domain = order.unit.domain
    figure, measure, low, high = pen.pick(domain.figures)
    programme, other = pen.take(domain.programmes, 2)
    return {
        "year": year, "later": year + 2, "figure": figure, "measure": measure, "value": pen.number(int(low), int(high)),
        "programme": programme, "other": other, "work": pen.pick_and_write(domain.works), "matter": pen.pick(order.matters).name,
    }  # fmt: skip


def redraw(order: Order, pen: Pen, facts: dict[str, object]) -> dict[str, object]:
    domain = order.unit.domain
    return {
        **facts,
        "programme": pen.pick(domain.programmes),
        "work": pen.pick_and_write(domain.works),
        "action": pen.pick_and_write(domain.actions),
    }


def write_plan(order: Order, index: int) -> ItemDraft:
    pen = order.pen("plan", index)
    year = order.today.year - index // 2
    facts = draw(order, pen, year)
    title = pen.pick_and_write(LONG if index % 3 == 1 else SHORT, **facts)
    tasks = [pen.write(text, **redraw(order, pen, facts)) for text in pen.shuffle(TASKS)[:6]]
    rows = [
        (str(n), task.split("。")[0], pen.pick(order.unit.domain.sections), f"{year}年{pen.number(6, 12)}月")
        for n, task in enumerate(tasks, 1)
    ]
    table = Table((("序号", "任务", "牵头科室", "完成时限"), *rows), "重点任务分解表")
    body: list[Block] = [
        Text(
            (
                pen.write("为做好{year}年{field}工作，结合{area}实际，制定本文件。", **facts),
                pen.pick_and_write(GOALS, **facts),
            ),
            heading="一、总体目标",
        ),
        Text(tuple(f"（{chinese_number(n)}）{task}" for n, task in enumerate(tasks, 1)), heading="二、重点任务"),
        table,
        Text(
            (
                pen.write(
                    "{section}每季度调度任务进展，对未按时间节点完成的予以提醒；年底组织评估，评估结果向社会公开。"
                ),
            ),
            heading="三、保障措施",
        ),
    ]
    day = min(pen.day_in(year, first=(1, 12), last=(3, 28)), working_day(order.today))
    files = (attach(pen.pick(("docx", "pdf")), title, day, *body),) if pen.chance(26) else ()
    return make_draft(
        order,
        index,
        title=f"{order.unit.official_name}{title}",
        body=body,
        pen=pen,
        published_on=day,
        keywords=("规划计划", str(facts["programme"])),
        attachments=files,
        genre="other",
    )


def write_summary(order: Order, index: int) -> ItemDraft:
    pen = order.pen("summary", index)
    subject = SUMMARIES[index % len(SUMMARIES)]
    half = "上半年" in subject
    year = order.today.year - (0 if half else 1) - index // len(SUMMARIES)
    facts = draw(order, pen, year)
    results = [pen.write(text, **redraw(order, pen, facts)) for text in pen.shuffle(RESULTS)[:4]]
    problems = [pen.write(text, **facts) for text in pen.take(SHORTCOMINGS, 2)]
    next_tasks = [pen.write(text, **redraw(order, pen, {**facts, "year": year + 1})) for text in pen.shuffle(TASKS)[:3]]
    period = f"{year}年上半年" if half else f"{year}年"
    body: list[Block] = [
        Text(
            (
                pen.write(
                    "{period}，{unit}围绕中心、服务大局，扎实推进{programme}、{other}等工作，现将有关情况报告如下。",
                    period=period,
                    **facts,
                ),
            )
        ),
        Text(tuple(f"（{chinese_number(n)}）{line}" for n, line in enumerate(results, 1)), heading="一、主要工作情况"),
        Text(("；".join(problems) + "。",), heading="二、存在的问题"),
        Text(tuple(f"（{chinese_number(n)}）{line}" for n, line in enumerate(next_tasks, 1)), heading="三、下一步打算"),
    ]
    day = pen.day_in(year, first=(7, 6), last=(7, 28)) if half else pen.day_in(year + 1, first=(1, 5), last=(2, 6))
    title = f"{order.unit.official_name}{pen.write(subject, **facts)}"
    files = (attach("docx", title, day, *body),) if pen.chance(30) else ()
    return make_draft(
        order,
        index,
        title=title,
        body=body,
        pen=pen,
        published_on=min(day, working_day(order.today - datetime.timedelta(days=1))),
        genre="report",
        keywords=("计划总结", str(facts["programme"])),
        attachments=files,
    )
