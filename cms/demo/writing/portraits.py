"""市情: what is told of the city itself, column by column."""

from cms.demo.drafts import Block, Image, ItemDraft, Picture, Text
from cms.demo.writing.order import Order, attach, make_draft

ANGLES = ("概览", "走读", "一页读懂", "资料选编", "图文介绍")
ADDED = (
    "编者按：本文根据{place}、{place}等地提供的资料整理，数据以最新公布的统计资料为准。",
    "如果您到{place}走一走，不妨沿着{river}的步道慢行，{town}的集市和{village}的果园都值得停留。",
    "居民如有老照片、旧地图或者口述材料，欢迎送到{road}的资料征集点，我们会登记造册、妥善保管。",
    "内容如有更新，编辑会在本栏目注明更新时间，欢迎指出差错。",
    "{place}的朋友说，四季之中他最喜欢清晨的{river}，薄雾未散，步道上已有晨练的人。",
)


def write_portrait(order: Order, index: int) -> ItemDraft:
    pen = order.pen("portrait", index)
    city = order.unit.city
    own = next((lines for name, lines in city.portraits.items() if name in order.column or order.column in name), None)
    lines = own or pen.pick(tuple(city.portraits.values()))
    day = pen.past_day(order.today)
    picture = attach("jpg", f"{city.full_name}{order.column}", day, Picture(order.ref(index)))
    body: list[Block] = [
        Text(tuple(pen.shuffle(lines) if index else lines)),
        Image(picture, f"{city.rivers[index % len(city.rivers)]}两岸"),
        Text(pen.write_some(ADDED, 2)),
    ]
    subject = city.full_name if not index else pen.pick(city.counties)
    title = f"{subject}{order.column}{ANGLES[index % len(ANGLES)]}"
    return make_draft(
        order,
        index,
        title=title,
        body=body,
        pen=pen,
        published_on=day,
        keywords=(order.column, city.full_name),
        subject=("综合政务", "其他"),
    )
