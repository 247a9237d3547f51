"""Real files from the blocks a page shows: PDF, DOCX, XLSX, CSV. The same draft gives the same bytes."""

import csv
import datetime
import functools
import io
import re
import zipfile
from collections.abc import Iterator
from xml.sax.saxutils import escape

import docx
import openpyxl
from docx.oxml.ns import qn
from docx.shared import Pt
from openpyxl.styles import Font
from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer
from reportlab.platypus import Table as PdfTable

from cms.demo.drafts import AttachmentDraft, Table, Text
from cms.demo.pictures import make_jpeg

FONT = "STSong-Light"
#: Parts of the library's template that a plain letter does without; they make up half of its size.
UNNEEDED = frozenset({"thumbnail", "stylesWithEffects", "customXml", "webSettings"})
NUMBER = re.compile(r"-?\d{1,12}(\.\d+)?")


def make_file(attachment: AttachmentDraft) -> bytes:
    return {"pdf": make_pdf, "docx": make_docx, "xlsx": make_xlsx, "csv": make_csv, "jpg": make_jpeg}[attachment.kind](
        attachment
    )


def moment_of(attachment: AttachmentDraft) -> datetime.datetime:
    return datetime.datetime.combine(attachment.dated, datetime.time(9))


@functools.cache
def pdf_styles() -> dict[str, ParagraphStyle]:
    """The built-in Chinese font of PDF readers: nothing to embed, and the text can be searched and copied."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    text = ParagraphStyle(
        "text", fontName=FONT, fontSize=11, leading=19, firstLineIndent=22, wordWrap="CJK", spaceAfter=4
    )
    return {
        "title": ParagraphStyle(
            "title", parent=text, fontSize=16, leading=25, firstLineIndent=0, alignment=TA_CENTER, spaceAfter=14
        ),
        "heading": ParagraphStyle("heading", parent=text, fontSize=12, firstLineIndent=0, spaceBefore=6),
        "text": text,
        "point": ParagraphStyle("point", parent=text, leftIndent=22, firstLineIndent=0),
        "cell": ParagraphStyle("cell", parent=text, fontSize=9, leading=13, firstLineIndent=0, spaceAfter=0),
    }


def make_pdf(attachment: AttachmentDraft) -> bytes:
    styles = pdf_styles()
    target = io.BytesIO()
    paper = SimpleDocTemplate(
        target,
        pagesize=A4,
        title=attachment.title,
        invariant=1,
        leftMargin=71,
        rightMargin=71,
        topMargin=71,
        bottomMargin=64,
    )
    story: list[Flowable] = [Paragraph(escape(attachment.title), styles["title"])]
    for block in attachment.content:
        if isinstance(block, Text):
            story += pdf_text(block, styles)
        elif isinstance(block, Table):
            story += pdf_table(block, styles, paper.width)
    paper.build(story)
    return target.getvalue()


def pdf_text(block: Text, styles: dict[str, ParagraphStyle]) -> Iterator[Flowable]:
    if block.heading:
        yield Paragraph(escape(block.heading), styles["heading"])
    for line in block.paragraphs:
        yield Paragraph(escape(line), styles["text"])
    for point in block.points:
        yield Paragraph(f"· {escape(point)}", styles["point"])


def pdf_table(block: Table, styles: dict[str, ParagraphStyle], width: float) -> Iterator[Flowable]:
    """Columns as wide as their longest text asks, within the page; long tables run over pages."""
    count = len(block.rows[0])
    weights = [min(20, max(len(row[place]) for row in block.rows) + 2) for place in range(count)]
    cells = [[Paragraph(escape(cell), styles["cell"]) if len(cell) > 8 else cell for cell in row] for row in block.rows]  # noqa: PLR2004 (a short cell never wraps)
    table = PdfTable(cells, colWidths=[width * weight / sum(weights) for weight in weights], repeatRows=1)
    table.setStyle(
        [
            ("FONT", (0, 0), (-1, -1), FONT, 9 if count < 7 else 8),  # noqa: PLR2004 (wide tables are set smaller)
            ("GRID", (0, 0), (-1, -1), 0.4, colors.grey),
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            ("BACKGROUND", (0, 0), (-1, 0), colors.whitesmoke),
        ]
    )
    if block.caption:
        yield Paragraph(escape(block.caption), styles["heading"])
    yield table
    yield Spacer(1, 8)


@functools.cache
def blank_docx() -> bytes:
    """A document with a Chinese typeface as its default, kept as bytes: reading it is faster than styling it anew."""
    paper = docx.Document()
    style = paper.styles["Normal"]
    style.font.name, style.font.size = "宋体", Pt(12)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "宋体")
    for rels in (paper.part.package.rels, paper.part.rels):
        for key in [key for key, rel in rels.items() if rel.reltype.rsplit("/", 1)[-1] in UNNEEDED]:
            del rels[key]
    target = io.BytesIO()
    paper.save(target)
    return target.getvalue()


def make_docx(attachment: AttachmentDraft) -> bytes:
    paper = docx.Document(io.BytesIO(blank_docx()))
    properties = paper.core_properties
    properties.title, properties.author = attachment.title, ""
    properties.created = properties.modified = moment_of(attachment)
    paper.add_heading(attachment.title, level=1)
    for block in attachment.content:
        if isinstance(block, Text):
            if block.heading:
                paper.add_heading(block.heading, level=2)
            for line in block.paragraphs:
                paper.add_paragraph(line)
            for point in block.points:
                paper.add_paragraph(point, style="List Bullet")
        elif isinstance(block, Table):
            docx_table(paper, block)
    target = io.BytesIO()
    paper.save(target)
    return pack_again(target.getvalue(), attachment)


def docx_table(paper: "docx.document.Document", block: Table) -> None:
    if block.caption:
        paper.add_paragraph(block.caption)
    table = paper.add_table(rows=len(block.rows), cols=len(block.rows[0]), style="Table Grid")
    cells = iter(table._cells)  # noqa: SLF001 (table.cell() is quadratic)
    for row in block.rows:
        for text in row:
            next(cells).text = text


def make_xlsx(attachment: AttachmentDraft) -> bytes:
    """One sheet for each table, its numbers as numbers; texts stay on the page."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    tables = [block for block in attachment.content if isinstance(block, Table)]
    for number, table in enumerate(tables, 1):
        sheet = book.create_sheet(re.sub(r"[\\/*?:\[\]]", "", table.caption)[:28] or f"表{number}")
        sheet.append([table.caption or attachment.title])
        for row in table.rows:
            sheet.append([as_number(cell) for cell in row])
        for cell in (*sheet[1], *sheet[2]):
            cell.font = Font(bold=True)
        for place in range(len(table.rows[0])):
            widest = max(len(row[place]) for row in table.rows)
            sheet.column_dimensions[openpyxl.utils.get_column_letter(place + 1)].width = min(48, 2 * widest + 4)
    book.properties.title, book.properties.creator = attachment.title, ""
    book.properties.created = moment_of(attachment)
    target = io.BytesIO()
    book.save(target)
    return pack_again(target.getvalue(), attachment)


def as_number(cell: str) -> str | int | float:
    if not NUMBER.fullmatch(cell):
        return cell
    return float(cell) if "." in cell else int(cell)


def pack_again(data: bytes, attachment: AttachmentDraft) -> bytes:
    """Write the package with the document's own date instead of the clock's, so that its bytes depend on the draft alone."""
    day = attachment.dated
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + f"{day}T09:00:00Z".encode(), content)
            info = zipfile.ZipInfo(name, date_time=(day.year, day.month, day.day, 9, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(info, content)
    return target.getvalue()


def make_csv(attachment: AttachmentDraft) -> bytes:
    """UTF-8 with the mark that spreadsheets need to read Chinese; the first table only."""
    target = io.StringIO()
    table = next(block for block in attachment.content if isinstance(block, Table))
    csv.writer(target, lineterminator="\r\n").writerows(table.rows)
    return target.getvalue().encode("utf-8-sig")
