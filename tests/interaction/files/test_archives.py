"""Containers: archives, bombs, and files that are of two kinds at once."""

import io
import struct
import zipfile
import zlib

import pytest

from tests.interaction.files.judging import say
from tests.interaction.files.packages import TYPES, ofd, pack, parts_of, word
from tests.search.files.office_files import make_bomb, make_pdf, make_zip


@pytest.mark.parametrize(
    "content",
    [
        make_zip({"a.txt": b"a"}),
        make_zip({"META-INF/MANIFEST.MF": b"", "A.class": b"\xca\xfe\xba\xbe"}),
        make_zip({"word/document.xml": b"<w/>"}),
        make_zip({}),
        b"Rar!\x1a\x07\x01\0",
        b"7z\xbc\xaf\x27\x1c\0\x04",
        b"\x1f\x8b\x08\0" + b"\0" * 20,
        b"BZh91AY&SY\0",
        b"\xfd7zXZ\0\0",
        b"name".ljust(257, b"\0") + b"ustar\x0000" + b"\0" * 300,
    ],
)
def test_archives_are_refused_whatever_they_are_called(content):
    assert say(content, extension="docx") == "refused: archive"


def test_bomb_is_refused_before_it_is_unpacked():
    assert say(make_bomb(size=300 * 2**20)) == "refused: bomb"


def test_bomb_within_the_limit_is_read_as_a_stream():
    parts = parts_of(word())
    assert say(pack({**parts, "customXml/item1.xml": b"<a>" + b" " * (50 * 2**20) + b"</a>"})) == "docx"


def test_bomb_that_lies_about_its_size_is_broken():
    content = bytearray(word({"customXml/item1.xml": b"<a>" + b" " * 10_000_000 + b"</a>"}))
    entry = content.rindex(b"customXml/item1.xml") - 46
    struct.pack_into("<I", content, entry + 24, 20)

    assert say(bytes(content)) == "refused: broken"


def test_too_many_parts_are_a_bomb():
    assert say(word({f"customXml/item{number}.xml": b"<a/>" for number in range(5_001)})) == "refused: bomb"


def test_parts_that_share_their_bytes_are_refused():
    """The bomb without nesting: many entries for one piece of data."""
    content = word({"customXml/a.xml": b"<a/>", "customXml/b.xml": b"<a/>"})
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        first, second = (package.getinfo(f"customXml/{name}.xml").header_offset for name in "ab")
    changed = bytearray(content)
    struct.pack_into("<I", changed, content.rindex(b"customXml/b.xml") - 46 + 42, first)

    assert second > first
    assert say(bytes(changed)) == "refused: disguised"


@pytest.mark.parametrize("before", [b"MZ\x90\0" * 20, b"%PDF-1.7\n", b"\x89PNG\r\n\x1a\n", b"GIF89a"])
def test_document_behind_something_else_is_not_taken(before):
    said = say(before + word(), extension="docx")

    assert said.startswith("refused: ")


def test_first_part_must_come_first():
    """What stands before the first part, though it begins like one."""
    hidden = b"PK\x03\x04" + b"\0" * 26 + b"<script>alert(1)</script>"

    assert say(hidden + word()) == "refused: disguised"


@pytest.mark.parametrize("behind", [b"x", b"\0" * 400, make_pdf("x"), make_zip({"a": b"a"})])
def test_something_behind_the_end_is_refused(behind):
    said = say(word() + behind)

    assert said in {"refused: disguised", "refused: broken", "refused: archive"}


def test_comment_is_refused():
    assert say(pack(parts_of(word()), comment=b"<script>alert(1)</script>")) == "refused: disguised"


def test_part_between_the_others_without_entry_is_refused():
    content = word()
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        start = package.start_dir
    hidden = (
        b"PK\x03\x04"
        + struct.pack("<5H3L2H", 20, 0, 0, 0, 0, zlib.crc32(b"evil" * 9), 36, 36, 1, 0)
        + b"x"
        + b"evil" * 9
    )
    end = bytearray(content[start:])
    struct.pack_into("<I", end, len(end) - 6, start + len(hidden))

    assert say(content[:start] + hidden + bytes(end)) == "refused: disguised"


def test_two_parts_of_one_name_are_refused():
    file = io.BytesIO(word())
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(file, "a") as package:
        package.writestr("word/document.xml", b"<evil/>")

    assert say(file.getvalue()) == "refused: disguised"


def test_names_that_differ_in_case_only_are_refused():
    assert say(word({"word/DOCUMENT.xml": b"<a/>"})) == "refused: disguised"


@pytest.mark.parametrize(
    "name", ["../evil.xml", "/etc/evil.xml", "word\\evil.xml", "c:/evil.xml", "word/../../evil.xml"]
)
def test_paths_that_lead_out_are_refused(name):
    assert say(word({name: b"<a/>"})) == "refused: disguised"


def test_password_of_the_container_is_told():
    content = bytearray(word())
    entry = content.rindex(b"PK\x01\x02")
    content[entry + 8] |= 1

    assert say(bytes(content)) == "refused: password"


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_packing_that_offices_do_not_know_is_refused(method):
    assert say(pack(parts_of(word()), method=method)) == "refused: disguised"


def test_changed_byte_is_broken():
    content = bytearray(word())
    place = content.index(b"PK\x01\x02") // 2
    content[place] ^= 0xFF

    assert say(bytes(content)) in {"refused: broken", "refused: disguised"}


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_half_a_document_is_broken(share):
    content = word()

    assert say(content[: int(len(content) * share)]) == "refused: broken"


def test_document_of_two_standards_is_refused():
    assert say(pack({**parts_of(word()), **parts_of(ofd())})) == "refused: disguised"
    assert TYPES not in parts_of(ofd())
