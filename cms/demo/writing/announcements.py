"""公示公告: what a unit announces to everybody."""

import datetime
from collections.abc import Callable

from cms.demo.drafts import Block, ItemDraft, Table, Text
from cms.demo.pen import Pen, chinese_number, long_date
from cms.demo.writing.notices import draw_facts
from cms.demo.writing.order import Order, attach, make_draft, sign


def write_announcement(order: Order, index: int) -> ItemDraft:
    pen = order.pen("announcement", index)
    day = pen.past_day(order.today)
    facts = draw_facts(order, pen, day)
    title, body, genre, file_kind = pen.pick(ANNOUNCEMENTS)(order, pen, day, facts)
    files = (attach(file_kind, title, day, *body),) if file_kind and pen.chance(34) else ()
    return make_draft(
        order, index, title=f"{order.unit.official_name}{title}", body=body, pen=pen, published_on=day, genre=genre,
        keywords=("公示公告", str(facts["matter"])), attachments=files,
    )  # fmt: skip


Announced = tuple[str, list[Block], str, str]

ENDING = (
    "公示期自{start}至{stop}。公示期内如有异议，请以真实身份向{section}反映，联系电话{phone}，地址：{address}。",
    "任何单位和个人对以上内容有不同意见，可以在{start}至{stop}期间来电、来信或者来访提出。电话：{phone}；地址：{address}。",
)


def ending(order: Order, pen: Pen, day: datetime.date) -> str:
    dates = {"start": long_date(day), "stop": long_date(day + datetime.timedelta(days=pen.pick((5, 7, 7, 10, 15))))}
    return pen.pick_and_write(ENDING, phone=order.unit.phone, address=order.unit.address, **dates)


GIVEN = "华明玉兰军梅芳强英伟霞平"

SURNAMES = "王李张刘陈杨赵孙周吴徐朱高郭林何"

BRANDS = (
    "沃野",
    "兴禾",
    "明川",
    "瑞丰",
    "远帆",
    "同泰",
    "晨曦",
    "金石",
    "绿洲",
    "恒信",
    "百川",
    "众合",
    "佳源",
    "锦程",
    "大成",
    "新锐",
)


def draw_people(order: Order, pen: Pen, count: int) -> list[tuple[str, str, str]]:
    return [
        (f"{pen.pick(SURNAMES)}*{pen.pick(GIVEN)}", pen.pick(order.unit.places), pen.pick(order.unit.city.villages))
        for _ in range(count)
    ]


def draw_firms(order: Order, pen: Pen, count: int) -> list[tuple[str, str, str]]:
    kinds = ("机械制造", "食品", "木业", "电子科技", "纺织", "商贸")
    return [
        (
            f"{order.unit.city.name}{brand}{pen.pick(kinds)}有限公司",
            pen.pick(order.unit.places),
            f"{pen.pick(order.unit.city.roads)}{pen.number(1, 260)}号",
        )
        for brand in pen.take(BRANDS, count)
    ]


def announce_list(order: Order, pen: Pen, day: datetime.date, facts: dict[str, object]) -> Announced:
    listed = [one for one in order.matters if one.is_listed]
    matter = pen.pick(listed).name if listed else "志愿服务激励"
    chosen = next((one for one in listed if one.name == matter), None)
    is_for_firms = (
        chosen is not None and "企业" in chosen.who and not any(word in chosen.who for word in ("个人", "人员", "户"))
    )
    draw = draw_firms if is_for_firms else draw_people
    people = draw(order, pen, pen.number(8, 16))
    rows = (
        ("序号", "名称" if is_for_firms else "姓名", "所在地区", "地址"),
        *((str(n), *person) for n, person in enumerate(people, 1)),
    )
    title = pen.write(
        "关于{year}年第{batch}批{matter}拟确认对象的公示",
        year=day.year,
        batch=chinese_number(pen.number(1, 6)),
        matter=matter,
    )
    intro = pen.write(
        "经自愿申请、逐级审核和信息比对，{year}年本批次共有{count}名申请人拟确认为{matter}对象{masked}，现予公示。",
        count=len(people),
        matter=matter,
        year=day.year,
        masked="" if is_for_firms else "，姓名已作隐去处理",
    )
    return (
        title,
        [
            Text((intro,)),
            Table(rows, f"{matter}拟确认对象名单"),
            Text((ending(order, pen, day),)),
            sign(order.unit, day),
        ],
        "announcement",
        "xlsx",
    )


def announce_check(order: Order, pen: Pen, day: datetime.date, facts: dict[str, object]) -> Announced:
    checked, title = pen.number(60, 420), pen.write("{year}年{month}月{check}抽查结果公告", month=day.month, **facts)
    failed = pen.number(1, max(2, checked // 12))
    lines = (
        pen.write(
            "{month}月，{unit}对{check}开展随机抽查，共检查{checked}家（处、批次），合格{passed}，不合格{failed}，合格率{rate:.1f}%。",
            month=day.month,
            checked=checked,
            passed=checked - failed,
            failed=failed,
            rate=100 * (checked - failed) / checked,
            **facts,
        ),
        pen.write(
            "不合格的主要原因是：制度不落实{first}家，记录不完整{second}家。",
            first=failed - failed // 3,
            second=failed // 3,
        ),
        pen.write(
            "对不合格的，已依法责令整改，并将于{deadline}前复查；逾期未整改到位的，依法从严处理。举报电话：{phone}。",
            **facts,
        ),
    )
    rows = (("类别", "数量"), ("检查", str(checked)), ("合格", str(checked - failed)), ("不合格", str(failed)))
    return title, [Text(lines), Table(rows, "抽查结果"), sign(order.unit, day)], "announcement", "pdf"


def announce_recruit(order: Order, pen: Pen, day: datetime.date, facts: dict[str, object]) -> Announced:
    posts = [(pen.pick(order.unit.domain.sections), pen.number(1, 4)) for _ in range(pen.number(2, 4))]
    total = sum(number for _, number in posts)
    title = pen.write("{year}年公开招聘{field}辅助岗位工作人员公告", **facts)
    lines = (
        pen.write("因工作需要，面向社会公开招聘辅助岗位工作人员{total}名，坚持公开、平等、竞争、择优。", total=total),
        pen.write(
            "报名时间为{deadline}前的工作日，网上报名与现场报名相结合，不收取报名费。报名咨询：{phone}。", **facts
        ),
        pen.write("考试分笔试和面试，成绩各占一半，结果在网站公示{n:5-7}个工作日。体检和考察合格的办理聘用手续。"),
    )
    rows = (("岗位", "人数"), *((name, str(number)) for name, number in posts), ("合计", str(total)))
    return title, [Text(lines), Table(rows, "招聘岗位"), sign(order.unit, day)], "announcement", "docx"


def announce_opinions(order: Order, pen: Pen, day: datetime.date, facts: dict[str, object]) -> Announced:
    rule = "办法" if str(facts["matter"]).endswith("管理") else "管理办法"
    title = pen.write("关于《{owner}{matter}{rule}（征求意见稿）》公开征求意见的公告", rule=rule, **facts)
    lines = (
        pen.write(
            "为提高决策质量，{unit}组织起草了《{owner}{matter}{rule}（征求意见稿）》，现向社会公开征求意见。",
            rule=rule,
            **facts,
        ),
        pen.write(
            "起草的主要考虑是：{why}。征求意见稿重点明确了适用对象、执行标准和办理程序，其中拟规定：{standards}",
            **facts,
        ),
        pen.write(
            "有关单位和个人可以通过电子邮件、信函或者网站意见征集栏目提出意见，信函请寄至{address}，截止时间为{deadline}。采纳情况将在征集结束后公布。",
            address=order.unit.address,
            **facts,
        ),
    )
    return title, [Text(lines), sign(order.unit, day)], "announcement", "docx"


def announce_project(order: Order, pen: Pen, day: datetime.date, facts: dict[str, object]) -> Announced:
    work = pen.pick_and_write(order.unit.domain.works)
    title = f"关于{work}建设情况的公示"
    lines = (
        pen.write("{work}计划总投资{n:260-9800/20}万元，建设工期{n:4-18}个月，由{body}组织实施。", work=work),
        pen.write(
            "项目主要建设内容包括土建、设备安装和配套管线，施工期间将采取围挡、降尘和限时作业措施，尽量减少对周边居民的影响。"
        ),
        ending(order, pen, day),
    )
    return title, [Text(lines), sign(order.unit, day)], "announcement", ""


ANNOUNCEMENTS: tuple[Callable[[Order, Pen, datetime.date, dict[str, object]], Announced], ...] = (
    announce_list,
    announce_list,
    announce_check,
    announce_recruit,
    announce_opinions,
    announce_project,
)
