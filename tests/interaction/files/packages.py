"""Documents of Word, workbooks and OFD, and the same with something in them that they should not have."""

import io
import zipfile
from collections.abc import Mapping

from tests.search.files.office_files import make_docx, make_xlsx

TYPES, DOCUMENT, RELATIONS = "[Content_Types].xml", "word/document.xml", "word/_rels/document.xml.rels"
BOOK, BOOK_RELATIONS, SHEET = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/worksheets/sheet1.xml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
MICROSOFT = "http://schemas.microsoft.com/office/2006/relationships/"


def parts_of(package: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(package)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def pack(parts: Mapping[str, bytes], *, comment: bytes = b"", method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as package:
        for name, content in parts.items():
            package.writestr(name, content)
        package.comment = comment
    return file.getvalue()


def word(added: Mapping[str, bytes] | None = None) -> bytes:
    """A document of Word with parts added."""
    return pack({**parts_of(make_docx("关于路灯的来信")), **(added or {})})


def book(added: Mapping[str, bytes] | None = None) -> bytes:
    return pack({**parts_of(make_xlsx(("路口", "盏"), ("人民路", 3))), **(added or {})})


def put_in(package: bytes, part: str, before: str, added: str) -> bytes:
    """Put text into a part, right before the last place where something stands."""
    parts = parts_of(package)
    text = parts[part].decode()
    assert before in text
    start, _found, end = text.rpartition(before)
    parts[part] = f"{start}{added}{before}{end}".encode()
    return pack(parts)


def relate(package: bytes, relations: str, kind: str, target: str, *, mode: str = "") -> bytes:
    external = f' TargetMode="{mode}"' if mode else ""
    return put_in(
        package,
        relations,
        "</Relationships>",
        f'<Relationship Id="rEvil" Type="{kind}" Target="{target}"{external}/>',
    )


def say_in_word(xml: str) -> bytes:
    """A document with this in its body."""
    return put_in(word(), DOCUMENT, "</w:body>", xml)


def say_in_book(xml: str, *, part: str = SHEET, before: str = "</sheetData>") -> bytes:
    return put_in(book(), part, before, xml)


def compute(formula: str) -> bytes:
    escaped = formula.replace("&", "&amp;").replace("<", "&lt;")
    return say_in_book(f'<row r="9"><c r="A9"><f>{escaped}</f><v>0</v></c></row>')


def field(*pieces: str, shown: str = "结果") -> str:
    """A field of Word whose instruction is cut up into runs."""
    runs = "".join(f'<w:r><w:instrText xml:space="preserve">{piece}</w:instrText></w:r>' for piece in pieces)
    return f"<w:p>{mark('begin')}{runs}{mark('separate')}<w:r><w:t>{shown}</w:t></w:r>{mark('end')}</w:p>"


def mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


OFD_NAMESPACE = "http://www.ofdspec.org/2016"
OFD_ROOT = (
    f'<?xml version="1.0" encoding="UTF-8"?><ofd:OFD xmlns:ofd="{OFD_NAMESPACE}" DocType="OFD" Version="1.1">'
    "<ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
)
OFD_DOCUMENT = (
    f'<ofd:Document xmlns:ofd="{OFD_NAMESPACE}"><ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/>'
    "</ofd:Pages>{}</ofd:Document>"
)
OFD_PAGE = (
    f'<ofd:Page xmlns:ofd="{OFD_NAMESPACE}"><ofd:Content><ofd:Layer ID="2"><ofd:TextObject ID="3" Boundary="0 0 9 9">'
    "<ofd:TextCode>关于路灯的来信</ofd:TextCode></ofd:TextObject></ofd:Layer></ofd:Content></ofd:Page>"
)


def ofd(added: Mapping[str, bytes] | None = None, *, said: str = "", root: str = OFD_ROOT) -> bytes:
    parts = {
        "OFD.xml": root.encode(),
        "Doc_0/Document.xml": OFD_DOCUMENT.format(said).encode(),
        "Doc_0/Pages/Page_0/Content.xml": OFD_PAGE.encode(),
    }
    return pack({**parts, **(added or {})})
