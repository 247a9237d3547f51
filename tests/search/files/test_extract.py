"""Real files go through the real process; whatever they are, an outcome comes back."""

import io
import time
import zipfile

import pytest

from civic_search.files.endings import Ending, Extract, Limits
from civic_search.files.extract import child_environment, extract_text
from tests.search.files.office_files import make_bomb, make_docx, make_pdf, make_xlsx, make_zip

BODY = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}</w:body></w:document>'


def read(content: bytes, **limits: int) -> Extract:
    return extract_text(io.BytesIO(content), limits=Limits(**limits))


def test_pdf_is_read_page_by_page():
    assert read(make_pdf("财政预算公开", "第二页：决算")) == Extract(Ending.READ, "财政预算公开\n第二页：决算")


def test_docx_is_read_with_its_tables():
    content = make_docx("关于预算公开的通知", "各单位：", cells=("教育", "12 万元"))

    assert read(content) == Extract(Ending.READ, "关于预算公开的通知\n各单位：\n教育\n12 万元")


def test_drawing_that_is_there_twice_is_read_once():
    drawing = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        "<mc:Choice><w:t>流程图</w:t></mc:Choice><mc:Fallback><w:t>流程图</w:t></mc:Fallback></mc:AlternateContent>"
    )
    content = make_zip({"word/document.xml": BODY.format(f"<w:p>{drawing}<w:t>办理</w:t></w:p>").encode()})

    assert read(content) == Extract(Ending.READ, "流程图办理")


def test_xlsx_is_read_row_by_row():
    assert read(make_xlsx(("项目", "金额"), ("教育", 12.5), (None, 3))) == Extract(
        Ending.READ, "预算表\n项目 金额\n教育 12.5\n3"
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "gbk"])
def test_plain_text_is_read_in_every_encoding_of_offices(encoding):
    assert read("低保标准\n每月七百元".encode(encoding)) == Extract(Ending.READ, "低保标准\n每月七百元")


def test_rare_characters_of_gb18030_are_read():
    assert read("人名：𬀩、㐂".encode("gb18030")) == Extract(Ending.READ, "人名：𬀩、㐂")


def test_text_that_is_cut_within_a_character_is_read():
    content = ("预" * 40_000 + "算").encode()

    assert read(content, characters=30_000) == Extract(Ending.CUT, "预" * 30_000)


def test_scanned_pdf_is_empty():
    assert read(make_pdf("")) == Extract(Ending.EMPTY)


def test_encrypted_pdf_is_told():
    assert read(make_pdf("内部", password="secret")) == Extract(Ending.ENCRYPTED)


def test_encrypted_office_file_is_told():
    wrapping = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le")

    assert read(wrapping) == Extract(Ending.ENCRYPTED)


def test_old_binary_format_is_not_read():
    assert read(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600) == Extract(Ending.UNSUPPORTED)


@pytest.mark.parametrize(
    "content",
    [
        make_pdf("财政预算")[:200],
        make_docx("财政预算")[:-400],
        make_zip({"word/document.xml": b"<w:document"}),
        make_zip({"xl/workbook.xml": b"nothing"}),
    ],
    ids=["pdf", "zip", "docx", "xlsx"],
)
def test_damaged_file_is_told(content):
    assert read(content) == Extract(Ending.BROKEN)


@pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\n\x00\x00", make_zip({"readme.txt": b"x"})], ids=["png", "zip"])
def test_other_formats_are_not_read_whatever_their_name(content):
    assert read(content) == Extract(Ending.UNSUPPORTED)


def test_empty_file_is_empty():
    assert read(b"") == Extract(Ending.EMPTY)


def test_bomb_is_not_unpacked():
    began = time.monotonic()

    assert read(make_bomb()) == Extract(Ending.BOMB)
    assert time.monotonic() - began < 15


def test_part_that_is_larger_than_it_says_is_not_read_further():
    bomb = make_bomb("word/document.xml", size=2**20)
    lying = bomb.replace((2**20).to_bytes(4, "little"), (100).to_bytes(4, "little"))

    assert read(lying) == Extract(Ending.BROKEN)


def test_entities_that_multiply_are_not_expanded():
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    content = make_zip(
        {
            "word/document.xml": (
                f'<!DOCTYPE d [<!ENTITY e0 "预算">{entities}]>' + BODY.format("<w:p><w:t>&e9;</w:t></w:p>")
            ).encode()
        }
    )

    assert read(content) == Extract(Ending.BROKEN)


def test_file_of_the_server_is_not_brought_in():
    entity = '<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
    content = make_zip({"word/document.xml": (entity + BODY.format("<w:p><w:t>预算&e;</w:t></w:p>")).encode()})

    assert read(content) == Extract(Ending.READ, "预算")


def test_large_file_is_not_read():
    assert read(b"a" * 2000, file_bytes=1999) == Extract(Ending.TOO_LARGE)


def test_huge_sheet_is_read_as_far_as_it_is_allowed():
    content = make_xlsx(*((number, "预算") for number in range(3000)))

    extract = read(content, cells=2000)

    assert extract.text.splitlines()[-1] == "999 预算"


def test_pages_beyond_the_limit_are_left_unread():
    assert read(make_pdf("一", "二", "三"), pages=2) == Extract(Ending.READ, "一\n二")


def test_long_text_is_cut():
    assert read(make_docx("预算" * 100), characters=50) == Extract(Ending.CUT, "预算" * 25)


def test_reader_that_takes_too_long_is_stopped():
    content = make_xlsx(*(("预算",) * 20 for _ in range(20_000)))
    began = time.monotonic()

    assert read(content, cells=10**9, characters=10**9, seconds=2) == Extract(Ending.SLOW)
    assert time.monotonic() - began < 10


def test_reader_gets_no_more_memory_than_it_may_have():
    """A workbook of 1 MB whose shared texts fill 200 MB."""
    with zipfile.ZipFile(io.BytesIO(make_xlsx(("预算",)))) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    office = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    entry = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{office}"/></Types>'
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", entry.encode())
    shared = "<si><t>" + "预算" * 40 + "</t></si>"
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    parts["xl/sharedStrings.xml"] = f'<sst xmlns="{space}">{shared * 600_000}</sst>'.encode()

    assert read(make_zip(parts), memory_bytes=150 * 2**20, unpacked_bytes=2**30) == Extract(Ending.MEMORY)


def test_reader_knows_no_password_of_ours(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://city:secret@127.0.0.1/city")

    assert "secret" not in "".join(child_environment().values())
