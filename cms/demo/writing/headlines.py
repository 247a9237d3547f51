"""政务要闻: what the government of the whole city did in the last weeks, for the front page."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, replace

from cms.demo.drafts import Block, Image, ItemDraft, Picture, Text
from cms.demo.facts import load_domains
from cms.demo.pen import Pen, working_day
from cms.demo.writing.order import Order, attach, make_draft

#: So many days lie between one and the one before.
APART = 2


@dataclass(frozen=True, slots=True)
class Headline:
    """`months`: in which it happens; empty: in any."""

    title: str
    paragraphs: tuple[str, ...]
    months: tuple[int, ...] = ()


HEADLINES = (
    Headline(
        "{level}政府常务会议研究{programme}等工作",
        (
            "{month}月{day}日，{level}政府召开常务会议，听取{programme}进展情况汇报，研究部署下一阶段工作。",
            "会议指出，这项工作关系群众切身利益，今年以来已经在{place}、{place2}取得阶段成效，但进度不够平衡、部门之间数据不通等问题仍然存在。要列出清单，逐项明确责任单位和完成时限，每月通报一次。",
            "会议强调，对{check}的检查要抓在经常，对发现的问题当场交办、限期整改，整改结果向社会公开。",
        ),
    ),
    Headline(
        "{level}政府领导到{place}调研{programme}",
        (
            "{month}月{day}日，{level}政府领导到{place}调研{programme}，实地查看{town}、{village}的工作现场，与一线工作人员和居民交谈。",
            "在{town}便民服务中心，调研组随机抽取{n:6-15}件近期办结的事项，逐件打电话回访，请群众说好在哪里、差在哪里。",
            "座谈会上，{place}和有关部门汇报了存在的困难。能当场答复的当场答复，需要研究的{n:4-9}件事项交有关部门{n:7-15}日内拿出意见。",
        ),
    ),
    Headline(
        "今年{total}项民生实事已完成{done}项",
        (
            "记者{month}月{day}日从{level}政府办公室了解到，今年确定的{total}项民生实事已经完成{done}项，其余各项按计划推进。",
            "已完成的项目包括：{road}、{road2}一带老旧管网改造，{n:12-30}个村的道路硬化，{n:3-9}处社区食堂和{n:20-60}个口袋公园。这些项目都由使用的人评价，评价结果在网站公布。",
            "尚未完成的项目主要受雨季和用地手续影响。各责任单位已经公布新的完工日期，居民可以在“重大建设项目”栏目查看每月进度。",
        ),
    ),
    Headline(
        "{level}政府新闻办举行新闻发布会介绍{programme}情况",
        (
            "{month}月{day}日上午，{level}政府新闻办举行新闻发布会，介绍{programme}有关情况，并回答记者提问。",
            "发布人介绍，今年前{months}个月，{whole}{figure}达到{value}{measure}，各项任务按计划推进。",
            "有记者问到基层反映的办理环节多、等候时间长的问题。发布人表示，将从下个月起减少两个环节，网上能查到的材料不再要求群众提交。",
        ),
    ),
    Headline(
        "{road}改造工程完工通车",
        (
            "{month}月{day}日，{road}改造工程完工，恢复双向通行。工程全长{f:1-6}公里，新建非机动车道和盲道，同步更新雨水、供水和燃气管线。",
            "施工期间，建设单位每周公布一次进度，为沿线商户留出通道。家住{estate}的居民说，以前雨后要蹚水，现在路面平了，老人推轮椅也方便。",
            "有关部门提醒，通车初期请按照标线行驶。发现井盖松动、路灯不亮等问题，可以通过网站“写信”栏目反映。",
        ),
    ),
    Headline(
        "领导信箱今年已答复来信{letters}件，每件都可以评价",
        (
            "{level}政府办公室{month}月{day}日通报领导信箱办理情况：今年以来已答复来信{letters}件，停车、供暖、物业和入学是反映最多的四类事项。",
            "通报点名批评了答复笼统、只说“正在处理”的{n:2-5}个单位，要求重新答复；对写明完成日期并兑现的{n:3-8}个单位予以表扬。",
            "来信人凭受理号和查询码可以看到办到哪一步、期限怎么计算，对答复不满意的可以要求重新办理。",
        ),
    ),
    Headline(
        "{level}人大代表视察{programme}",
        (
            "{month}月{day}日，部分{level}人大代表视察{programme}，先后察看{place}、{place2}的{n:3-6}个点位。",
            "代表们认为，这项工作方向对、群众有感受，同时建议把{check}的结果按月公开，让居民知道问题在哪、谁来改。",
            "有关部门负责人当场记录意见，承诺{n:20-30}日内书面答复每一位代表，答复在“建议提案”栏目公开。",
        ),
    ),
    Headline(
        "{place}、{place2}签订协议共同推进{programme}",
        (
            "{month}月{day}日，{place}与{place2}签订协议，在{programme}上互认结果、共用平台，两地居民不必来回跑。",
            "协议明确，首批互认{n:12-40}类事项，设立{n:2-6}个跨区域窗口，三个月后请办过事的人打分，按分数决定是否扩大范围。",
            "{level}政府有关部门负责人表示，将把这一做法整理成清单，供{parts}参照。",
        ),
    ),
    Headline(
        "{level}政府召开全体会议，部署{season}重点工作",
        (
            "{month}月{day}日，{level}政府召开全体会议，分析当前经济社会形势，部署{season}重点工作。",
            "会议要求，抓紧抓实{programme}，做好{risk}的防范应对，节假日和夜间值守不断档，遇有情况第一时间报告、第一时间公布。",
            "会议还通报了政府网站和政务新媒体检查结果，对{n:2-6}个长期不更新的栏目提出整改期限。",
        ),
    ),
    Headline(
        "政府开放日：{n2}名居民走进{body}",
        (
            "{month}月{day}日，“政府开放日”活动举行，{n2}名居民走进{body}，看一件事从收件到办结要经过哪些环节。",
            "来自{estate}的退休教师把自己记了半年的意见本交给工作人员，里面有{n:14-36}条建议，当天答复了{n:6-12}条。",
            "下一场开放日定在下个月第二个周六，可以在网站报名，名额不限单位、不限户籍。",
        ),
    ),
    Headline(
        "{level}政府督查组“四不两直”检查{check}",
        (
            "{month}月{day}日，{level}政府督查组不发通知、不打招呼，直接到{place}、{place2}检查{check}，发现问题{n:6-24}个。",
            "对立即能改的{n:3-6}个问题，现场改到位；其余的列入清单，写明责任人和完成日期，向社会公开。",
            "督查组负责人说，下次检查先看上次的清单，改没改，请附近居民来说。",
        ),
    ),
    Headline(
        "供暖以来{whole}报修{repairs}件，九成当日处理",
        (
            "{month}月{day}日，{level}政府召开供热保障调度会。供暖以来{whole}接到报修{repairs}件，九成以上当日处理。",
            "会议要求，对连续三天室温不达标的住户上门测温、当面签字，达不到十八摄氏度的按日退费，不需要群众另外申请。",
            "有关部门公布了{n:6-14}个测温点和值班电话，每周五通报各供热单位的达标情况。",
        ),
        months=(12, 1, 2, 3),
    ),
    Headline(
        "{level}政府部署强降雨防范应对工作",
        (
            "{month}月{day}日，{level}防汛抗旱指挥部会商研判雨情，要求{parts}立即上岗到位，紧盯地下空间、低洼易涝点和{river}沿线。",
            "截至当日18时，{whole}已提前转移低洼地带居民{n:60-380/10}人，安排临时安置点{n:4-18}处，食品、饮水和药品有保障。",
            "请居民非必要不外出，不进入地下通道，不到河边观水。道路封闭和停课信息，以政府网站“热点回应”为准。",
        ),
        months=(6, 7, 8, 9),
    ),
    Headline(
        "{village}的丰收：{level}政府领导到田间了解秋收秋种",
        (
            "{month}月{day}日，{level}政府领导到{place}{village}，在地头与种粮户算收成账、成本账。",
            "农户反映农机跨区作业等油、烘干机排队的问题，有关部门当天增设{n:3-8}个临时供油点，公布{n:12-40}处烘干点的位置和电话。",
            "今年种粮补贴已经发放到户，每户金额在村务公开栏张贴，有疑问的可以到镇上查询。",
        ),
        months=(9, 10, 11),
    ),
    Headline(
        "{town}到城区公交首末班时间延长",
        (
            "根据群众来信和公开征求意见的结果，{month}月{day}日起，{town}到城区的公交首班提前到6时，末班延后到21时30分。",
            "调整后，{n:3-7}所学校走读的学生和{road}一带上夜班的职工可以乘公交回家。首月试运行，客流情况每周公布。",
            "对线路和站点还有意见的，可以在网站“意见征集”栏目提出，每条都会说明是否采纳。",
        ),
    ),
    Headline(
        "{level}政府与企业座谈：说困难、定期限",
        (
            "{month}月{day}日，{level}政府召开企业座谈会，{n:8-16}家企业负责人当面说困难，有关部门负责人当面答复。",
            "会上提出的{n:14-32}个问题，一半当场说明了办法，其余明确了责任单位和期限。{programme}的申报材料，由{n:9-12}件减为{n:3-5}件。",
            "所有问题及办理进度在网站公布，办结一件、由企业确认一件。",
        ),
    ),
)  # fmt: skip
SEASONS = ("岁末年初", "春节前后", "春季", "春季", "初夏", "汛期", "暑期", "盛夏", "秋季", "第四季度", "冬季", "冬季")


def write_headlines(order: Order, indexes: Iterator[int]) -> Iterator[ItemDraft]:
    """The newest first, each some days before the one before, and each told once; ends when all are told."""
    left = order.pen("headlines").shuffle(HEADLINES)
    for index in indexes:
        pen = order.pen("headline", index)
        day = working_day(order.today - datetime.timedelta(days=1 + APART * index + pen.number(0, APART - 1)))
        headline = next((one for one in left if not one.months or day.month in one.months), None)
        if headline is None:
            return
        left.remove(headline)
        yield _write(order, index, headline, _about_a_field(order, pen), day)


def _write(order: Order, index: int, headline: Headline, pen: Pen, day: datetime.date) -> ItemDraft:
    facts = _draw_facts(order, pen, day)
    title = pen.write(headline.title, **facts)
    paragraphs = tuple(pen.write(paragraph, **facts) for paragraph in headline.paragraphs)
    body: list[Block] = [Text(paragraphs[:1]), Text(paragraphs[1:])]
    if pen.chance(30):
        picture = attach("jpg", f"{order.column}{day:%m%d}", day, Picture(order.ref(index)))
        body.insert(1, Image(picture, pen.write("{place}现场", **facts)))
    return make_draft(
        order, index, title=title, body=body, pen=pen, published_on=day, keywords=(str(facts["programme"]),)
    )


def _about_a_field(order: Order, pen: Pen) -> Pen:
    """The government speaks of every field of work in turn."""
    domains = load_domains(order.unit.city.level)
    domain = domains[pen.pick(sorted(domains))]
    return Pen(replace(order.unit, domain=domain), order.seed, pen.dice.random())


def _draw_facts(order: Order, pen: Pen, day: datetime.date) -> dict[str, object]:
    """What stands in the title and in the text alike."""
    figure, measure, low, high = pen.pick(pen.unit.domain.figures)
    roads, places = pen.take(pen.unit.city.roads, 2), pen.take(pen.unit.places, 2)
    total = pen.number(18, 30)
    return {
        "level": order.unit.city.level,
        "month": day.month,
        "day": day.day,
        "months": max(2, day.month - 1),
        "season": SEASONS[day.month - 1],
        "programme": pen.pick(pen.unit.domain.programmes),
        "check": pen.pick(pen.unit.domain.checks),
        "risk": pen.pick(pen.unit.domain.risks),
        "figure": figure,
        "measure": measure,
        "value": pen.number(int(low), int(high)),
        "road": roads[0],
        "road2": roads[1],
        "place": places[0],
        "place2": places[-1],
        "town": pen.pick(pen.unit.city.towns),
        "village": pen.pick(pen.unit.city.villages),
        "total": total,
        "done": total - pen.number(4, 9),
        "letters": pen.number(420, 980),
        "n2": pen.number(24, 60),
        "repairs": pen.number(260, 1800),
    }
