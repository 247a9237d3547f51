"""When two spellings are one name: width, spaces, quotation marks, the city's own prefix, 人民政府 for 政府.

Nothing else is taken as equal. That 市场局 is 市场监督管理局 somebody has to say, by an alias.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence

LEVELS = ("市", "县", "区", "州", "盟", "旗")
_NOISE = re.compile(r"[\s\u200b\ufeff“”\"'‘’「」『』《》]+")
#: One word for several kinds, however it is punctuated: 各县、区 is 各县区.
_ONE_WORD = (
    (re.compile(r"县、市、区"), "县市区"),
    (re.compile(r"县、区"), "县区"),
    (re.compile(r"乡、镇"), "乡镇"),
    (re.compile(r"委、办、局"), "委办局"),
)
#: Names that begin with the character of a level without meaning the level.
_NO_LEVEL = re.compile(r"^(市场|市容|市政(?!府|协|务)|区划|区域|县域|州际)")


def fold(text: str) -> str:
    """The name as it is compared: NFKC, without spaces and quotation marks, 〔〕 and 【】 as brackets."""
    folded = unicodedata.normalize("NFKC", text)
    folded = folded.translate(str.maketrans("〔【〕】", "(())"))
    folded = _NOISE.sub("", folded).lower()
    for several, one in _ONE_WORD:
        folded = several.sub(one, folded)
    return folded


def level_of(city_prefixes: Sequence[str]) -> str:
    """市 for 临沂市, 县 for 涟水县: the character that stands for the city before a unit's name."""
    for prefix in city_prefixes:
        if prefix and prefix[-1] in LEVELS:
            return prefix[-1]
    return "市"


def bare_name(name: str, *, city_prefixes: Sequence[str]) -> str:
    """The folded name without the city: 财政局 for 临沂市财政局, 临沂财政局 and 市财政局."""
    folded = fold(name)
    for prefix in sorted(city_prefixes, key=len, reverse=True):
        if folded.startswith(prefix) and len(folded) > len(prefix) + 1:
            return folded[len(prefix) :]
    if folded.startswith(level_of(city_prefixes)) and len(folded) > 2 and not _NO_LEVEL.match(folded):  # noqa: PLR2004
        return folded[1:]
    return folded


def spellings(name: str, *, city_prefixes: Sequence[str]) -> Iterator[str]:
    """Every folded spelling that means the same name, the given one first."""
    for form in _government_forms(fold(name), city_prefixes):
        yield form
        bare = bare_name(form, city_prefixes=city_prefixes)
        yield from (bare, level_of(city_prefixes) + bare, *(prefix + bare for prefix in city_prefixes))


def _government_forms(folded: str, city_prefixes: Sequence[str]) -> Iterator[str]:
    yield folded
    short = folded.replace("人民政府", "政府")
    if short != folded:
        yield short
    place = short.removesuffix("政府")
    if place != short and len(place) > 1 and place not in city_prefixes:
        yield place
