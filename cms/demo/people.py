"""Invented people and their accounts. Names combine rare surnames with made-up given names; nobody is meant."""

from dataclasses import dataclass

from anyascii import anyascii

from cms.demo.facts import UnitFacts
from cms.demo.pen import Pen

SURNAMES = (
    "闻人",
    "钟离",
    "端木",
    "桑",
    "谷",
    "佟",
    "柏",
    "沐",
    "祝",
    "简",
    "喻",
    "单",
    "冷",
    "苗",
    "邬",
    "瞿",
    "巫",
    "麦",
    "楼",
    "诸葛",
    "申屠",
    "慕容",
    "令狐",
    "淳于",
)
GIVEN = (
    "怀远",
    "知夏",
    "一舟",
    "以宁",
    "嘉禾",
    "听澜",
    "景行",
    "若谷",
    "明溪",
    "思齐",
    "亦航",
    "清和",
    "望舒",
    "允中",
    "书白",
    "念安",
    "长庚",
    "星野",
    "子衿",
    "见微",
    "归农",
    "问渠",
    "守拙",
    "青禾",
    "云起",
    "沐阳",
    "采薇",
    "鹤鸣",
    "存朴",
    "行之",
)
#: Roles held in a unit: code of the role, pinyin at the end of the account, title.
UNIT_ROLES = (
    ("information_officer", "xinxiyuan", "信息员"),
    ("supervising_leader", "fenguan", "分管领导"),
    ("drafter", "nigao", "拟稿人"),
    ("section_reviewer", "keshi", "科室负责人"),
    ("secrecy_reviewer", "baomi", "保密审查员"),
    ("principal_leader", "zhuyao", "主要负责人"),
    ("case_handler", "anjian", "来信办理员"),
)
#: Held in the government office for all units.
OFFICE_ROLES = (
    ("proofreader", "jiaodui", "校对"),
    ("disclosure_section", "gongkaike", "政务公开科科长"),
    ("office_leader", "banlingdao", "政府办分管负责人"),
    ("supervisor", "ducha", "督查员"),
    ("auditor", "shenji", "审计员"),
)
#: What every unit has: the two it must name (R173, R180), and who reviews, without whom nothing is published.
REQUIRED = (*UNIT_ROLES[:2], *UNIT_ROLES[3:5])
#: Who answers letters, in units that citizens write to.
LETTERS = (UNIT_ROLES[6],)


@dataclass(frozen=True)
class Account:
    username: str
    name: str
    unit_code: str
    unit_name: str
    role: str
    title: str
    phone: str


def spell(short_name: str) -> str:
    """The unit's name in pinyin: 市财政局 → caizhengju."""
    plain = short_name.removeprefix("市").removeprefix("县") if len(short_name) > 2 else short_name  # noqa: PLR2004 (市 alone is a name)
    return "".join(letter for letter in anyascii(plain).lower() if letter.isalnum())


def draw_names(unit: UnitFacts, *, seed: int, count: int) -> tuple[str, ...]:
    """Different names for one unit; the same unit and seed always get the same."""
    pen = Pen(unit, seed, "people")
    surnames, given = pen.shuffle(SURNAMES), pen.shuffle(GIVEN)
    return tuple(f"{surnames[n % len(surnames)]}{given[n % len(given)]}" for n in range(count))


def plan_accounts(
    unit: UnitFacts,
    *,
    seed: int,
    is_full: bool,
    is_office: bool = False,
    is_written_to: bool = False,
    taken: frozenset[str] = frozenset(),
) -> tuple[Account, ...]:
    """The accounts of one unit: who is required, or everybody; who answers letters; the government office's own roles.

    `taken` holds the spellings of other units; a unit whose name sounds the same gets its code added.
    """
    least = REQUIRED + (LETTERS if is_written_to else ())
    roles = (UNIT_ROLES if is_full else least) + (OFFICE_ROLES if is_office else ())
    names = draw_names(unit, seed=seed, count=len(roles))
    spelling = spell(unit.short_name)
    if spelling in taken or not spelling:
        spelling = f"{spelling}{unit.code.lower()}"
    return tuple(
        Account(f"{spelling}-{suffix}", name, unit.code, unit.short_name, role, title, unit.phone)
        for (role, suffix, title), name in zip(roles, names, strict=True)
    )
