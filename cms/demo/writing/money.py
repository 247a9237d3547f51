"""财政资金: budgets, final accounts and the three public expenses, in tables whose lines add up to the last fen."""

from collections.abc import Sequence

from cms.demo.drafts import Block, ItemDraft, Table, Text
from cms.demo.pen import Pen, chinese_number
from cms.demo.writing.order import Order, attach, make_draft

FUNCTIONS = ("一般公共服务支出", "社会保障和就业支出", "卫生健康支出", "住房保障支出", "城乡社区支出")
REASONS = (
    "人员正常增资和社会保险缴费基数调整",
    "压减一般性支出",
    "{programme}项目经费增加",
    "部分项目完工后不再安排",
    "机构职能调整带来人员变化",
)


def yuan(cents: int) -> str:
    """Hundredths of 万元 as text; whole numbers inside, so that sums are exact."""
    return f"{cents // 100}.{cents % 100:02d}"


def split(pen: Pen, total: int, weights: Sequence[int]) -> list[int]:
    """Shares near the weights that add up to the total; the largest takes what rounding leaves."""
    drawn = [weight * pen.number(85, 115) for weight in weights]
    shares = [total * weight // sum(drawn) for weight in drawn]
    shares[shares.index(max(shares))] += total - sum(shares)
    return shares


def yearly_total(order: Order, year: int) -> int:
    """What the unit gets in a year: a size of its own that moves a little from year to year."""
    size = order.figures("size").number(180_000, 1_600_000)
    return size * (100 + order.figures("growth", year).number(-6, 9)) // 100


def expenses(order: Order, year: int, *, final: bool) -> dict[str, int]:
    """三公 in hundredths of 万元: budget, or what was spent of it."""
    size, pen = order.figures("expenses"), order.figures("expenses", year)
    running, reception = size.number(400, 2400), size.number(80, 900)
    budget = {
        "abroad": size.pick((0, 0, 150, 300)),
        "purchase": pen.pick((0, 0, 0, 0, 0, 1800)),
        "running": running * pen.number(90, 102) // 100,
        "reception": reception * pen.number(88, 101) // 100,
    }
    if not final:
        return budget
    spent = order.figures("spent", year)
    return {name: value * spent.number(55, 98) // 100 for name, value in budget.items()}


def expense_table(numbers: dict[str, int], caption: str) -> Table:
    cars = numbers["purchase"] + numbers["running"]
    total = numbers["abroad"] + cars + numbers["reception"]
    row = (total, numbers["abroad"], cars, numbers["purchase"], numbers["running"], numbers["reception"])
    head = ("合计", "因公出国（境）费", "公务用车购置及运行费小计", "公务用车购置费", "公务用车运行费", "公务接待费")
    return Table((head, tuple(map(yuan, row))), caption)


def total_of(numbers: dict[str, int]) -> int:
    return sum(numbers.values())


def account_tables(order: Order, pen: Pen, total: int) -> tuple[Table, Table, dict[str, int]]:
    """Income and outlay by source and function, then basic and project outlay: both come to the same total."""
    funds = split(pen, total, (88, 7, 5))
    outlay = split(pen, total, (52, 16, 9, 8, 15))
    own = FUNCTIONS[0] if order.unit.domain.key == "general" else f"{order.unit.domain.field}支出"
    names = (own, *FUNCTIONS[1:])
    incomes = [("一般公共预算拨款收入", funds[0]), ("政府性基金预算拨款收入", funds[1]), ("其他收入", funds[2])]
    rows = [
        (a, yuan(b) if a else "", c, yuan(d))
        for (a, b), (c, d) in zip([*incomes, ("", 0), ("", 0)], zip(names, outlay, strict=True), strict=True)
    ]
    balance = Table(
        (("收入", "金额", "支出", "金额"), *rows, ("收入总计", yuan(total), "支出总计", yuan(total))),
        "收支总表（单位：万元）",
    )
    basic = total * pen.number(46, 72) // 100
    staff = basic * pen.number(80, 91) // 100
    kinds = Table(
        (
            ("项目", "金额"),
            ("基本支出", yuan(basic)),
            ("其中：人员经费", yuan(staff)),
            ("　　　公用经费", yuan(basic - staff)),
            ("项目支出", yuan(total - basic)),
            ("合计", yuan(total)),
        ),
        "支出构成表（单位：万元）",
    )
    return balance, kinds, {"basic": basic, "staff": staff, "projects": total - basic}


def write_money(order: Order, index: int) -> ItemDraft | None:
    """Budget and final account by turns, year after year backwards; then subsidies paid out."""
    turn, back = index % 3, index // 3
    if back > 2:  # noqa: PLR2004 (three years of accounts are kept in the column)
        return None
    year = order.today.year - back
    if turn == 1:
        year -= 1 if (order.today.month, order.today.day) > (9, 1) else 2
    return (write_account, write_account, write_subsidies)[turn](order, index, year, turn == 1)


def write_account(order: Order, index: int, year: int, is_final: bool) -> ItemDraft:
    pen = order.figures("account", year, is_final)
    unit, word = order.unit, "决算" if is_final else "预算"
    total = yearly_total(order, year) * (103 if is_final else 100) // 100
    before = yearly_total(order, year - 1) * (103 if is_final else 100) // 100
    balance, kinds, parts = account_tables(order, pen, total)
    shown, planned = expenses(order, year, final=is_final), expenses(order, year, final=False)
    previous = expenses(order, year - 1, final=is_final)
    three = expense_table(shown, f"一般公共预算“三公”经费支出{word}表（单位：万元）")
    change, grew = abs(total - before), total >= before
    lines = (
        pen.write(
            "{year}年，{unit}收入总计{total}万元，支出总计{total}万元，收支平衡。与上年相比，收、支各{way}{change}万元，主要原因是{reason}。",
            year=year,
            total=yuan(total),
            way="增加" if grew else "减少",
            change=yuan(change),
            reason=pen.pick_and_write(REASONS),
        ),
        pen.write(
            "支出中，基本支出{basic}万元（人员经费{staff}万元、公用经费{office}万元），项目支出{projects}万元，主要用于{programme}、{programme2}等工作。",
            basic=yuan(parts["basic"]),
            staff=yuan(parts["staff"]),
            office=yuan(parts["basic"] - parts["staff"]),
            projects=yuan(parts["projects"]),
            programme=unit.domain.programmes[0],
            programme2=unit.domain.programmes[-1],
        ),
    )
    three_now, three_before = total_of(shown), total_of(planned if is_final else previous)
    compared = "完成年初预算的{rate:.1f}%" if is_final else "上年预算为{before}万元"
    reason = pen.pick(
        (
            "严格执行中央八项规定精神，从严控制公务接待和用车",
            "落实过紧日子要求，统筹安排公务活动",
            "合并调研批次，推广视频会议",
        )
    )
    sentence = pen.write(
        f"“三公”经费{word}合计{{total}}万元，{compared}，{{reason}}。其中：因公出国（境）费{{abroad}}万元，公务用车购置及运行费{{cars}}万元，公务接待费{{reception}}万元。",
        total=yuan(three_now),
        rate=100 * three_now / three_before,
        before=yuan(three_before),
        reason=reason,
        abroad=yuan(shown["abroad"]),
        cars=yuan(shown["purchase"] + shown["running"]),
        reception=yuan(shown["reception"]),
    )
    body: list[Block] = [
        Text((f"现将{unit.official_name}{year}年度部门{word}公开如下。金额单位为万元。", *contents(order, pen)), heading=f"第一部分　部门概况和{word}说明"),
        Text(lines, heading="第二部分　收支情况"), balance, kinds,
        Text((sentence,), heading="第三部分　“三公”经费情况"), three,
        Text((pen.write("政府采购支出{a}万元，其中授予中小企业合同金额占{n:60-96}%；对{n:2-9}个项目开展绩效自评，平均得分{n:86-97}分。", a=yuan(parts["projects"] * 3 // 10)),), heading="第四部分　其他重要事项"),
    ]  # fmt: skip
    day = (
        pen.day_in(year + 1, first=(8, 12), last=(8, 30)) if is_final else pen.day_in(year, first=(2, 10), last=(3, 5))
    )
    title = f"{unit.official_name}{year}年度部门{word}"
    files = [attach("xlsx", f"{title}公开表", day, balance, kinds, three)]
    if pen.chance(22):
        files.append(attach("pdf", title, day, *body))
    return make_draft(
        order,
        index,
        title=title,
        body=body,
        pen=pen,
        published_on=min(day, order.today),
        genre="report",
        keywords=(f"部门{word}", "三公经费", str(year)),
        attachments=tuple(files),
        subject=("财政、金融、审计", "财政"),
    )


def contents(order: Order, pen: Pen) -> tuple[str, ...]:
    duties = pen.take(order.unit.domain.duties, 2)
    return (
        pen.write("{unit}主要负责" + "，".join(duties) + "。"),
        pen.write("纳入部门预决算编制范围的单位包括机关本级和{body}等{n:2-6}个单位。"),
    )


def write_subsidies(order: Order, index: int, year: int, _is_final: bool) -> ItemDraft:
    pen = order.figures("subsidies", year)
    matter = pen.pick(order.matters)
    quarter = pen.number(1, max(1, (order.today.month - 1) // 3)) if year == order.today.year else pen.number(1, 4)
    rows, people_total, money_total = [], 0, 0
    for place in order.unit.places:
        people = pen.number(30, 900)
        money = people * pen.number(20_000, 90_000) // 1000
        people_total, money_total = people_total + people, money_total + money
        rows.append((place, str(people), yuan(money)))
    table = Table(
        (("地区", "人（户）数", "金额（万元）"), *rows, ("合计", str(people_total), yuan(money_total))),
        f"{matter.name}资金分配表",
    )
    month = quarter * 3 + 1
    day = pen.day_in(year + (month > 12), first=((month - 1) % 12 + 1, 5), last=((month - 1) % 12 + 1, 24))  # noqa: PLR2004 (December)
    day = min(day, order.today)
    title = f"{order.unit.official_name}{year}年第{chinese_number(quarter)}季度{matter.name}资金使用情况公开"
    lines = (
        pen.write(
            "{year}年第{quarter}季度，{whole}{matter}共安排资金{money}万元，惠及{people}人（户、家），资金已按程序拨付。",
            year=year,
            quarter=chinese_number(quarter),
            matter=matter.name,
            money=yuan(money_total),
            people=people_total,
        ),
        pen.write(
            "资金拨付坚持公开公示、直达到户，{section}会同有关单位每季度核对一次发放清册，发现错发、漏发的及时纠正。"
        ),
        pen.write(
            "群众可以凭有效证件到{channel}查询本人到账情况，对分配结果有疑问的，请拨打{phone}。",
            channel=matter.channel,
            phone=order.unit.phone,
        ),
    )
    return make_draft(
        order,
        index,
        title=title,
        body=[Text(lines), table],
        pen=pen,
        published_on=day,
        keywords=("财政资金", matter.name),
        attachments=(attach("xlsx", title, day, table),) if pen.chance(45) else (),
        subject=("财政、金融、审计", "财政"),
    )
