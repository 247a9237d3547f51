"""信息公开年报 in the six-part format of 国办公开办函〔2021〕30号: 新收 + 结转 = 总计 + 结转下年, in every column of the table."""

from cms.demo.drafts import Block, ItemDraft, Table, Text
from cms.demo.pen import Pen
from cms.demo.writing.order import Order, attach, make_draft

APPLICANTS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")
#: How often each sort of applicant comes, in percent of the natural persons.
SHARES = (100, 26, 3, 3, 10, 4)
OUTCOMES = (
    ("（一）予以公开", 46),
    ("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", 12),
    ("（三）不予公开　1.属于国家秘密", 1),
    ("2.其他法律行政法规禁止公开", 1),
    ("3.危及“三安全一稳定”", 1),
    ("4.保护第三方合法权益", 3),
    ("5.属于三类内部事务信息", 3),
    ("6.属于四类过程性信息", 3),
    ("7.属于行政执法案卷", 2),
    ("8.属于行政查询事项", 3),
    ("（四）无法提供　1.本机关不掌握相关政府信息", 18),
    ("2.没有现成信息需要另行制作", 5),
    ("3.补正后申请内容仍不明确", 3),
    ("（五）不予处理　1.信访举报投诉类申请", 6),
    ("2.重复申请", 3),
    ("3.要求提供公开出版物", 1),
    ("4.无正当理由大量反复申请", 1),
    ("5.要求行政机关确认或重新出具已获取信息", 1),
    ("（六）其他处理　1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", 3),
    ("2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", 1),
    ("3.其他", 1),
)
REVIEW = ("结果维持", "结果纠正", "其他结果", "尚未审结")


def carried_over(order: Order, year: int) -> list[int]:
    """Applications open at the end of `year`, by applicant: this year's last line and next year's second."""
    pen = order.figures("carried", year)
    return [pen.number(0, 3) if place in (0, 1) else 0 for place in range(len(APPLICANTS))]


def received(order: Order, year: int) -> list[int]:
    pen = order.figures("received", year)
    base = pen.number(8, 22) if order.unit.is_local or order.unit.kind == "government_office" else pen.number(3, 12)
    open_next, open_before = carried_over(order, year), carried_over(order, year - 1)
    drawn = [round(base * share / 100 * pen.dice.uniform(0.7, 1.5)) for share in SHARES]
    return [max(new, left - before) for new, left, before in zip(drawn, open_next, open_before, strict=True)]


def spread(pen: Pen, number: int) -> list[int]:
    """Spread decided applications over the outcomes, the frequent ones first."""
    counts = [0] * len(OUTCOMES)
    for place in pen.dice.choices(range(len(OUTCOMES)), weights=[weight for _, weight in OUTCOMES], k=number):
        counts[place] += 1
    return counts


def request_table(order: Order, year: int) -> tuple[Table, dict[str, int]]:
    """Table three: 新收, 结转, twenty-one outcomes, 总计, 结转下年; the columns are the sorts of applicant."""
    pen = order.figures("outcomes", year)
    new, before, left = received(order, year), carried_over(order, year - 1), carried_over(order, year)
    decided = [a + b - c for a, b, c in zip(new, before, left, strict=True)]
    outcomes = list(zip(*[spread(pen, number) for number in decided], strict=True))
    lines = [("一、本年新收政府信息公开申请数量", new), ("二、上年结转政府信息公开申请数量", before)]
    lines += [
        (f"三、本年度办理结果　{name}" if n == 0 else name, list(row))
        for n, ((name, _), row) in enumerate(zip(OUTCOMES, outcomes, strict=True))
    ]
    lines += [("（七）总计", decided), ("四、结转下年度继续办理", left)]
    rows = tuple((name, *map(str, numbers), str(sum(numbers))) for name, numbers in lines)
    totals = {
        "new": sum(new),
        "before": sum(before),
        "decided": sum(decided),
        "left": sum(left),
        "open": sum(outcomes[0]),
        "partly": sum(outcomes[1]),
    }
    return Table((("事项", *APPLICANTS, "总计"), *rows), "三、收到和处理政府信息公开申请情况"), totals


def review_table(pen: Pen) -> tuple[Table, int, int]:
    def row(name: str, most: int) -> tuple[tuple[str, ...], int]:
        counts = [pen.number(0, most), pen.number(0, 1) if most > 1 else 0, 0, 0]
        return (name, *map(str, counts), str(sum(counts))), sum(counts)

    appeals, appealed = row("行政复议", 3)
    direct, sued = row("行政诉讼：未经复议直接起诉", 1)
    after, sued_after = row("行政诉讼：复议后起诉", 1)
    return (
        Table(
            (("类型", *REVIEW, "总计"), appeals, direct, after),
            "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况",
        ),
        appealed,
        sued + sued_after,
    )


def proactive_table(order: Order, pen: Pen, year: int) -> Table:
    in_force = 8 + pen.number(0, 30)
    rows = (
        ("第二十条第（一）项", "规章", "0", "0", "0"),
        ("第二十条第（一）项", "行政规范性文件", str(pen.number(0, 5)), str(pen.number(0, 3)), str(in_force)),
    )
    more = (
        ("第二十条第（五）项", "行政许可处理决定数量", str(pen.number(120, 4200))),
        ("第二十条第（六）项", "行政处罚处理决定数量", str(pen.number(10, 620))),
        ("第二十条第（六）项", "行政强制处理决定数量", str(pen.number(0, 36))),
        ("第二十条第（八）项", "行政事业性收费（万元）", f"{pen.number(0, 99000) / 100:.2f}"),
    )
    return Table(
        (
            ("信息内容", "事项", "本年制发件数", "本年废止件数", "现行有效件数"),
            *rows,
            *((*line, "", "") for line in more),
        ),
        "二、主动公开政府信息情况",
    )


PROBLEMS = (
    ("部分栏目更新不够均衡，有的科室重视程度不高", "建立栏目更新提醒机制，到期前{n:5-10}日提醒责任科室"),
    ("政策解读形式比较单一，图解和问答数量偏少", "每份重要文件至少配{n:2-3}种形式的解读，邀请服务对象参与试读"),
    ("依申请公开答复文书的说理性有待加强", "组织{n:2-4}次案例研讨，编印答复文书范本"),
    ("基层公开专区建设水平参差不齐", "对{place}、{place}等地开展现场指导，补齐设备和资料"),
    ("数据类信息机器可读程度不高", "统计表格统一以电子表格形式同步发布，便于下载和再利用"),
)


def write_report(order: Order, index: int) -> ItemDraft | None:
    year = order.today.year - 1 - index
    if index > 3:  # noqa: PLR2004 (four years back, as the rest of the city)
        return None
    pen = order.figures("report", year)
    requests, totals = request_table(order, year)
    reviews, appealed, sued = review_table(pen)
    published = pen.number(260, 1900)
    facts = {"year": year, "appealed": appealed, "sued": sued, "published": published, **totals}
    problems = pen.take(PROBLEMS, 2)
    body: list[Block] = [
        Text(tuple(pen.write(line, **facts) for line in OVERALL), heading="一、总体情况"),
        proactive_table(order, pen, year),
        requests,
        reviews,
        Text(
            (
                *[pen.write("存在的问题：{problem}。", problem=one) for one, _ in problems],
                *[pen.write("改进措施：" + way + "。") for _, way in problems],
            ),
            heading="五、存在的主要问题及改进情况",
        ),
        Text(
            (pen.write("本年度收取信息处理费0元。其他需要报告的事项：无。", **facts),), heading="六、其他需要报告的事项"
        ),
    ]
    title = f"{order.unit.official_name}{year}年政府信息公开工作年度报告"
    day = pen.day_in(year + 1, first=(1, 8), last=(1, 30))
    return make_draft(
        order, index, title=title, body=body, pen=pen, published_on=day, genre="report", keywords=("信息公开年报", str(year)),
        subject=("综合政务", "政务公开"), attachments=(attach("pdf", title, day, *body),) if pen.chance(35) else (),
    )  # fmt: skip


OVERALL = (
    "（一）主动公开。{year}年，{unit}通过门户网站和政务新媒体主动公开信息{published}条，重点公开了{programme}、{check}等内容。",
    "（二）依申请公开。全年新收申请{new}件，加上上年结转{before}件，共办理{decided}件，结转下年{left}件；其中予以公开{open}件、部分公开{partly}件。",
    "（三）政府信息管理。对{n:20-120}份文件重新核定公开属性，清理失效文件并在原文标注；信息发布执行{n:3-5}级审核。",
    "（四）平台建设。优化专栏检索和下载功能，{body}设有查阅点，全年接待查阅{n:30-360}人次。",
    "（五）监督保障。组织培训{n:2-6}期，参训{n:60-360}人次；社会评议结果良好，未发生责任追究情形。因信息公开被申请行政复议{appealed}件、提起行政诉讼{sued}件。",
)
