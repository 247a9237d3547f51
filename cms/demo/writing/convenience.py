"""便民服务: plain answers to plain questions, outages and timetables."""

import datetime
from collections.abc import Callable

from cms.demo.drafts import Block, ItemDraft, Table, Text
from cms.demo.pen import Pen, long_date
from cms.demo.writing.order import Order, enumerate_clauses, make_draft
from cms.demo.writing.services import SITES, TIPS, draw_matter


def write_convenience(order: Order, index: int) -> ItemDraft:
    pen = order.pen("convenience", index)
    writers: tuple[Callable[[Order, Pen, int], ItemDraft], ...] = (
        answer_simply,
        answer_simply,
        announce_outage,
        tell_hours,
    )
    if order.unit.domain.key in OUTAGES:
        writers = (answer_simply, announce_outage, announce_outage, tell_hours)
    return writers[(index + order.pen("turn").number(0, 3)) % len(writers)](order, pen, index)


ASKED = (
    "{alias}？这份指南请收好",
    "热点问答：{alias}",
    "{short}：{alias}，您关心的都在这里",
    "便民问答｜{alias}",
    "{place}居民问：{alias}？{short}答复来了",
)


def answer_simply(order: Order, pen: Pen, index: int) -> ItemDraft:
    matter = draw_matter(order, pen, index)
    alias = pen.pick(matter.aliases or (matter.name,)).rstrip("？")
    day = pen.past_day(order.today)
    pairs = (
        (
            "哪些人可以办？",
            f"{matter.who}。具体条件是：" + enumerate_clauses([pen.write(one) for one in matter.conditions]),
        ),
        ("标准是怎样的？", enumerate_clauses([pen.write(one) for one in matter.standards])),
        ("要带什么材料？", f"请带上{'、'.join(matter.materials)}。"),
        (
            "去哪里办，多久办好？",
            pen.write(
                "可以通过{channel}办理，{days}个工作日内办结；咨询电话{phone}。",
                channel=matter.channel,
                days=matter.days,
                phone=order.unit.phone,
            ),
        ),
        ("还有什么要注意？", pen.write(pen.pick(TIPS), weekday=pen.pick("一二三四五"))),
    )
    intro = pen.pick_and_write(
        (
            "近期，不少居民在{town}服务点和热线中询问“{alias}”。{section}把大家最关心的问题整理如下。",
            "“{alias}？”这是{month}月份咨询量较高的问题之一。{short}逐条作答。",
            "您可能也想知道：{alias}。下面用几句话说清楚，这件事的正式名称是{matter}。",
        ),
        alias=alias,
        month=day.month,
        matter=matter.name,
    )
    body: list[Block] = [Text((intro,)), *[Text((f"答：{a}",), heading=f"问：{q}") for q, a in pairs]]
    return make_draft(
        order,
        index,
        title=pen.pick_and_write(ASKED, alias=alias),
        body=body,
        pen=pen,
        published_on=day,
        keywords=(matter.name, *matter.aliases[:3]),
        subject=matter.subject or order.unit.domain.subject,
    )


OUTAGES = frozenset({"utility", "urban", "housing", "water", "general", "services"})

STOPS = (
    ("停水", "供水管网检修", "自来水"),
    ("停电", "配电线路改造", "居民用电"),
    ("停气", "燃气管道更换", "管道天然气"),
    ("停热", "热力管线抢修", "集中供热"),
    ("临时交通管制", "道路施工", "机动车通行"),
    ("垃圾清运调整", "转运站检修", "生活垃圾清运"),
)


def announce_outage(order: Order, pen: Pen, index: int) -> ItemDraft:
    """What is cut off where and when; and whom to call."""
    day = pen.past_day(order.today)
    kind, cause, what = pen.pick(STOPS)
    road, estates = pen.pick(order.unit.city.roads), pen.take(order.unit.city.estates, pen.number(2, 4))
    when = day + datetime.timedelta(days=pen.number(2, 6))
    start = pen.number(6, 13)
    stop = start + pen.number(4, 9)
    rows = (
        ("影响区域", "影响内容", "开始", "恢复"),
        *((name, what, f"{long_date(when)}{start}时", f"{long_date(when)}{stop}时") for name in estates),
    )
    body: list[Block] = [
        Text(
            (
                pen.write(
                    "因{road}{cause}，{date}{start}时至{stop}时，{where}等区域将受到影响，请提前做好准备。",
                    road=road,
                    cause=cause,
                    date=long_date(when),
                    start=start,
                    stop=stop,
                    where="、".join(estates),
                ),
            )
        ),
        Table(rows, f"{kind}安排"),
        Text(
            (
                pen.pick_and_write(
                    (
                        "如遇天气等原因，恢复时间可能顺延，最新情况在网站和微信公众号发布。",
                        "施工完成后将提前恢复，恢复前请关闭阀门和电器开关。",
                        "医院、学校和重要用户已经单独通知，并安排备用保障。",
                    )
                ),
                pen.write("服务热线24小时值守，居民可以拨打{phone}或者12345反映情况。", phone=order.unit.phone),
            )
        ),
    ]
    title = f"关于{road}周边{kind}的公告（{when.month}月{when.day}日）"
    return make_draft(
        order,
        index,
        title=title,
        body=body,
        pen=pen,
        published_on=day,
        genre="public_notice",
        keywords=(kind, "停水停电", road),
    )


SERVICES = (("办事窗口", 8, 17), ("咨询热线", 8, 20), ("周末值班", 9, 16), ("查阅场所", 9, 17), ("上门服务", 9, 16))


def tell_hours(order: Order, pen: Pen, index: int) -> ItemDraft:
    day = pen.past_day(order.today)
    chosen = pen.take(SERVICES, 4)
    rows = (
        ("服务", "开放时间", "地点", "联系电话"),
        *(
            (
                name,
                f"{start}:{pen.pick(('00', '30'))}—{stop}:30",
                pen.pick_and_write(SITES),
                order.unit.phone[:-1] + str(pen.number(0, 9)),
            )
            for name, start, stop in chosen
        ),
    )
    season = ("冬季", "春季", "夏季", "秋季")[day.month % 12 // 3]
    body: list[Block] = [
        Text(
            (
                pen.write(
                    "为方便大家合理安排时间，现将{season}服务时间公布如下。法定节假日如有调整，另行通知。",
                    season=season,
                ),
            )
        ),
        Table(rows, "服务时间和地点"),
        Text(
            (
                pen.write(
                    "咨询{matter}的群众可以先打电话了解材料要求；行动不便的，请至少提前{n:1-3}天预约上门服务。",
                    matter=pen.pick(order.matters).name,
                ),
            )
        ),
    ]
    title = pen.write("{short}{year}年{season}便民服务时间和网点一览", season=season, year=day.year)
    return make_draft(
        order, index, title=title, body=body, pen=pen, published_on=day, keywords=("便民服务", "办公时间")
    )
