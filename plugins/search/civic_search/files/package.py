"""DOCX and XLSX: packages of XML. What they unpack to is checked before anything is unpacked."""

from collections.abc import Iterator
from typing import BinaryIO
from zipfile import ZipFile

import openpyxl
from lxml import etree

from civic_search.files.endings import Ending, Extract, Limits, RefusedError, gather

DOCUMENT = "word/document.xml"
WORKBOOK = "xl/workbook.xml"
#: Real documents have dozens of parts; pictures make hundreds.
PARTS = 10_000
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PARAGRAPH, TEXT, TAB, BREAK, TABLE_CELL = (f"{WORD}{name}" for name in ("p", "t", "tab", "br", "tc"))
#: A drawing is there twice: as it is, and for programs too old for it.
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def check_package(package: ZipFile, *, limits: Limits) -> None:
    """Refuse what unpacks to too much: `zipfile` never reads more of a part than its entry declares."""
    parts = package.infolist()
    if len(parts) > PARTS or sum(part.file_size for part in parts) > limits.unpacked_bytes:
        raise RefusedError(Ending.BOMB)
    if any(part.flag_bits & 1 for part in parts):
        raise RefusedError(Ending.ENCRYPTED)


def read_document(package: ZipFile, *, limits: Limits) -> Extract:
    """The text of a DOCX in its order, tables included; deleted passages of tracked changes are not text."""
    try:
        with package.open(DOCUMENT) as part:
            return gather(_paragraphs(part), limits=limits)
    except etree.XMLSyntaxError as error:
        raise RefusedError(Ending.BROKEN) from error


def _paragraphs(part: object) -> Iterator[str]:
    words: list[str] = []
    in_fallback = 0
    events = ("start", "end")
    for event, element in etree.iterparse(part, events=events, resolve_entities=False, no_network=True):
        if element.tag == FALLBACK:
            in_fallback += 1 if event == "start" else -1
        if event == "start" or in_fallback:
            continue
        if element.tag == TEXT:
            words.append(element.text or "")
        elif element.tag in {TAB, BREAK}:
            words.append(" ")
        elif element.tag == PARAGRAPH:
            yield "".join(words)
            words.clear()
            element.clear()


def read_workbook(file: BinaryIO, *, limits: Limits) -> Extract:
    """The cells of an XLSX as they were last shown, row by row; formulas are not text."""
    try:
        book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
    except (KeyError, ValueError, etree.XMLSyntaxError, SyntaxError) as error:
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
