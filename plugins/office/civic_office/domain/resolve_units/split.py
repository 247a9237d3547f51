"""Takes a cell apart: clauses, the names in them, and what each is said to do."""

import itertools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum


class Act(StrEnum):
    """What the text says a unit does. A name without a verb has none."""

    LEADS = "leads"
    ASSISTS = "assists"
    PROVIDES = "provides"
    REVIEWS = "reviews"
    PUBLISHES = "publishes"
    SETS_UP = "sets_up"


@dataclass(slots=True)
class Mention:
    """One name as written, with the acts and the remark that stand beside it."""

    text: str
    acts: set[Act] = field(default_factory=set)
    remark: str = ""
    person: str = ""


_ACTS: tuple[tuple[re.Pattern[str], Act], ...] = (
    (re.compile(r"配合|协助|协办|参与|协同"), Act.ASSISTS),
    (re.compile(r"牵头|主办|收集|汇总|统筹|主责"), Act.LEADS),
    (re.compile(r"设置"), Act.SETS_UP),
    (re.compile(r"审核|审查|审签|校对|审定|把关"), Act.REVIEWS),
    (re.compile(r"更新|发布|上传|加载|推送|维护"), Act.PUBLISHES),
    (re.compile(r"提供|保障|报送|供稿|采集|答复|处理|负责"), Act.PROVIDES),
)
_VERB = (
    "配合|协助|协办|参与|协同|牵头|主办|收集|汇总|统筹|主责|设置|审核|审查|审签|校对|审定|把关|"
    "更新|发布|上传|加载|推送|维护|提供|保障|报送|供稿|采集|答复|处理|负责"
)
_TAIL = re.compile(
    rf"^(?P<names>.+?)(?P<who>(主要|分管|主管)*(领导|负责人|审查人|责任人|负责同志))?(?P<verbs>(((并|和|及|后|、)?(后台|栏目|内容|网上)*({_VERB})(内容|栏目|工作)?)+))$"
)
_LABEL = re.compile(
    r"(?:^|(?<=[;,。、]))(牵头|责任|主办|主责|保障|配合|协办|协助|参与|审核|发布|提供|更新)(?:责任)?(?:单位|部门|机构)?:"
)
_UNIT_END = re.compile(r"([局委办室厅院馆台社校所站队会部署处镇乡区县]|中心|公司|街道|单位|部门|政府|\))$")
_CIRCLED = re.compile(r"[①-⑳⑴-⒇]")
#: A name has three characters at least; what is shorter is one that was spaced out.
_WHOLE = 3
_NUMBER = re.compile(r"^\(?\d+[.、)]\s*")
_ETC = re.compile(r"^(?P<name>.+)等(?P<others>(相关|有关)(单位|部门))?$")
_BRACKET = re.compile(r"^(?P<name>[^()]+)\((?P<inside>[^()]+)\)$")


def acts_in(text: str) -> set[Act]:
    return {act for pattern, act in _ACTS if pattern.search(text)}


def split_outside_brackets(text: str, separators: str) -> list[str]:
    """Cut at any of `separators` that no bracket encloses."""
    parts, depth, start = [], 0, 0
    for position, char in enumerate(text):
        depth += (char == "(") - (char == ")" and depth > 0)
        if depth == 0 and char in separators:
            parts.append(text[start:position])
            start = position + 1
    parts.append(text[start:])
    return [part for part in parts if part]


def mark_items(text: str) -> str:
    """Semicolons where a list has lines, circled numbers, or a blank behind what ends like a unit: 市民政局 市财政局."""
    text = _CIRCLED.sub(";", text.replace("\n", ";"))
    parts = re.split(r"[ \u3000]+", text)
    joined = parts[0]
    for before, part in itertools.pairwise(parts):
        joined += (";" if len(before) >= _WHOLE <= len(part) and ends_like_unit(before) else " ") + part
    return joined


def read_mentions(text: str, *, is_known: Callable[[str], bool]) -> Iterator[Mention]:
    """Every name in `text` (already folded). Known names are never cut, whatever separators they contain."""
    for label, labelled in _split_labels(text):
        for clause in _join_known(split_outside_brackets(labelled, ";,。→+/|"), labelled, is_known):
            yield from _read_clause(clause, label, is_known)


def ends_like_unit(text: str) -> bool:
    return bool(_UNIT_END.search(text))


def _split_labels(text: str) -> Iterator[tuple[str, str]]:
    pieces = _LABEL.split(text)
    if pieces[0].strip(";,。、"):
        yield "", pieces[0]
    yield from zip(pieces[1::2], pieces[2::2], strict=True)


def _join_known(parts: list[str], whole: str, is_known: Callable[[str], bool]) -> list[str]:
    return [whole] if is_known(whole) else parts


def _read_clause(clause: str, label: str, is_known: Callable[[str], bool]) -> Iterator[Mention]:
    clause = _NUMBER.sub("", clause.strip("、:")).removeprefix("由")
    acts = acts_in(label)
    if not clause:
        return
    remark = person = ""
    tail = None if is_known(clause) else _TAIL.match(clause)
    if tail and not is_known(tail["names"] + (tail["who"] or "")):
        acts |= acts_in(tail["verbs"])
        remark = (tail["who"] or "") + tail["verbs"]
        person = tail["who"] or ""
        clause = tail["names"]
    elif tail:
        acts |= acts_in(tail["verbs"])
        clause = tail["names"] + (tail["who"] or "")
    for name in _read_names(clause, is_known):
        mention = _read_brackets(name, acts, remark, is_known)
        mention.person = person
        yield mention


def _read_names(clause: str, is_known: Callable[[str], bool]) -> Iterator[str]:
    parts = split_outside_brackets(clause, "、")
    start = 0
    while start < len(parts):
        for end in range(len(parts), start, -1):
            joined = "、".join(parts[start:end])
            if end == start + 1 or is_known(joined):
                for name in _strip_etc(joined, is_known):
                    yield from _split_conjunction(name, is_known)
                start = end
                break


def _strip_etc(name: str, is_known: Callable[[str], bool]) -> list[str]:
    found = None if is_known(name) else _ETC.match(name)
    return [name] if found is None else [part for part in (found["name"], found["others"]) if part]


def _split_conjunction(name: str, is_known: Callable[[str], bool]) -> Iterator[str]:
    """Cut 「市政府办公室和市统计局」 but not 「市教育和体育局」: only after what ends like a unit."""
    if not is_known(name):
        for found in re.finditer(r"以及|及|和|与", name):
            left, right = name[: found.start()], name[found.end() :]
            if left and right and (is_known(left) or _UNIT_END.search(left)) and (is_known(right) or len(right) > 2):  # noqa: PLR2004
                yield left
                yield from _split_conjunction(right, is_known)
                return
    yield name


def _read_brackets(name: str, acts: set[Act], remark: str, is_known: Callable[[str], bool]) -> Mention:
    found = None if is_known(name) else _BRACKET.match(name)
    if found is None or len(found["name"]) < 2:  # noqa: PLR2004
        return Mention(name, set(acts), remark)
    inside = found["inside"]
    said = acts_in(inside) if re.fullmatch(rf"((后台|栏目|内容|网上)*({_VERB})(内容|栏目)?)+", inside) else set()
    return Mention(found["name"], acts | said, "，".join(filter(None, (remark, inside))))
