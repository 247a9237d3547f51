"""DOC and WPS, and what else comes in their container."""

import pytest

from civic_interaction.files.kinds import OLE
from tests.interaction.files.compound_files import make_compound, make_doc, make_word_streams
from tests.interaction.files.judging import say
from tests.search.files.office_files import make_zip


def field(instruction: str, shown: str = "结果") -> str:
    return f"\x13{instruction}\x14{shown}\x15"


@pytest.mark.parametrize(
    "content",
    [
        make_doc("关于人民路路灯不亮的来信\r"),
        make_doc("Dear mayor\r", "关于路灯\r", "thanks\r"),
        make_doc("来信" * 30_000),
        make_doc(field(' HYPERLINK "https://www.gov.cn/" '), "第", field(" PAGE ", "1"), "页"),
        make_doc("DDEAUTO 不是域"),
        make_doc("来信", template="C:\\Users\\li\\Normal.dotm"),
        make_doc("来信", streams={"ObjectPool": {}, "WpsCustomData": b"x", "Data": b"x"}),
        make_doc("来信", streams={"MsoDataStore": {"Item": {"Properties": b"<a/>"}}}),
    ],
)
@pytest.mark.parametrize("extension", ["doc", "wps"])
def test_documents_of_citizens_are_taken_as_what_they_are_called(content, extension):
    assert say(content, extension=extension) == extension


def test_document_by_another_name_is_a_doc():
    assert say(make_doc("来信"), extension="pdf") == "doc"


@pytest.mark.parametrize(
    ("streams", "code"),
    [
        ({"Macros": {"VBA": {"dir": b"x", "Module1": b"x"}, "PROJECT": b"x"}}, "macros"),
        ({"_VBA_PROJECT_CUR": {"VBA": {"dir": b"x"}}}, "macros"),
        ({"Other": {"VBA": {"dir": b"x"}}}, "macros"),
        ({"ObjectPool": {"_1234567890": {"\x01Ole10Native": b"x"}}}, "objects"),
        ({"ObjectPool": {"_1234567890": {"\x01CompObj": b"x", "CONTENTS": b"x"}}}, "objects"),
        ({"ObjectPool": {"_1234567890": {"\x03OCXNAME": b"x"}}}, "objects"),
        ({"ObjectPool": {"_1234567890": {"Package": b"PK"}}}, "embedded"),
        ({"\x01Ole10Native": b"x"}, "objects"),
        ({"Anything": {"CONTENTS": b"x"}}, "objects"),
        ({"EncryptedPackage": b"x", "EncryptionInfo": b"x"}, "password"),
    ],
)
@pytest.mark.parametrize("extension", ["doc", "wps"])
def test_macros_and_objects_are_refused(streams, code, extension):
    assert say(make_doc("来信", streams=streams), extension=extension) == f"refused: {code}"


@pytest.mark.parametrize(
    ("pieces", "code"),
    [
        ((field(' DDEAUTO cmd "/c calc" '),), "dde"),
        (("\x13 DD", "EAU", "TO cmd \x14x\x15"), "dde"),
        (("来信\x13 DD", "EAUTO 计算\x14x\x15"), "dde"),
        (("\x13" + field("QUOTE 68", "DDE") + "AUTO cmd\x14x\x15",), "dde"),
        (("\x13 DDE cmd",), "dde"),
        ((field(' INCLUDEPICTURE "http://evil.example/a.png" '),), "remote"),
        ((field(' INCLUDETEXT "\\\\evil\\a.doc" '),), "remote"),
        ((field(" MACROBUTTON Run "),), "macros"),
    ],
)
def test_fields_that_do_something_are_refused_however_they_are_cut_up(pieces, code):
    assert say(make_doc(*pieces)) == f"refused: {code}"


@pytest.mark.parametrize("template", ["http://evil.example/t.dot", "\\\\evil.example\\t.dot", "file://evil/t.dot"])
def test_remote_template_is_refused(template):
    assert say(make_doc("来信", template=template)) == "refused: remote"


@pytest.mark.parametrize("flags", [0x0300, 0x8300])
def test_password_is_told(flags):
    assert say(make_doc("来信", flags=flags), extension="doc") == "refused: password"


def test_new_format_under_a_password_is_told():
    content = make_compound({"EncryptedPackage": b"x", "EncryptionInfo": b"x"})

    assert say(content, extension="docx") == "refused: password"


@pytest.mark.parametrize(
    ("tree", "code"),
    [
        ({"Workbook": b"x"}, "old_office"),
        ({"PowerPoint Document": b"x"}, "old_office"),
        ({"__properties_version1.0": b"x"}, "unsupported"),
        ({"CONTENTS": b"x", "MatOST": b"x"}, "unsupported"),
        ({"WordDocument": b"x"}, "unsupported"),
        (make_word_streams("x", magic=0xA5DC), "unsupported"),
    ],
)
def test_other_files_in_the_same_container_are_not_taken(tree, code):
    assert say(make_compound(tree), extension="doc") == f"refused: {code}"


def test_document_without_its_table_is_broken():
    streams = make_word_streams("来信")
    del streams["1Table"]

    assert say(make_compound(streams)) == "refused: broken"


def test_archive_behind_the_document_is_refused():
    assert say(make_doc("来信") + make_zip({"evil.exe": b"MZ"})) == "refused: disguised"


@pytest.mark.parametrize("length", [8, 100, 512, 2000, 5000])
def test_half_a_document_is_broken(length):
    assert say(make_doc("来信")[:length]).startswith("refused: ")


def test_container_that_leads_in_circles_ends():
    content = bytearray(make_doc("来信"))
    for place in range(512, len(content) - 512, 4):
        if content[place : place + 4] == b"\xfe\xff\xff\xff":
            content[place : place + 4] = b"\0\0\0\0"

    assert say(bytes(content)).startswith(("refused: ", "doc"))
    assert say(OLE + b"\xff" * 4000).startswith("refused: ")
