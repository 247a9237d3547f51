"""Files of the demo city: real, small, the same every time, and saying what the page says."""

import base64
import io
import re
import zipfile
import zlib

import docx
import openpyxl
import pytest
from PIL import Image as Canvas

from cms.demo.drafts import AttachmentDraft, Table
from tests.cms.demo_units import all_drafts, drafts_of


def files_of(kind: str) -> list[AttachmentDraft]:
    return [file for draft in all_drafts() for file in draft.files if file.kind == kind]


def pdf_text(data: bytes) -> str:
    """What a reader extracts: the page streams, whose strings are UTF-16 in the encoding of the built-in font."""
    streams = re.findall(rb"ASCII85Decode.*?stream\r?\n(.*?)~>", data, re.DOTALL)
    found = []
    for stream in streams:
        for text in re.findall(rb"\((.*?)(?<!\\)\) Tj", zlib.decompress(base64.a85decode(stream)), re.DOTALL):
            plain = re.sub(rb"\\([0-7]{3})", lambda octal: bytes([int(octal[1], 8)]), text)
            plain = re.sub(rb"\\([()\\])", rb"\1", plain)
            found.append(plain.decode("utf-16-be", errors="replace"))
    return "".join(found)


@pytest.mark.parametrize("kind", ["pdf", "docx", "xlsx", "csv", "jpg"])
def test_every_kind_of_file_occurs(kind: str) -> None:
    assert files_of(kind)


@pytest.mark.parametrize("kind", ["pdf", "docx", "xlsx", "csv", "jpg"])
def test_files_are_small_and_the_same_every_time(kind: str) -> None:
    file = files_of(kind)[0]

    data = file.make_bytes()

    assert data == file.make_bytes()
    assert len(data) < 60_000


def test_file_names_are_unique_within_a_unit() -> None:
    seen: dict[tuple[str, str], AttachmentDraft] = {}
    clashes = []
    for draft in all_drafts():
        for file in draft.attachments:
            other = seen.setdefault((draft.unit_code, file.name), file)
            if other != file:
                clashes.append(file.name)

    assert clashes == []
    assert all(not set('\\/:*?"<>|') & set(file.name) and len(file.name.encode()) < 250 for file in seen.values())


def test_pdfs_can_be_searched_in_chinese() -> None:
    draft = next(
        d for d in drafts_of("市财政局", "政策文件", count=12) if any(file.kind == "pdf" for file in d.attachments)
    )
    file = next(file for file in draft.attachments if file.kind == "pdf")

    text = pdf_text(file.make_bytes())

    assert "临沂市财政局" in text
    assert "第" in text or "一、" in text


def test_workbooks_hold_the_figures_of_the_page_as_numbers() -> None:
    draft = drafts_of("市财政局", "财政资金", count=1)[0]
    book = openpyxl.load_workbook(io.BytesIO(draft.attachments[0].make_bytes()))
    tables = [block for block in draft.body if isinstance(block, Table)]

    assert len(book.worksheets) == len(tables)
    for sheet, table in zip(book.worksheets, tables, strict=True):
        rows = [list(row) for row in sheet.iter_rows(min_row=2, values_only=True)]
        assert [[cell for cell in row if isinstance(cell, int | float)] for row in rows] == [
            [float(cell) for cell in row if re.fullmatch(r"-?[\d.]+", cell)] for row in table.rows
        ]


def test_letters_open_and_carry_their_title() -> None:
    file = files_of("docx")[0]

    paper = docx.Document(io.BytesIO(file.make_bytes()))

    assert paper.paragraphs[0].text == file.title
    assert len(paper.paragraphs) > 3


def test_packages_carry_the_date_of_the_document() -> None:
    file = files_of("xlsx")[0]

    with zipfile.ZipFile(io.BytesIO(file.make_bytes())) as package:
        assert {entry.date_time[:3] for entry in package.infolist()} == {
            (file.dated.year, file.dated.month, file.dated.day)
        }


def test_pictures_are_at_most_800_pixels_wide() -> None:
    for file in files_of("jpg")[:8]:
        assert Canvas.open(io.BytesIO(file.make_bytes())).size == (800, 450)


def test_tables_for_machines_are_read_by_spreadsheets_too() -> None:
    data = files_of("csv")[0].make_bytes()

    assert data.startswith(b"\xef\xbb\xbf")
    assert data.decode("utf-8-sig").splitlines()[0] == "指标,单位,本期,上年同期,变化"
