"""TXT and CSV: text in every encoding of offices, and what only looks like it."""

import pytest

from tests.interaction.files.judging import judge, say

TEXT = "市长您好：\n人民路的路灯不亮了，请派人修一修。\n"
TABLE = "姓名,电话,金额\n李小明,13800138000,12.5\n阿依古丽·买买提,+86 138 0013 8000,-3\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "gbk"])
def test_text_in_every_encoding_is_taken(encoding):
    assert say(TEXT.encode(encoding), extension="txt") == "txt"
    assert say(TABLE.encode(encoding), extension="csv") == "csv"


@pytest.mark.parametrize("text", ["𬀩、㐂、䶮", "ཀྲུང་གོ་", "ئۇيغۇرچە", "ᠮᠣᠩᠭᠣᠯ", "a\tb\r\nc\f"])
def test_rare_letters_are_taken(text):
    assert say(text.encode(), extension="txt") == "txt"
    assert say(text.encode("gb18030"), extension="txt") == "txt"


@pytest.mark.parametrize(
    "text", ["1 < 2，<重要>", "用 <b> 标签", "网页上写着“Content-Type:”", "#！重要", "MZ 是我的名字", "BZh 小区"]
)
def test_words_about_markup_are_text(text):
    assert say(text.encode(), extension="txt") == "txt"


def test_content_is_kept_as_it_came():
    assert judge(TABLE.encode("gbk"), extension="csv").content is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("<html><body>a</body></html>", "markup"),
        ("\n\n  <!DOCTYPE html><p>", "markup"),
        ("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "markup"),
        ("<?xml version='1.0'?><a/>", "markup"),
        ("<!-- a --><script>alert(1)</script>", "markup"),
        ("来信 <script>alert(1)</script>", "markup"),
        ("<p>来信</p>", "markup"),
        ("MIME-Version: 1.0\nContent-Type: multipart/related", "markup"),
        ("{\\rtf1\\ansi 来信}", "rtf"),
        ("  {\\rt x}", "rtf"),
        ("#!/bin/sh\nrm -rf x", "program"),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("extension", ["txt", "csv", "jpg"])
def test_other_kinds_in_letters_are_told_by_their_content(text, code, encoding, extension):
    assert say(text.encode(encoding), extension=extension) == f"refused: {code}"


@pytest.mark.parametrize("extension", ["html", "js", "bat", "svg", "rtf", "docx", "pdf", "xml", "exe"])
def test_text_under_the_name_of_something_else_is_not_taken(extension):
    assert say(TEXT.encode(), extension=extension) == "refused: unsupported"


def test_text_without_ending_is_text():
    assert say(TEXT.encode()) == "txt"


@pytest.mark.parametrize(
    "content",
    [
        b"\0\1\2\3",
        b"a\0b",
        b"\xff\xfe\xff",
        b"\x80\x81\xff" * 40,
        b"a\x1b[31mred",
        b"a\x08b",
        b"\x7f",
        bytes(range(256)),
    ],
)
def test_what_is_no_text_is_not_taken(content):
    assert say(content, extension="txt") == "refused: unsupported"


@pytest.mark.parametrize("content", [b"", b" \r\n\t", b"\xef\xbb\xbf", b"\xff\xfe"])
def test_empty_is_told(content):
    assert say(content, extension="txt") == "refused: empty"


@pytest.mark.parametrize(
    "content", [b"MZ\x90\0\3", b"\x7fELF\2\1\1\0", b"\xca\xfe\xba\xbe\0\0\0\x34", b"\xcf\xfa\xed\xfe\7"]
)
def test_programs_are_told_whatever_they_are_called(content):
    for extension in ("txt", "pdf", "docx", "jpg"):
        assert say(content.ljust(600, b"\0"), extension=extension) == "refused: program"


@pytest.mark.parametrize(
    ("line", "marked"),
    [
        ("李小明,13800138000,12.5", False),
        ("a,-12.5,+8%", False),
        ("a,+86 138-0013-8000", False),
        ("a,=1+1", True),
        ('a,"=HYPERLINK(""http://evil.example/"",""点"")"', True),
        ("a,@SUM(A1)", True),
        ("a,-1+cmd", True),
        ("a,＝1+1", True),
        ("a;\t=A1", True),
        ("a,b=1", False),
        ("电子邮箱 a@example.cn", False),
    ],
)
def test_formulas_of_tables_are_marked_and_kept(line, marked):
    assert judge(f"姓名,值,注\n{line}\n".encode(), extension="csv").has_formulas is marked
    assert judge(f"姓名,值,注\n{line}\n".encode(), extension="txt").has_formulas is False


@pytest.mark.parametrize(
    "line",
    [
        "=cmd|'/c calc'!A0",
        "a,=cmd|' /C calc'!A0",
        "\"=cmd|'/c calc'!A0\"",
        "a,+cmd|'/c calc'!A0",
        "a,@SUM(1)*cmd|'/c'!A0",
        "＝cmd｜'/c'！A0",
    ],
)
def test_formulas_that_start_programs_are_refused(line):
    assert say(f"姓名,值\n{line}\n".encode(), extension="csv") == "refused: dde"
