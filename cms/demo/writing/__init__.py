"""`write_items`: items for a column of a unit. The column's name decides who writes them."""

import datetime
from collections.abc import Callable, Iterable, Iterator

from cms.demo.drafts import ItemDraft
from cms.demo.facts import UnitFacts
from cms.demo.writing import (
    announcements,
    annual_report,
    convenience,
    emergency,
    headlines,
    interpretations,
    money,
    news,
    notices,
    openness,
    plans,
    policies,
    portraits,
    profile,
    services,
    statistics,
    works,
)
from cms.demo.writing.order import Order

#: Tried in vain so often, a writer has nothing new to say and the column ends.
PATIENCE = 12
One = Callable[[Order, int], ItemDraft | None]
Many = Callable[[Order, Iterator[int]], Iterator[ItemDraft]]

#: What a column of the standard template is written by, and how many items it can have.
STANDARD: dict[str, tuple[One, int]] = {
    "主要职责": (profile.write_duties, 1),
    "信息公开指南": (openness.write_guide, 1),
    "信息公开目录": (openness.write_catalogue, 1),
    "信息公开年报": (annual_report.write_report, 4),
    "信息公开制度": (openness.write_system, 5),
    "领导分工": (profile.write_leaders, 1),
    "机构设置": (profile.write_sections, 1),
    "公示公告": (announcements.write_announcement, 400),
    "文件通知": (notices.write_notice, 400),
    "规划计划": (plans.write_plan, 8),
    "统计信息": (statistics.write_statistics, 16),
    "计划总结": (plans.write_summary, 12),
    "应急管理": (emergency.write_emergency, 60),
    "行政权力清单": (services.write_powers, 3),
    "财政资金": (money.write_money, 9),
    "公共资源配置": (works.write_tender, 200),
    "重大建设项目": (works.write_project, 200),
    "公共服务": (services.write_service, 40),
    "工作动态": (news.write_news, 2000),
    "便民服务": (convenience.write_convenience, 400),
}
SERIES: dict[str, Many] = {
    "政策文件": policies.write_policies,
    "政策解读": interpretations.write_interpretations,
    "政务要闻": headlines.write_headlines,
}
CODES = {
    "duties": "主要职责", "guide": "信息公开指南", "catalogue": "信息公开目录", "annual-report": "信息公开年报", "rules": "信息公开制度",
    "leaders": "领导分工", "organisation": "机构设置", "announcements": "公示公告", "documents": "文件通知", "plans": "规划计划",
    "statistics": "统计信息", "policies": "政策文件", "interpretations": "政策解读", "work-plans": "计划总结", "emergencies": "应急管理",
    "powers": "行政权力清单", "finance": "财政资金", "resources": "公共资源配置", "projects": "重大建设项目",
    "public-services": "公共服务", "news": "工作动态", "convenience": "便民服务",
}  # fmt: skip
#: Their figures are the unit's, not the column's: a second such column of a unit goes on where the first left off.
FIGURES = frozenset({"信息公开年报", "统计信息", "财政资金"})
#: For columns of other names: the first fragment found decides. Portraits last but one, news for the rest.
FRAGMENTS: tuple[tuple[tuple[str, ...], str], ...] = (
    (("政策解读", "解读"), "政策解读"),
    (("年报", "年度报告"), "信息公开年报"),
    (("指南", "公开指南"), "信息公开指南"),
    (("公开目录",), "信息公开目录"),
    (("制度",), "信息公开制度"),
    (("领导",), "领导分工"),
    (("机构",), "机构设置"),
    (("职责", "职能"), "主要职责"),
    (("通知公告", "重点领域", "公告", "公示", "征集", "公报", "招考", "招聘"), "公示公告"),
    (("公文", "规范性文件", "政策", "法规", "规章"), "政策文件"),
    (("通知", "文件"), "文件通知"),
    (("规划", "要点", "计划", "决策"), "规划计划"),
    (("统计", "数据"), "统计信息"),
    (("总结",), "计划总结"),
    (("应急", "预警", "安全"), "应急管理"),
    (("权力", "权责", "清单"), "行政权力清单"),
    (("预算", "决算", "财政", "资金", "三公", "收费"), "财政资金"),
    (("采购", "招标", "中标", "资源", "土地", "拍卖", "出让"), "公共资源配置"),
    (("项目", "工程"), "重大建设项目"),
    (("要闻", "头条"), "政务要闻"),
    (("便民", "公交", "停水"), "便民服务"),
    (("服务", "办事", "事项"), "公共服务"),
)
PORTRAITS = (
    "概况",
    "市情",
    "县情",
    "地理",
    "历史",
    "沿革",
    "人口",
    "区划",
    "自然",
    "民俗",
    "文化",
    "名片",
    "风采",
    "名胜",
    "风光",
    "美食",
    "特产",
    "工业",
    "农业",
    "史志",
    "资源概",
    "走进",
    "经济社会",
)


def choose_writer(column: str) -> str:
    """The standard column whose writer serves a column of this name; 市情 for portraits."""
    if column in STANDARD or column in SERIES:
        return column
    for fragments, name in FRAGMENTS:
        if any(fragment in column for fragment in fragments):
            return name
    return "市情" if any(fragment in column for fragment in PORTRAITS) else "工作动态"


def write_items(
    unit: UnitFacts, column: str, *, seed: int, count: int, today: datetime.date, series: str = "", first: int = 0
) -> Iterable[ItemDraft]:
    """Up to `count` items for `column`; standing columns have one and end there. Pure: the same call, the same items.

    `column` is a name or a code of the standard template. `series` tells apart two columns of one name that the same
    unit keeps, such as its own and the portal's; `first` goes on where another column of the same writer left off.
    """
    column = CODES.get(column, column)
    order = Order(unit, column, seed, today, series)
    name = choose_writer(column)
    if name in SERIES:
        yield from SERIES[name](order, iter(range(first, first + count)))
        return
    write, most = STANDARD.get(name, (portraits.write_portrait, 5))
    seen: set[str] = set()
    index, failed = first, 0
    while len(seen) < min(count, most) and failed < PATIENCE:
        draft = write(order, index)
        index += 1
        if draft is None:
            return
        if draft.title in seen:
            failed += 1
            continue
        failed = 0
        seen.add(draft.title)
        yield draft
