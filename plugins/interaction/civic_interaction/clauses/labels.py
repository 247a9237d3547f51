"""What a line of a draft begins with, and whether that is the number of a clause."""

import re
from dataclasses import dataclass
from enum import StrEnum

from civic_interaction.clauses.numerals import CHINESE, read_number


class ClauseKind(StrEnum):
    """The levels of a draft, the widest first: of laws 编、章、节、条、项、目, of documents 一、（一）1.（1）①."""

    ANNEX = "annex"
    PART = "part"
    CHAPTER = "chapter"
    SECTION = "section"
    ARTICLE = "article"
    HEADING = "heading"
    ITEM = "item"
    SUBITEM = "subitem"
    POINT = "point"
    CIRCLE = "circle"
    PARAGRAPH = "paragraph"

    @property
    def rank(self) -> int:
        """What a clause may lie within: those of a lower rank."""
        return list(ClauseKind).index(self)

    @property
    def is_title(self) -> bool:
        """A name for what follows, and no rule itself."""
        return self in {ClauseKind.ANNEX, ClauseKind.PART, ClauseKind.CHAPTER, ClauseKind.SECTION}


@dataclass(frozen=True, slots=True)
class Label:
    """The number of a clause: as printed, and as figures (第五条之一 is 5 and 1)."""

    kind: ClauseKind
    printed: str
    numbers: tuple[int, ...]
    rest: str


_NUMBER = rf"(?P<number>[{CHINESE}]+|\d+)"
_FORMS = tuple(
    (kind, re.compile(form))
    for kind, form in (
        (ClauseKind.ANNEX, r"附[件录表]\s*(?P<number>[〇零一二两三四五六七八九十百千]+|\d+)?\s*[:：]?(?=\s|$)"),
        (ClauseKind.PART, rf"第\s*{_NUMBER}\s*编"),
        (ClauseKind.CHAPTER, rf"第\s*{_NUMBER}\s*章"),
        (ClauseKind.SECTION, rf"第\s*{_NUMBER}\s*节"),
        (ClauseKind.ARTICLE, rf"第\s*{_NUMBER}\s*条(?:之(?P<added>[{CHINESE}]+))?"),
        (ClauseKind.HEADING, rf"(?P<number>[{CHINESE}]+)\s*[、．.]"),
        (ClauseKind.ITEM, rf"[（(]\s*(?P<number>[{CHINESE}]+)\s*[）)]"),
        (ClauseKind.SUBITEM, r"(?P<number>\d{1,3})\s*(?:、|[．.](?!\d))"),
        (ClauseKind.POINT, r"[（(]\s*(?P<number>\d{1,3})\s*[）)]"),
        (ClauseKind.CIRCLE, r"(?P<circle>[①-⑳])"),
    )
)
#: What follows a number that is spoken of (第五条第二款规定的…, （一）至（三）项…), and not one that begins a clause.
_SPOKEN_OF = re.compile(r"[第、，,和或及至到的所中]|规定|之外|以外|以下|以上|款|项|目")
_SPACED = re.compile(r"\s|$|[【〔\[（(]")
_SENTENCE = re.compile(r"[，。；：]")
LONGEST_TITLE = 40


def read_label(line: str, *, next_article: int) -> Label | None:
    """The number that a stripped line begins with; None when it begins with none.

    `next_article` is the number the next article would bear: without a blank behind it, only this one is believed,
    for texts lose their blanks on the way, and sentences too begin with 第五条.
    """
    for kind, form in _FORMS:
        match = form.match(line)
        if match is None:
            continue
        numbers = _read_numbers(match)
        rest = line[match.end() :]
        if _is_label(kind, numbers, rest, next_article=next_article):
            return Label(kind, match.group().strip(), numbers, rest.strip())
    return None


def _read_numbers(match: re.Match[str]) -> tuple[int, ...]:
    groups = match.groupdict()
    if "circle" in groups:
        return (ord(groups["circle"]) - ord("①") + 1,)
    written = (groups["number"], groups.get("added"))
    return tuple(read_number(number) for number in written if number)


def _is_label(kind: ClauseKind, numbers: tuple[int, ...], rest: str, *, next_article: int) -> bool:
    if kind is ClauseKind.ARTICLE:
        if _SPACED.match(rest):
            return not _SPOKEN_OF.match(rest.lstrip("【〔[（( \t\u3000"))
        follows = numbers[0] == next_article or (len(numbers) > 1 and numbers[0] == next_article - 1)
        return follows and not _SPOKEN_OF.match(rest)
    if kind.is_title:
        is_name = len(rest) <= LONGEST_TITLE and not _SENTENCE.search(rest)
        return is_name and not _SPOKEN_OF.match(rest)
    if kind in {ClauseKind.ITEM, ClauseKind.POINT}:
        return not _SPOKEN_OF.match(rest)
    return True
