"""PDF: harm is found wherever it lies, also where no search for words would find it."""

import io
import re

import pikepdf
import pytest

from tests.interaction.files.judging import say
from tests.interaction.files.pdf_files import HARMFUL, SCRIPT, open_action, pdf, script, signed_like
from tests.search.files.office_files import make_docx, make_pdf, make_zip


@pytest.mark.parametrize("compressed", [False, True])
@pytest.mark.parametrize("what", HARMFUL)
def test_harm_is_refused_wherever_it_lies(what, compressed):
    change, code = HARMFUL[what]

    assert say(pdf(change, compressed=compressed), extension="pdf") == f"refused: {code}"


def test_compressed_script_is_not_to_be_seen_from_outside():
    """What the tests above show is not shown by words in the file."""
    content = pdf(lambda document: open_action(document, script()), compressed=True)

    assert b"JavaScript" not in content
    assert SCRIPT.encode() not in content


def test_name_that_is_written_in_numbers_is_read():
    content = pdf(lambda document: open_action(document, script()))
    changed = content.replace(b"/JavaScript", b"/J#61vaScript").replace(b"/JS", b"/#4a#53")

    assert b"/JavaScript" not in changed
    assert say(changed) == "refused: scripts"


@pytest.mark.parametrize(
    "content",
    [
        make_pdf("来信", "第二页"),
        pdf(),
        pdf(compressed=True),
        pdf(signed_like),
        pdf(signed_like, compressed=True),
        pdf() + b"\r\n\0\0",
        pdf(lambda document: document.add_blank_page()),
    ],
)
def test_documents_of_citizens_are_taken(content):
    assert say(content, extension="pdf") == "pdf"


@pytest.mark.parametrize("strength", [2, 3, 4, 6])
def test_password_is_refused(strength):
    locked = pikepdf.Encryption(owner="owner", user="user", R=strength, aes=strength > 3, metadata=strength > 3)

    assert say(pdf(encryption=locked)) == "refused: password"


def test_what_is_locked_against_changes_only_is_read_and_judged():
    locked = pikepdf.Encryption(owner="owner", user="")

    assert say(pdf(encryption=locked)) == "pdf"
    assert say(pdf(HARMFUL["script by name"][0], encryption=locked)) == "refused: scripts"


@pytest.mark.parametrize(
    "behind", [make_zip({"a.txt": b"a"}), make_docx("x"), b"<script>alert(1)</script>", b"MZ" * 40]
)
def test_something_behind_the_end_is_refused(behind):
    assert say(pdf() + behind) == "refused: disguised"


def test_archive_within_a_document_is_refused():
    """PDF and ZIP at once, with the end of the PDF at the end."""
    content = pdf()
    zipped = make_zip({"evil.exe": b"MZ"})
    comment = b"\n%%EOF\n"
    both = content + b"\n%" + zipped[:-2] + len(comment).to_bytes(2, "little") + comment

    assert say(both) == "refused: disguised"


@pytest.mark.parametrize("start", [b"<html><script>alert(1)</script>", b"<!DOCTYPE html>", b"<svg onload='x'>"])
def test_page_of_the_web_in_the_first_lines_is_refused(start):
    content = pdf()
    end_of_line = content.index(b"\n") + 1

    assert say(content[:end_of_line] + b"%" + start + b"\n" + content[end_of_line:]) == "refused: disguised"


def test_document_behind_something_else_is_refused():
    assert say(b"GIF89a" + pdf()).startswith("refused: ")
    assert say("来信\n".encode() + pdf(), extension="txt").startswith("refused: ")


@pytest.mark.parametrize("share", [0.2, 0.6, 0.95])
def test_half_a_document_is_broken(share):
    content = make_pdf("来信")

    assert say(content[: int(len(content) * share)]) == "refused: broken"


@pytest.mark.parametrize("content", [b"%PDF-1.7\n%%EOF", b"%PDF-1.7\n" + b"x" * 5000 + b"\n%%EOF"])
def test_what_only_begins_like_a_document_is_broken(content):
    assert say(content) == "refused: broken"


def test_damaged_document_without_harm_is_taken_and_with_harm_refused():
    """Other readers may repair a file differently: then the words decide."""
    damage = re.compile(rb"startxref\s+\d+")

    assert say(damage.sub(b"startxref\n7", pdf())) == "pdf"
    assert say(damage.sub(b"startxref\n7", pdf(HARMFUL["script by name"][0]))) == "refused: scripts"
    unreachable = b"%PDF-1.7\n9 0 obj <</S /JavaScript /JS (x)>>\nendobj trash"
    assert say(unreachable + damage.sub(b"startxref\n7", pdf())[9:]).startswith("refused: ")


def test_deep_nesting_does_not_overcome_the_judge():
    def nest(document: pikepdf.Pdf) -> None:
        inner = pikepdf.Array([])
        for _level in range(200):
            inner = pikepdf.Array([inner])
        document.Root.Deep = inner

    assert say(pdf(nest)) == "pdf"
    deeper = pdf().replace(b"/Type /Catalog", b"/Deep " + b"[" * 50_000 + b"]" * 50_000 + b" /Type /Catalog")
    assert say(deeper).startswith(("refused: ", "pdf"))


def test_document_without_pages_is_broken():
    file = io.BytesIO()
    pikepdf.new().save(file)

    assert say(file.getvalue()) == "refused: broken"
