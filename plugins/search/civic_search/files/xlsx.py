from collections.abc import Iterator
from typing import BinaryIO

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from civic_search.files.endings import Ending, Extract, Limits, RefusedError, gather


def read_xlsx(file: BinaryIO, *, limits: Limits) -> Extract:
    """The cells of an XLSX as they were last shown, row by row; formulas are not text."""
    try:
        book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
    except (InvalidFileException, KeyError, ValueError, SyntaxError) as error:
        raise RefusedError(Ending.BROKEN) from error
    return gather(_rows(book, cells=limits.cells), limits=limits)


def _rows(book: openpyxl.Workbook, *, cells: int) -> Iterator[str]:
    for sheet in book.worksheets:
        sheet.reset_dimensions()  # what a sheet says of its size may be a lie
        yield sheet.title
        for row in sheet.iter_rows(values_only=True):
            cells -= max(1, len(row))
            if cells < 0:
                return
            yield " ".join(str(value) for value in row if value is not None)
