"""Where somebody lives. Masked from the house number on: which road or village a letter is about stays readable.

A flat (building, unit, room) is always suggested; a house number on a road only where somebody is said to live there, for
`人民路12号` alone is more often the shop that the letter is about.
"""

import re
from collections.abc import Iterator

from civic_interaction.privacy.masking.views import Span, numeric

NUMBER = r"(?:[A-Za-z]?\d{1,4}[A-Za-z甲乙丙丁]?|[A-Za-z]|\d?[十百廿]\d?|[甲乙丙丁])"
SPACE = r"[ \u3000,，]?"
HOUSE = rf"(?:第?{NUMBER}{SPACE}(?:号楼|号院|楼栋|栋|幢|座|号|楼|排|弄|组|队|期|院|(?<=\d)区){SPACE})"
FLOOR = rf"(?:{NUMBER}(?:层|楼){SPACE})"
ROOM = r"(?:[东西南北中]户|[A-Za-z]?\d{2,4}[A-Za-z]?(?:室|户|房|号房|号)?(?![\d年月日元个人台次米平度分秒吨吋%]))"
UNIT = rf"(?:{NUMBER}(?:单元|门){SPACE})"
#: 3号楼2单元501室, 3栋501, 12号院3号楼东户.
FLAT = re.compile(rf"{HOUSE}{{0,4}}{UNIT}{FLOOR}?{ROOM}?|{HOUSE}{{1,4}}{FLOOR}?{ROOM}")
#: 金源小区3-2-501.
DASHED = re.compile(r"(?<=[一-鿿A-Za-z ])\d{1,2}(?:号楼)?[-—－–#]\d{1,2}[-—－–#]\d{3,4}(?:室|户)?(?!\d)")
LIVING = re.compile(r"家住|住在|住址|住于|现住|暂住|居住|住所|地址|户籍|户口|老家|我家在|家在|门牌|租住|租房|寄到|邮寄")
HOUSES = re.compile(rf"{HOUSE}{{1,4}}{ROOM}?|{NUMBER}(?:室|户)")
SENTENCE_END = re.compile(r"[。；！？\n]")
REACH = 45
#: What has numbers like a house, and is none: 3号线, 12号文, 2号公路.
NO_HOUSE = re.compile(r"线|文件|文(?!化)|令|公路|公告|地铁|公交|机组|台风")
#: Offices and halls have rooms too; what stands there leads to no person.
PUBLIC = re.compile(r"(?:大厅|政府|机关|办公|法院|医院|学校|中心|大厦|服务|窗口|局|委)[^，。；\n]{0,6}$")


def find_addresses(text: str) -> Iterator[Span]:
    view = numeric(text)
    for pattern in (FLAT, DASHED):
        for match in pattern.finditer(view):
            yield from _house(text, match.span())
    for living in LIVING.finditer(text):
        ending = SENTENCE_END.search(text, living.end(), living.end() + REACH)
        house = HOUSES.search(view, living.end(), ending.start() if ending else living.end() + REACH)
        if house:
            yield from _house(text, house.span())


def _house(text: str, span: Span) -> Iterator[Span]:
    """The place without the space behind it, if people live there."""
    start, end = span
    while end > start and text[end - 1] in " \u3000,，":
        end -= 1
    if not NO_HOUSE.match(text, end) and not PUBLIC.search(text[max(0, start - 14) : start]):
        yield start, end
