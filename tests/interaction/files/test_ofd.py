import pytest

from tests.interaction.files.judging import say
from tests.interaction.files.packages import OFD_ROOT, ofd, pack, parts_of

ACTION = '<ofd:Outlines><ofd:OutlineElem Title="一"><ofd:Actions><ofd:Action Event="CLICK">{}</ofd:Action></ofd:Actions></ofd:OutlineElem></ofd:Outlines>'


@pytest.mark.parametrize(
    "content",
    [
        ofd(),
        ofd(
            {
                "Doc_0/Res/image_1.png": b"\x89PNG\r\n\x1a\n" + b"\0" * 20,
                "Doc_0/Res/font_1.ttf": b"\0\1\0\0" + b"\0" * 20,
            }
        ),
        ofd({"Doc_0/Signs/Sign_0/SignedValue.dat": b"\x30\x82\1\2", "Doc_0/Signs/Sign_0/Seal.esl": b"\x30\x82\1\2"}),
        ofd({"Doc_0/Attachs/original_invoice.xml": "<invoice>发票</invoice>".encode()}),
        ofd(said=ACTION.format('<ofd:URI URI="https://www.gov.cn/"/>')),
        ofd(said=ACTION.format('<ofd:Goto><ofd:Dest Type="Fit" PageID="1"/></ofd:Goto>')),
        ofd(root=OFD_ROOT.replace(">Doc_0", ">/Doc_0")),
    ],
)
def test_documents_of_citizens_are_taken(content):
    assert say(content, extension="ofd") == "ofd"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (ofd({"Doc_0/Attachs/evil.exe": b"MZ"}), "embedded"),
        (ofd({"Doc_0/Attachs/a.docx": b"PK\x03\x04"}), "embedded"),
        (ofd({"Doc_0/Attachs/a.html": b"<html/>"}), "embedded"),
        (ofd({"Doc_0/Res/font_1.ttf": b"MZ\x90\0"}), "embedded"),
        (ofd({"Doc_0/Res/Seal.esl": b"PK\x03\x04"}), "embedded"),
        (ofd({"Doc_0/Res/i.png": b"<svg onload='x'/>"}), "disguised"),
        (ofd({"Doc_0/Attachs/a.xml": b"<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>"}), "entities"),
        (ofd({"Doc_0/Attachs/a.xml": b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"}), "scripts"),
        (ofd(said="<!DOCTYPE a>"), "broken"),
        (ofd(root="<!DOCTYPE a>" + OFD_ROOT.partition("?>")[2]), "entities"),
        (ofd(said=ACTION.format('<ofd:URI URI="file:///c:/evil.exe"/>')), "actions"),
        (ofd(said=ACTION.format('<ofd:URI URI="javascript:alert(1)"/>')), "actions"),
        (ofd(said=ACTION.format('<ofd:Movie ResourceID="9"/>')), "objects"),
        (ofd(said=ACTION.format('<ofd:Sound ResourceID="9"/>')), "objects"),
        (
            ofd(root=OFD_ROOT.replace("</ofd:DocBody>", "</ofd:DocBody><ofd:Encryptions>e.xml</ofd:Encryptions>")),
            "password",
        ),
        (ofd(root="<a/>"), "broken"),
        (ofd(root=OFD_ROOT.replace("ofdspec", "evil")), "broken"),
        (ofd(root=OFD_ROOT.replace("Doc_0/", "Doc_1/")), "broken"),
        (pack({name: part for name, part in parts_of(ofd()).items() if name != "OFD.xml"}), "archive"),
    ],
)
def test_harm_is_refused(content, code):
    assert say(content, extension="ofd") == f"refused: {code}"
