import pytest
from hypothesis import given
from hypothesis import strategies as st

from civic_interaction.files.names import LONGEST, clean_name, extension_of, is_visible


def clean(name: str, kind: str = "pdf") -> str:
    return clean_name(name, kind=kind, fallback="附件")


@pytest.mark.parametrize(
    ("name", "cleaned"),
    [
        ("关于路灯的来信.pdf", "关于路灯的来信.pdf"),
        ("《关于路灯的来信》（第2稿）—终稿.pdf", "《关于路灯的来信》（第2稿）—终稿.pdf"),
        ("阿依古丽·买买提 身份证.PDF", "阿依古丽·买买提 身份证.pdf"),
        ("𬀩㐂䶮.pdf", "𬀩㐂䶮.pdf"),
        ("报告.2024", "报告.2024.pdf"),
        ("报告.v2.pdf", "报告.v2.pdf"),
        ("C:\\Users\\李\\桌面\\来信.pdf", "来信.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("..\\..\\x.pdf", "x.pdf"),
        ("/abs/x.pdf", "x.pdf"),
        ("来信\u202efdp.exe", "来信fdp.pdf"),
        ("来\u200b信\u2066.pdf", "来信.pdf"),
        ("a\0b\r\nc.pdf", "ab c.pdf"),
        ("照片.jpg.exe", "照片.pdf"),
        ("来信.docx", "来信.pdf"),
        ('a<b>:"c|d?*%;.pdf', "a_b___c_d.pdf"),
        (".htaccess", "htaccess.pdf"),
        ("-rf.pdf", "rf.pdf"),
        ("CON.pdf", "_CON.pdf"),
        ("nul", "_nul.pdf"),
        ("console.pdf", "console.pdf"),
        ("", "附件.pdf"),
        ("...", "附件.pdf"),
        (".pdf", "附件.pdf"),
        ("\u202e\u200b", "附件.pdf"),
        ("\ud800.pdf", "附件.pdf"),
        ("a  \t b .pdf", "a b.pdf"),
        ("ｅ\u0301.pdf", "ｅ\u0301.pdf"),
        ("e\u0301.pdf", "é.pdf"),
    ],
)
def test_name_is_cleaned(name, cleaned):
    assert clean(name) == cleaned


def test_long_name_is_cut_before_its_ending():
    cleaned = clean("路" * 300 + ".docx", kind="docx")

    assert cleaned == "路" * (LONGEST - 5) + ".docx"
    assert len(cleaned) == LONGEST


@given(st.text(max_size=400))
def test_whatever_it_was_it_is_a_name_now(name):
    cleaned = clean(name)

    assert len(cleaned) <= LONGEST
    assert cleaned.endswith(".pdf")
    assert not set(cleaned) & set('/\\<>:"|?*%;')
    assert all(is_visible(letter) for letter in cleaned)
    assert clean(cleaned) == cleaned


@pytest.mark.parametrize(
    ("name", "extension"),
    [
        ("a.CSV", "csv"),
        ("a.jpeg", "jpeg"),
        ("a", ""),
        ("a.2024", ""),
        ("a.csv\u200b", "csv"),
        ("a.txt ", "txt"),
        ("a.csv.exe", "exe"),
    ],
)
def test_extension_is_what_the_name_claims(name, extension):
    assert extension_of(name) == extension
