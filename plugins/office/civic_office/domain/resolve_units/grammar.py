"""The words offices use for groups of units and kinds of unit. Proposals for a person to confirm, never decisions."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from civic_office.domain.resolve_units.names import bare_name, fold
from civic_office.enums import UnitKind

ALL_KINDS = tuple(kind for kind in UnitKind if kind != UnitKind.GOVERNMENT)
DEPARTMENTS = (UnitKind.GOVERNMENT_OFFICE, UnitKind.DEPARTMENT)

_SITUATIONAL = re.compile(
    r"(有关|相关|涉及|牵涉|收到|接收|接到|受理|意向|对应|承担|负有|行业主管|责任)[^局委办]*(单位|部门|机关|机构|局|镇街?|科室|企业)$"
)
_PLURAL = re.compile(r"(各|全市|全县|全区|所有|市直|县直|区直|省直|直属|驻)")
_GROUP_END = re.compile(
    r"(部门|单位|机关|机构|政府(办公室|办)?|县|区|\(区\)|\(市、?区\)|\(县\)|市|镇|乡|街道|\(街道\)|办事处|园区|开发区|功能区|委办局|委、办、局|企业|企事业单位|学校|医院|管委会)$"
)
#: What a word in a group's name adds to the kinds it stands for.
_KINDS: tuple[tuple[re.Pattern[str], tuple[UnitKind, ...]], ...] = (
    (re.compile(r"县区|区县|县\(|\(县|县市区|市县|各县|各区(?!域)|县、区|旗县"), (UnitKind.COUNTY,)),
    (re.compile(r"镇|乡|街道|办事处"), (UnitKind.TOWN,)),
    (re.compile(r"园区|开发区|功能区|管委会"), (UnitKind.ZONE,)),
    (re.compile(r"[中省]直|垂直|驻"), (UnitKind.VERTICAL,)),
    (re.compile(r"部门|委办局|委、办、局|机关"), DEPARTMENTS),
    (re.compile(r"直属(单位|机构)|事业单位|学校|医院"), (UnitKind.INSTITUTION,)),
    (re.compile(r"企业|企事业"), (UnitKind.ENTERPRISE,)),
)
_ENDINGS: tuple[tuple[re.Pattern[str], UnitKind], ...] = (
    (re.compile(r"^(人民)?政府$"), UnitKind.GOVERNMENT),
    (re.compile(r"^((人民)?政)?府(办公室|办公厅|办)$"), UnitKind.GOVERNMENT_OFFICE),
    (re.compile(r"(开发区|园区|产业园|高新区|经开区|管委会|管理委员会|景区|度假区)$"), UnitKind.ZONE),
    (re.compile(r"(镇|乡|街道|街道办|办事处)((人民)?政府)?$"), UnitKind.TOWN),
    (re.compile(r"[县区市旗]((人民)?政府)?$"), UnitKind.COUNTY),
    (re.compile(r"(公司|集团|银行|电厂)$"), UnitKind.ENTERPRISE),
    (
        re.compile(
            r"(税务局|国税局|地税局|气象局|海关|烟草(专卖)?局|邮政管理局|海事局|消防(救援)?支队|海警局|银保监分局)$"
        ),
        UnitKind.VERTICAL,
    ),
    (
        re.compile(
            r"(组织部|宣传部|统战部|政法委|编办|网信办|纪委|团委|工会|妇联|残联|文联|科协|工商联|红十字会|人大(办|常委会)?|政协|党校|侨联|贸促会|^部$)$"
        ),
        UnitKind.PARTY,
    ),
    (re.compile(r"(中心|馆|台|社|院|校|学|所|站|支队|大队|总队|队|基地|剧团|融媒体)$"), UnitKind.INSTITUTION),
    (re.compile(r"(局|委|委员会|办|办公室|厅|署|处|分局)$"), UnitKind.DEPARTMENT),
)


@dataclass(frozen=True, slots=True)
class GroupGuess:
    kinds: tuple[str, ...]
    is_situational: bool


def guess_group(text: str) -> GroupGuess | None:
    """What kinds of unit 「各乡镇（街道）」 means; None when the text does not read like the name of a group."""
    folded = fold(text)
    if _SITUATIONAL.search(folded):
        return GroupGuess(kinds=(), is_situational=True)
    if not _PLURAL.search(folded) or not _GROUP_END.search(folded):
        return None
    kinds = tuple(dict.fromkeys(kind.value for pattern, found in _KINDS if pattern.search(folded) for kind in found))
    if not kinds and folded.endswith("单位"):
        kinds = tuple(kind.value for kind in ALL_KINDS)
    return GroupGuess(kinds=kinds, is_situational=False) if kinds else None


def guess_kind(name: str, *, city_prefixes: Sequence[str]) -> UnitKind | None:
    """The kind of a unit by the ending of its name, as a proposal; None when the ending says nothing."""
    bare = re.sub(r"\(.*\)$", "", bare_name(name, city_prefixes=city_prefixes))
    return next((kind for pattern, kind in _ENDINGS if pattern.search(bare)), None)
