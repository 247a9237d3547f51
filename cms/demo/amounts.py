"""How much is written where: items for a column, by what the column is and how big the unit."""

from cms.demo.facts import UnitFacts
from cms.demo.pen import Pen
from cms.demo.writing import choose_writer
from cms.demo.writing.order import matters_of

#: Fewest and most items of a column, by the writer that serves it.
USUAL: dict[str, tuple[int, int]] = {
    "主要职责": (1, 1), "信息公开指南": (1, 1), "信息公开目录": (1, 1), "信息公开年报": (2, 2), "信息公开制度": (1, 1),
    "领导分工": (1, 1), "机构设置": (1, 1), "公示公告": (1, 3), "文件通知": (1, 2), "规划计划": (1, 2), "统计信息": (1, 2),
    "政策文件": (1, 3), "政策解读": (1, 2), "计划总结": (1, 1), "应急管理": (1, 1), "行政权力清单": (1, 1), "财政资金": (2, 2),
    "公共资源配置": (1, 1), "重大建设项目": (1, 1), "公共服务": (1, 1), "工作动态": (1, 3), "便民服务": (1, 2), "市情": (1, 2),
    "政务要闻": (12, 12),
}  # fmt: skip
#: Columns where citizens write and units answer: what stands in them comes from there.
ANSWERED = ("信箱", "咨询", "投诉", "问卷", "访谈", "热线", "信访", "依申请", "留言", "意见建议")
#: The first thing on the home page, under whatever name: never one item only.
FRONT = "政务要闻"
#: Columns beside the standard ones, through which units write for the portal, get one.
BESIDE = 1
#: Departments that people look for most; they write more.
BUSY = frozenset(
    {
        "finance",
        "education",
        "civil",
        "labour",
        "health",
        "insurance",
        "housing",
        "fund",
        "land",
        "transport",
        "police",
        "environment",
        "market",
    }
)
BUSY_MORE = frozenset({"公示公告", "文件通知", "政策文件", "政策解读", "公共服务", "便民服务", "工作动态"})


def count_items(unit: UnitFacts, column: str, *, seed: int, scale: float = 1.0) -> int:
    """At least one item, so that no column is blank (R022), unless the column lives on what citizens send."""
    if any(word in column for word in ANSWERED):
        return 0
    writer = choose_writer(column)
    fewest, most = USUAL[writer]
    drawn = Pen(unit, seed, "amount", column).number(fewest, most)
    if writer not in {column, FRONT}:
        return max(1, round(min(drawn, BESIDE) * scale))
    if unit.domain.key in BUSY and writer in BUSY_MORE:
        drawn = drawn * 2
    # Whatever people ask the unit for has its guide.
    if writer == "公共服务" and unit.domain.key != "general":
        drawn = len(matters_of(unit, seed=seed))
    # The interpreted documents must be there: the two columns of a unit go together.
    if writer == "政策解读":
        drawn = min(drawn, count_items(unit, "政策文件", seed=seed))
    return max(1, round(drawn * scale))
