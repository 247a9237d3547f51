"""Opens a file as sheets of text cells, or says in one sentence why it cannot."""

import csv
import io
import zipfile
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

MAX_BYTES = 10 * 1024 * 1024
MAX_ROWS = 20_000
MAX_COLUMNS = 100
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"BM", b"%PDF", b"RIFF")
_ENCODINGS = ("utf-8-sig", "gb18030")
_WIDE = "０１２３４５６７８９ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ"
_NARROW = str.maketrans({wide: chr(ord(wide) - 0xFEE0) for wide in _WIDE} | {"\u3000": " ", "\xa0": " "})


class TableError(ValueError):
    """The file is no table that can be read. The message is for the person who uploaded it."""


@dataclass(slots=True)
class Sheet:
    """A sheet's cells as text, `cells[row][column]`, merged ranges filled. `merged` names the columns that had any."""

    name: str
    cells: list[list[str]]
    merged: set[int] = field(default_factory=set)
    banners: set[int] = field(default_factory=set)

    @property
    def width(self) -> int:
        return max((len(row) for row in self.cells), default=0)

    def address(self, row: int, column: int | None = None) -> str:
        """As the person sees it: 「表1!C7」, or 「表1!第7行」 without a column."""
        place = (
            _("row %(number)s") % {"number": row + 1} if column is None else f"{get_column_letter(column + 1)}{row + 1}"
        )
        return f"{self.name}!{place}" if self.name else place


@dataclass(slots=True)
class Table:
    sheets: list[Sheet]

    @property
    def is_empty(self) -> bool:
        return not any(any(cell for cell in row) for sheet in self.sheets for row in sheet.cells)


def read_table(content: bytes, *, filename: str = "") -> Table:
    """Read CSV (UTF-8 or GB18030; commas, tabs, semicolons) or XLSX; raise `TableError` with the reason."""
    if len(content) > MAX_BYTES:
        raise TableError(
            _(
                "The file is larger than %(limit)s MB. A responsibility table is a few hundred rows: save the sheet alone and try again."
            )
            % {"limit": MAX_BYTES // 1024 // 1024}
        )
    if not content.strip():
        raise TableError(_("The file is empty."))
    if content.startswith(_OLE):
        raise TableError(
            _(
                "The file is protected by a password or is an old .xls workbook. Open it, remove the password, and save it as .xlsx."
            )
        )
    if content.startswith(_PICTURES):
        raise TableError(_("The file is a picture or a PDF, not a table. Please choose a CSV or XLSX file."))
    table = _read_xlsx(content) if content.startswith(b"PK") else _read_csv(content)
    if table.is_empty:
        raise TableError(_("There is nothing in the table: every cell is empty."))
    return table


def _read_xlsx(content: bytes) -> Table:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            unpacked = sum(entry.file_size for entry in archive.infolist())
        if "xl/workbook.xml" not in names:
            raise TableError(_("The file is not an Excel workbook. Please choose a CSV or XLSX file."))
        if unpacked > 20 * MAX_BYTES:
            raise TableError(_("The workbook is too large when unpacked."))
        book = load_workbook(io.BytesIO(content), data_only=True)
    except TableError:
        raise
    except Exception as error:  # openpyxl raises whatever its XML readers raise
        raise TableError(
            _("The workbook is damaged and cannot be read. Open it in Excel or WPS and save it again as .xlsx.")
        ) from error
    sheets = [_read_sheet(sheet) for sheet in book.worksheets if sheet.sheet_state == "visible"]
    return Table([sheet for sheet in sheets if any(any(row) for row in sheet.cells)])


def _read_sheet(sheet: Any) -> Sheet:
    if sheet.max_row > MAX_ROWS * 5:
        raise TableError(
            _("The sheet “%(name)s” has more than %(limit)s rows.") % {"name": sheet.title, "limit": MAX_ROWS}
        )
    rows = sheet.iter_rows(max_col=min(sheet.max_column, MAX_COLUMNS), values_only=True)
    result = Sheet(sheet.title, [[cell_text(value) for value in row] for row in rows])
    for area in sheet.merged_cells.ranges:
        _fill(result, area)
    while result.cells and not any(result.cells[-1]):
        result.cells.pop()
    if len(result.cells) > MAX_ROWS:
        raise TableError(
            _("The sheet “%(name)s” has more than %(limit)s rows.") % {"name": sheet.title, "limit": MAX_ROWS}
        )
    return result


def _fill(sheet: Sheet, area: Any) -> None:
    """Write the value of a merged range into each of its cells."""
    top, left = area.min_row - 1, area.min_col - 1
    if top >= len(sheet.cells) or left >= sheet.width:
        return
    value = sheet.cells[top][left]
    right = min(area.max_col, sheet.width)
    if area.max_row > area.min_row:
        sheet.merged.update(range(left, right))
    elif right - left >= max(3, sheet.width // 2):
        sheet.banners.add(top)
    for row in range(top, min(area.max_row, len(sheet.cells))):
        for column in range(left, right):
            sheet.cells[row][column] = value


def _read_csv(content: bytes) -> Table:
    if b"\x00" in content[:4096] and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise TableError(_("The file is not a table. Please choose a CSV or XLSX file."))
    text = _decode(content)
    lines = text.splitlines()[:30]
    delimiter = max(
        "\t,;",
        key=lambda mark: (
            sorted(line.count(mark) for line in lines)[len(lines) // 2],
            sum(line.count(mark) for line in lines),
        ),
    )
    try:
        rows = [
            [cell_text(cell) for cell in row] for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        ]
    except csv.Error as error:
        raise TableError(
            _("The file cannot be read as CSV. Save it again from Excel or WPS as “CSV UTF-8”.")
        ) from error
    if max((len(row) for row in rows), default=0) < 2:  # noqa: PLR2004
        raise TableError(
            _("The file has a single column, so it is no responsibility table. Please choose a CSV or XLSX file.")
        )
    if len(rows) > MAX_ROWS:
        raise TableError(_("The sheet “%(name)s” has more than %(limit)s rows.") % {"name": "CSV", "limit": MAX_ROWS})
    width = max(len(row) for row in rows)
    return Table([Sheet("", [row + [""] * (width - len(row)) for row in rows])])


def _decode(content: bytes) -> str:
    encodings = ("utf-16",) if content.startswith((b"\xff\xfe", b"\xfe\xff")) else _ENCODINGS
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise TableError(
        _("The characters of the file are neither UTF-8 nor GB18030. Save it again from Excel or WPS as “CSV UTF-8”.")
    )


def cell_text(value: Any) -> str:
    """A cell as text: no spaces at the ends, full-width spaces, digits and letters as narrow ones, no decimals of nought."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if hasattr(value, "strftime"):
        value = value.strftime("%Y-%m-%d")
    text = str(value).translate(_NARROW).replace("\r\n", "\n").replace("\r", "\n")
    return "\n".join(line.strip() for line in text.split("\n")).strip()
