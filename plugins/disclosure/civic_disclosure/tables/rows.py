"""From cells to rows: blanks filled as the table means them, and every row accounted for."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from civic_disclosure.tables.headings import LEVELS, Mapping
from civic_disclosure.tables.read import Sheet

#: Cells that say "nothing" in so many characters.
NOTHING = frozenset({"-", "—", "--", "——", "/", "\\", "无", "－", "―", "–", "*"})
#: Cells that say "as above".
SAME = frozenset({"同上", "〃", "″", "同上栏", "同前"})
#: Fields whose blank means "as above" where the sheet has no merged cells of that column.
AS_ABOVE = ("method", "cadence", "providers")
_FOOTNOTE = re.compile(r"^[（(]?(注|备注|说明|附注|※|\*|填表|制表|联系|此表|本表|资料来源|共\d+|合计|总计|小计)")
_SIGNED = re.compile(r"^[（(]?(制表|填表|填报|审核|联系|报送|校对|日期)[^:：，。]{0,6}[:：]")
#: What the column of serial numbers may hold; anything longer is a remark that begins there.
_SERIAL = 8
_SECTION = re.compile(
    r"^[（(]?([一二三四五六七八九十]+|[ⅠⅡⅢⅣⅤIV]+|第[一二三四五六七八九十]+部分)[）)]?[、.．：: ]*(?P<name>.+)$"
)
_LONG = 40


@dataclass(slots=True)
class Row:
    """One row with something to load. `inferred` are the fields that the cell itself leaves blank."""

    number: int
    sheet: str
    address: str
    values: dict[str, str]
    inferred: set[str] = field(default_factory=set)
    cells: dict[str, str] = field(default_factory=dict)

    def get(self, code: str) -> str:
        return self.values.get(code, "")

    @property
    def top(self) -> str:
        """The first level that is given: the channel."""
        return next((self.values[code] for code in LEVELS if self.get(code)), "")

    def cell(self, code: str) -> str:
        """Address of the cell that held `code`, or of the row."""
        return self.cells.get(code, self.address)


@dataclass(frozen=True, slots=True)
class Skipped:
    number: int
    sheet: str
    address: str
    text: str
    reason: str


@dataclass(slots=True)
class _Above:
    """What the rows so far leave for the blanks below."""

    levels: list[str] = field(default_factory=lambda: [""] * len(LEVELS))
    values: dict[str, str] = field(default_factory=dict)
    section: str = ""
    top: str = ""
    raw: dict[str, str] = field(default_factory=dict)


def normalise_rows(sheets: Sequence[Sheet], mapping: Mapping) -> Iterator[Row | Skipped]:
    """Every row below the headings of the mapped sheets, in order: a `Row`, or `Skipped` with the reason.

    Levels left blank are those of the row above, as far as the first level that is given. A banner across the table
    (「一、新闻频道」) becomes the channel of what follows where no column names one.
    """
    for sheet in sheets:
        if sheet.name not in mapping.sheets:
            yield Skipped(0, sheet.name, sheet.address(0), sheet.name, _("No headings found on this sheet"))
            continue
        yield from _normalise_sheet(sheet, mapping)


def _normalise_sheet(sheet: Sheet, mapping: Mapping) -> Iterator[Row | Skipped]:
    columns = {index: code for index, code in mapping.columns(sheet.name).items() if code and code != "ignore"}
    headings = {int(index): text for index, text in mapping.sheets[sheet.name]["headings"].items()}
    above = _Above(section=sheet.name if mapping.sheet_is_channel else "")
    for number in range(mapping.sheets[sheet.name]["below"], len(sheet.cells)):
        cells = [
            "" if cell in NOTHING and columns.get(index) != "note" else cell
            for index, cell in enumerate(sheet.cells[number])
        ]
        reason = _reason_to_skip(cells, sheet.cells[number], headings, columns)
        section = "" if reason else _section(cells, number, sheet, columns)
        if section:
            above.section, above.levels, above.values = section, [""] * len(LEVELS), {}
            reason = _("Section heading")
        if reason:
            yield Skipped(
                number, sheet.name, sheet.address(number), " ".join(filter(None, dict.fromkeys(cells)))[:200], reason
            )
            continue
        yield _row(sheet, number, cells, columns, above)


def _reason_to_skip(cells: Sequence[str], raw: Sequence[str], headings: dict[int, str], columns: dict[int, str]) -> str:
    filled = [
        cell for index, cell in enumerate(cells) if cell and (columns.get(index) != "number" or len(cell) > _SERIAL)
    ]
    if not filled:
        return _("Blank row")
    repeated = [index for index, text in headings.items() if index < len(raw) and raw[index] == text]
    if len(repeated) >= max(2, len([cell for cell in raw if cell]) - 1):
        return _("The headings again")
    return _("Note below the table") if _is_note(cells, filled, columns) else ""


def _is_note(cells: Sequence[str], filled: list[str], columns: dict[int, str]) -> bool:
    """A remark in the first column, one long text, or who drew the table up."""
    first = next(cell for cell in cells if cell)
    is_alone = len(set(filled)) == 1
    begins_at_number = any(len(cell) > _SERIAL and columns.get(index) == "number" for index, cell in enumerate(cells))
    distinct = {cell for cell in cells if cell}
    return bool(
        _SIGNED.match(filled[0])
        or (len(distinct) <= 2 and _FOOTNOTE.match(first))  # noqa: PLR2004
        or (is_alone and (len(filled[0]) > _LONG or begins_at_number))
    )


def _section(cells: Sequence[str], number: int, sheet: Sheet, columns: dict[int, str]) -> str:
    """The name a banner gives to what follows; empty for an ordinary row."""
    filled = {cell for cell in cells if cell}
    if len(filled) != 1 or any(code == "channel" for code in columns.values()):
        return ""
    text = filled.pop()
    numbered = _SECTION.match(text)
    if number in sheet.banners or (
        numbered and columns.get(next(i for i, cell in enumerate(cells) if cell)) != "content"
    ):
        return (numbered["name"] if numbered else text).strip()
    return ""


def _row(sheet: Sheet, number: int, cells: Sequence[str], columns: dict[int, str], above: _Above) -> Row:
    row = Row(number, sheet.name, sheet.address(number), {})
    for index, code in columns.items():
        cell = cells[index] if index < len(cells) else ""
        row.values[code] = above.raw.get(code, "") if cell in SAME else cell
        row.cells[code] = sheet.address(number, index)
    above.raw = dict(row.values)
    _take_inferred(row)
    _fill_levels(row, above, given=set(columns.values()))
    by_code = {code: index for index, code in columns.items()}
    if row.top != above.top:
        kept = [code for code in AS_ABOVE if _heads_the_row(code, by_code)]
        above.top, above.values = row.top, {code: above.values.get(code, "") for code in kept}
    for code in AS_ABOVE:
        blank = code in by_code and not row.get(code)
        if blank and f"{code}_inferred" not in by_code and (by_code[code] not in sheet.merged):
            _fill_from_above(row, above, code)
    above.values = {code: row.get(code) for code in AS_ABOVE if code in by_code}
    return row


def _heads_the_row(code: str, by_code: dict[str, int]) -> bool:
    """Whether a column stands left of all levels, so that its blank means "as above" whatever the levels say."""
    return code in by_code and all(by_code[code] < by_code[level] for level in LEVELS if level in by_code)


def _take_inferred(row: Row) -> None:
    """A column `…_inferred` says what somebody concluded for a blank cell."""
    for code in AS_ABOVE:
        concluded = row.values.pop(f"{code}_inferred", "")
        if concluded and not row.get(code):
            row.values[code] = concluded
            row.inferred.add(code)


def _fill_levels(row: Row, above: _Above, *, given: set[str]) -> None:
    levels = [row.get(code) for code in LEVELS]
    if above.section and "channel" not in given:
        levels[0] = above.section
        above.levels[0] = above.section
    start = 1 if levels[0] and "channel" not in given else 0
    first = next((index for index in range(start, len(LEVELS)) if levels[index]), len(LEVELS))
    for index in range(first):
        levels[index] = levels[index] or above.levels[index]
    above.levels = levels
    row.values.update(dict(zip(LEVELS, levels, strict=True)))


def _fill_from_above(row: Row, above: _Above, code: str) -> None:
    value: Any = above.values.get(code, "")
    if value:
        row.values[code] = value
        row.inferred.add(code)
