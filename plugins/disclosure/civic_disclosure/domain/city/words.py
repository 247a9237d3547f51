"""What the words of a table mean: guarantee methods, kinds of item, and which levels make a column."""

import functools
import re
import unicodedata

from civic_disclosure.enums import ItemKind, Method
from civic_disclosure.tables import Row

#: Read in this order; a cell may name several (R037). The last two are how the Linyi table speaks.
METHOD_WORDS: tuple[tuple[re.Pattern[str], Method], ...] = (
    (re.compile(r"网站链接|转向链接|外链|链接|跳转"), Method.LINK),
    (re.compile(r"后台受理|受理|处理和后台推送|答复|在线办理"), Method.RECEPTION),
    (
        re.compile(
            r"后台(自行)?(加载|报送|更新|发布|维护|上传|录入|填报|添加)|网上(填报|录入)|自行(更新|发布|维护)|直接(发布|加载)|后台$"
        ),
        Method.BACKEND,
    ),
    (re.compile(r"信息报送|报送信息|^报送$|提供信息|信息提供"), Method.SUBMISSION),
    (re.compile(r"共建"), Method.JOINT),
    (re.compile(r"采集|抓取|转载"), Method.COLLECTION),
    (re.compile(r"网络报送|邮箱|邮件"), Method.NETWORK),
    (re.compile(r"介质报送|纸质|光盘|U盘"), Method.MEDIUM),
)
_LESS_SURE: tuple[tuple[re.Pattern[str], Method], ...] = (
    (re.compile(r"提供|报送"), Method.SUBMISSION),
    (re.compile(r"更新|发布|加载|维护|上传"), Method.BACKEND),
)
#: A unit does not write for these: the content is elsewhere, or comes from citizens.
NOT_WRITTEN = frozenset({Method.LINK, Method.RECEPTION})
_POLICY = re.compile(r"(政府|规范性|政策|部门|办)文件|文件通知|规章|政府公文|政策法规")
_TABLE_MARK = re.compile(r"[（(](表?\s*[\d一二三四五六七八九十]+|共?\s*\d+\s*(项|个|条)(栏目)?)[)）]$")
#: What parts the steps of a column written in one cell: 政务公开>财政信息>预算.
_STEPS = re.compile(r"\s*(?:[/>＞→»\\]|-{2,}|—+|(?<=\s)[-–](?=\s))\s*")
#: Where every way begins, and no channel.
_HOME = ("首页", "网站首页", "门户网站")
#: The channel of a table that knows no channels, only columns.
ONLY_CHANNEL = "网站栏目"
#: Columns of disclosure that go by several names. The short ones mean it only where something above them says 公开.
_MEANINGS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(政府)?(信息)?(公开)?(工作)?(年报|年度报告)"), "信息公开年报"),
    (re.compile(r"(政府)?(信息)?(公开)?指南"), "信息公开指南"),
    (re.compile(r"(政府)?(信息)?(公开)?目录"), "信息公开目录"),
    (re.compile(r"(政府)?(信息)?(公开)?制度"), "信息公开制度"),
)
#: A unit's catalogue is its disclosure of information, whatever its columns are called.
CATALOGUE = "信息公开"
#: Titles of pages end here; a longer cell goes to the duty's content instead.
MAX_TITLE = 120


def methods_in(text: str) -> list[Method]:
    """The methods a cell names, in the order of the list; empty when it names none."""
    found = [method for pattern, method in METHOD_WORDS if pattern.search(text)]
    return found or next(([method] for pattern, method in _LESS_SURE if pattern.search(text)), [])


def item_kind_of(title: str) -> ItemKind:
    if "解读" in title:
        return ItemKind.INTERPRETATION
    return ItemKind.POLICY if _POLICY.search(title) and "解读" not in title else ItemKind.GENERAL


@functools.cache
def meaning_of(path: tuple[str, ...]) -> str:
    """What a column is about, by its title and those above it: the same word for 年报 below 公开栏目 and 政府信息公开年报."""
    title = unicodedata.normalize("NFKC", path[-1]).replace(" ", "")
    if "公开" in "".join(path):
        title = next((word for pattern, word in _MEANINGS if pattern.fullmatch(title)), title)
    return "公示公告" if title == "公告公示" else title


def column_path(row: Row) -> tuple[tuple[str, ...], str]:
    """The titles from the channel down to the row's column, and what of the levels is left over.

    Levels that repeat the one above are one level. A leaf that repeats an earlier level *is* that level: what stands
    between is a placeholder (「市政府领导姓名」 under 「领导信息」) and is kept as a remark. A channel that has no column
    gets one of its own name. A table with a single column of names may write the steps in it: 政务公开/财政信息.
    """
    levels: list[str] = []
    for code in ("channel", "level1", "level2", "level3"):
        title = clean_title(row.get(code))
        if title and title != (levels[-1] if levels else ""):
            levels.append(title)
    leaf = clean_title(row.get("leaf"))
    if leaf and not levels and not set(row.cells) & {"channel", "level1", "level2", "level3"}:
        parts = [part for part in _STEPS.split(leaf) if part]
        parts = parts[1:] if len(parts) > 1 and parts[0] in _HOME else parts
        return tuple(parts) if len(parts) > 1 else (ONLY_CHANNEL, leaf), ""
    left_over = ""
    if leaf and leaf in levels[1:]:
        end = len(levels) - levels[::-1].index(leaf)
        left_over = "/".join(levels[end:])
        levels = levels[:end]
    elif leaf and (not levels or leaf != levels[-1]):
        levels.append(leaf)
    if len(levels) == 1:
        levels.append(levels[0])
    return tuple(levels), left_over


def clean_title(cell: str) -> str:
    """A level's title: one line, without the number of the table it stood in: 政务公开 for 政务公开（表1）, 政 务 公 开（12项）."""
    words = cell.split()
    title = ("" if len(words) > 1 and all(len(word) == 1 for word in words) else " ").join(words)
    return _TABLE_MARK.sub("", title).strip()[:MAX_TITLE]
