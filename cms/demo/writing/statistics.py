"""统计信息: figures of a unit's field, this period beside the last, and the growth worked out from the two."""

import datetime
from typing import Any

from cms.demo.drafts import Block, Image, ItemDraft, Picture, Table, Text
from cms.demo.pen import Pen, working_day
from cms.demo.writing.order import Order, attach, make_draft

PERIODS = ("一季度", "上半年", "前三季度", "全年")
#: When the figures of a period come out: the month after it ends.
RELEASES = (4, 7, 10, 1)
SHARES = ("%", "‰")
COMMENTS = (
    "从主要指标看，{first}的变化比较明显，反映出{programme}持续发力。",
    "分地区看，{place}、{place}增长较快，{place}仍有提升空间。",
    "总体来看，{whole}{field}运行平稳，预期目标有望完成。",
    "需要关注的是，部分指标受季节和基数影响波动较大，应当结合全年数据综合判断。",
)


def draw_release(order: Order, pen: Pen, index: int) -> tuple[int, int, datetime.date]:
    """The year, the period and the day of a release, going back from the latest one."""
    year, period = order.today.year, 0
    steps = 0
    for back in range(20):
        year, period = order.today.year - (back + 3) // 4, (3 - back) % 4
        day = pen.day_in(year + (period == 3), first=(RELEASES[period], 14), last=(RELEASES[period], 26))  # noqa: PLR2004 (the whole year)
        if day <= order.today:
            if steps == index:
                return year, period, day
            steps += 1
    return year, period, working_day(order.today)


def write_statistics(order: Order, index: int) -> ItemDraft:
    pen = order.figures("statistics", index)
    year, period, day = draw_release(order, pen, index)
    chosen = pen.take(order.unit.domain.figures, 5)
    rows, sentences, values = [], [], []
    for figure in chosen:
        row, sentence, value = compare(pen, figure, period=period)
        rows.append(row)
        sentences.append(sentence)
        values.append(value)
    table = Table((("指标", "单位", "本期", "上年同期", "变化"), *rows), f"{year}年{PERIODS[period]}主要指标")
    title = (
        f"{order.unit.area}{year}年{PERIODS[period]}{order.unit.domain.field}主要统计数据（{order.unit.short_name}）"
    )
    body: list[Block] = [
        Text(
            (
                pen.write(
                    "{year}年{period}，{unit}按照统计调查制度汇总了{whole}{field}主要数据，现予发布。",
                    year=year,
                    period=PERIODS[period],
                ),
                *sentences,
            )
        ),
        table,
        Text(
            (
                pen.pick_and_write(COMMENTS, first=chosen[0][0]),
                "数据为初步统计数，如有修订以后续公告为准；因四舍五入，部分合计与分项之和可能略有差异。",
            )
        ),
    ]
    if pen.chance(24):
        body.insert(
            2,
            Image(
                attach("jpg", f"{title[:30]}示意图", day, Picture(order.ref(index), tuple(values))), "主要指标变化示意"
            ),
        )
    kind = pen.pick(("xlsx", "xlsx", "csv"))
    return make_draft(
        order,
        index,
        title=title,
        body=body,
        pen=pen,
        published_on=day,
        genre="communique",
        keywords=("统计信息", str(chosen[0][0])),
        attachments=(attach(kind, f"{title[:40]}数据表", day, table),) if pen.chance(45) else (),
    )


def compare(pen: Pen, figure: tuple[Any, ...], *, period: int) -> tuple[tuple[str, ...], str, float]:
    name, measure, low, high = figure
    if measure in SHARES:
        now, before = (round(pen.dice.uniform(low, high), 1) for _ in range(2))
        moved = round(now - before, 1)
        word = "提高" if moved >= 0 else "下降"
        change = f"{word}{abs(moved):.1f}个{'百' if measure == '%' else '千'}分点"
        return (
            (name, measure, f"{now:.1f}", f"{before:.1f}", change),
            f"{name}为{now:.1f}{measure}，比上年同期{change}。",
            abs(now),
        )
    scale = 100 if "平均" in name else (25, 50, 75, 100)[period]
    now = max(1, pen.number(low, high) * scale // 100)
    before = max(1, round(now / (1 + pen.dice.uniform(-0.08, 0.16))))
    growth = 100 * (now - before) / before
    change = f"{'增长' if growth >= 0 else '下降'}{abs(growth):.1f}%"
    return (
        (name, measure, str(now), str(before), change),
        f"{name}{now}{measure}，上年同期为{before}{measure}，同比{change}。",
        float(now),
    )
