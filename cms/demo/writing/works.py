"""重大建设项目 and 公共资源配置: projects with their stages, and purchases and tenders with winners and prices."""

import datetime

from cms.demo.drafts import Block, Image, ItemDraft, Picture, Table, Text
from cms.demo.pen import Pen, long_date
from cms.demo.writing.money import split, yuan
from cms.demo.writing.order import Order, attach, make_draft, sign

FIRMS = ("衡岳", "启泰", "润禾", "明畅", "新象", "广川", "拓峰", "云阶", "宏垣", "嘉树", "清源", "晟路")
TRADES = ("建设工程有限公司", "建筑安装有限公司", "市政工程有限公司", "科技发展有限公司", "工程咨询有限公司")
STAGES = (
    "正在办理用地预审、规划选址和环境影响评价手续，预计{n:1-3}个月内完成",
    "已完成招标，施工单位进场，正在开展场地平整和临时道路施工",
    "主体结构完成{n:35-85}%，管线同步铺设，工程质量总体受控",
    "主体工程完工，正在进行设备安装调试和绿化，计划{n:2-5}个月内验收",
    "已经通过竣工验收并投入使用，转入日常维护",
)
#: What is made public of a project, and the stages it can then be in.
TYPES = (
    ("批准结果", STAGES[:1]),
    ("招标中标情况", STAGES[1:2]),
    ("进展情况", STAGES[2:4]),
    ("质量安全监督情况", STAGES[2:3]),
    ("竣工验收情况", STAGES[4:]),
)


def firm(pen: Pen) -> str:
    return f"{pen.unit.city.name}{pen.pick(FIRMS)}{pen.pick(TRADES)}"


def write_project(order: Order, index: int) -> ItemDraft:
    pen = order.pen("project", index)
    day = pen.past_day(order.today)
    work, (kind, stages) = pen.pick_and_write(order.unit.domain.works), pen.pick(TYPES)
    total = pen.number(20_000, 900_000)
    parts = split(pen, total, (62, 17, 13, 8))
    table = Table(
        (
            ("费用构成", "金额（万元）"),
            *zip(("建筑工程费", "设备购置费", "其他费用", "预备费"), map(yuan, parts), strict=True),
            ("总投资", yuan(total)),
        ),
        "投资构成",
    )
    months = pen.number(5, 26)
    body: list[Block] = [
        Text((
            pen.write("项目名称：{work}。建设单位：{body}。建设地点：{town}{road}附近。", work=work),
            pen.write("批准文号：{mark}投审〔{year}〕{n:6-96}号，总投资{total}万元，资金来源为财政资金和上级补助，建设工期{months}个月。", mark=order.unit.city.mark, year=day.year, total=yuan(total), months=months),
        ), heading="一、基本情况"),
        Text((pen.write("主要建设内容为土建工程、配套管线和设备安装，占地{n:3-160}亩，建成后服务居民约{n:2600-68000/200}人。"),), heading="二、建设内容"), table,
        Text((pen.write("截至{date}，", date=long_date(day)) + pen.pick_and_write(stages) + "。",), heading=f"三、{kind}"),
        Text((pen.write("施工期间实行围挡作业和扬尘在线监测，夜间施工提前公告。群众对工程质量、噪声、交通导改等有意见的，请拨打{phone}。", phone=order.unit.phone),), heading="四、监督方式"),
    ]  # fmt: skip
    if pen.chance(22):
        body.insert(3, Image(attach("jpg", f"{work}现场", day, Picture(order.ref(index))), "施工现场"))
    title = f"{work}{kind}公开（{order.unit.short_name}）"
    files = (attach("pdf", title, day, *body),) if pen.chance(18) else ()
    return make_draft(
        order,
        index,
        title=title,
        body=body,
        pen=pen,
        published_on=day,
        keywords=("重大建设项目", work[:20]),
        attachments=files,
        subject=("国民经济管理、国有资产监管", "重大建设项目"),
    )


def write_tender(order: Order, index: int) -> ItemDraft:
    pen = order.pen("tender", index)
    return (invite, award)[pen.number(0, 1)](order, pen, index)


def invite(order: Order, pen: Pen, index: int) -> ItemDraft:
    day = pen.past_day(order.today)
    work, budget = pen.pick_and_write(order.unit.domain.works), pen.number(3_000, 240_000)
    opens = day + datetime.timedelta(days=21)
    body: list[Block] = [
        Text((
            pen.write("{unit}就{work}实施采购，预算金额{budget}万元，采购方式为{way}，欢迎符合条件的供应商参加。", work=work, budget=yuan(budget), way=pen.pick(("公开招标", "竞争性磋商", "竞争性谈判"))),
            f"投标截止和开标时间：{long_date(opens)}上午9时30分；开标地点：公共资源交易中心第{pen.number(1, 8)}开标室。",
        ), heading="一、项目概况"),
        Text(("具有独立承担民事责任的能力，具备履行合同所需的设备和专业技术，近三年没有重大违法记录。", "本项目面向中小企业的预留份额按规定执行，不接受联合体投标。"), heading="二、资格条件"),
        Text((pen.write("采购文件免费下载，投标保证金最高收取{a}万元，投标费用自理。咨询电话：{phone}。", a=yuan(budget // 100), phone=order.unit.phone),), heading="三、其他事项"),
        sign(order.unit, day),
    ]  # fmt: skip
    title = f"{work}采购公告（{order.unit.short_name}）"
    files = (attach("docx", f"{work}采购需求", day, *body),) if pen.chance(18) else ()
    return make_draft(
        order,
        index,
        title=title,
        body=body,
        pen=pen,
        published_on=day,
        genre="announcement",
        keywords=("公共资源配置", "采购公告"),
        attachments=files,
    )


def award(order: Order, pen: Pen, index: int) -> ItemDraft:
    day = pen.past_day(order.today)
    work, budget = pen.pick_and_write(order.unit.domain.works), pen.number(3_000, 240_000)
    bids = sorted(budget * percent // 1000 for percent in pen.dice.sample(range(870, 998), 3))
    names = pen.dice.sample([f"{order.unit.city.name}{name}{trade}" for name in FIRMS for trade in TRADES[:3]], 3)
    rows = [
        (str(n), name, yuan(bid), f"{pen.dice.uniform(72, 81) + (3 - n) * 5:.2f}")
        for n, (name, bid) in enumerate(zip(names, bids, strict=True), 1)
    ]
    table = Table((("排名", "供应商", "报价（万元）", "综合得分"), *rows), "评审结果")
    body: list[Block] = [
        Text((pen.write("{work}于{date}完成评审，预算{budget}万元，成交金额{price}万元，节约资金{saved}万元。", work=work, date=long_date(day), budget=yuan(budget), price=yuan(bids[0]), saved=yuan(budget - bids[0])),)),
        table,
        Text((f"中标（成交）供应商：{names[0]}。合同履行期限{pen.number(3, 18)}个月，质量保证期{pen.number(1, 3)}年。", pen.write("公告期限为1个工作日。对结果有异议的，可以自公告期限届满之日起7个工作日内提出质疑，联系电话：{phone}。", phone=order.unit.phone))),
        sign(order.unit, day),
    ]  # fmt: skip
    title = f"{work}中标（成交）结果公告（{order.unit.short_name}）"
    files = (attach(pen.pick(("xlsx", "pdf")), title, day, *body),) if pen.chance(18) else ()
    return make_draft(
        order,
        index,
        title=title,
        body=body,
        pen=pen,
        published_on=day,
        genre="announcement",
        keywords=("公共资源配置", "中标结果"),
        attachments=files,
    )
