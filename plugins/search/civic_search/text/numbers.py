"""Document numbers and index numbers: one key for all the ways one is written.

临政办发〔2016〕44号, [2016], (2016), 【2016】, 2016年第44号, full width, with blanks, without 号: `临政办发2016年44号`.
371300D05-2026-00012 and 371300D05/2026-00012: `371300d052026年12号`. 国务院令第711号: `国务院令711号`.
A key holds letters and figures only.
"""

import re
from dataclasses import dataclass

from civic_search.text.normalise import normalise
from civic_search.text.tokens import find_runs

LONGEST_KEY = 64

_YEAR = r"(?P<year>(?:19|20)\d{2})"
_SERIAL = r"第?\s*(?P<serial>\d{1,5})(?!\d)\s*号?"
_ORGAN = r"(?P<organ>[^\W_]{0,24}[^\W\d_])"
#: Documents are sent (发), answered (函), wired (电), … : with such an ending the year needs no bracket.
_KIND = r"(?<=[发函字电规办令告])"

_INDEX_NUMBER = re.compile(
    rf"(?<![a-z0-9])(?P<organ>[a-z0-9]{{2,24}})\s*[\-–—/]\s*{_YEAR}\s*[\-–—/]\s*(?P<serial>\d{{2,8}})(?!\d)"
)
_FORMS = (
    *map(
        re.compile,
        (
            rf"{_ORGAN}\s*[〔\[({{<【〖〈]\s*{_YEAR}\s*年?\s*[〕\])}}>】〗〉]\s*{_SERIAL}",
            rf"{_ORGAN}\s*{_YEAR}\s*年\s*第?\s*(?P<serial>\d{{1,5}})\s*号",
            rf"{_ORGAN}{_KIND}\s*{_YEAR}[\s\-–—/]+{_SERIAL}",
            r"(?P<organ>[^\W_]{0,24}令)\s*第?\s*(?P<serial>\d{1,5})\s*号",
        ),
    ),
    _INDEX_NUMBER,
)
#: What people write before a number that does not belong to it.
_BEFORE = re.compile(
    "请问|关于|根据|按照|依据|依照|查询|查找|查阅|搜索|下载|印发|转发|贯彻|落实|执行|废止|文件|文号|索引号|编号|[的和与及或看找查是为在]"
)


@dataclass(frozen=True, slots=True)
class FoundNumber:
    """A number found in a normalised text, and where. `runs` are its letters and figures as documents cite them.

    `keys`: what goes before it may belong to it or not (`查临政办发` …), so there may be several.
    """

    start: int
    end: int
    keys: tuple[str, ...]
    runs: tuple[str, ...]


def make_number_key(printed: str) -> str:
    """The key of a number as printed on its document; "" when there is neither letter nor figure in it."""
    text = normalise(printed)
    for spelling in ("".join(text.split()), text):
        for form in _FORMS:
            if match := form.search(spelling):
                return _write_key(match["organ"], match)
    return "".join(find_runs(text))[:LONGEST_KEY]


def find_numbers(text: str) -> list[FoundNumber]:
    """The numbers in a normalised text, in order; none overlaps another."""
    found: list[FoundNumber] = []
    for form in _FORMS:
        for match in form.finditer(text):
            if all(match.end() <= other.start or match.start() >= other.end for other in found):
                found.append(_read_match(match))
    return sorted(found, key=lambda number: number.start)


def _read_match(match: re.Match[str]) -> FoundNumber:
    whole = match["organ"]
    starts = [0, *(before.end() for before in _BEFORE.finditer(whole) if len(whole) - before.end() > 1)]
    organ = whole[starts[-1] :]
    serial = match["serial"] if match.re is _INDEX_NUMBER else f"{int(match['serial'])}号"
    return FoundNumber(
        start=match.start("organ") + starts[-1],
        end=match.end(),
        keys=tuple(_write_key(whole[start:], match) for start in starts),
        runs=tuple(filter(None, (organ, _year(match), serial))),
    )


def _year(match: re.Match[str]) -> str:
    return str(match.groupdict().get("year") or "")


def _write_key(organ: str, match: re.Match[str]) -> str:
    year = _year(match)
    return f"{organ}{year}{'年' if year else ''}{int(match['serial'])}号"
