"""The process that judges: real files of each sort go through it, and it is held to its limits."""

import io
import os
import re
import tempfile
import time

import pytest
from django.utils import translation

from civic_interaction.enums import FileKind
from civic_interaction.files.child import output_bytes
from civic_interaction.files.judge import child_environment, judge_file
from civic_interaction.files.sentences import SENTENCES, sentence_for
from civic_interaction.files.verdicts import Code, Limits
from civic_interaction.models.uploads import MEDIA_TYPES
from tests.interaction.files.compound_files import make_doc
from tests.interaction.files.judging import say_apart
from tests.interaction.files.packages import book, ofd, pack, parts_of, word
from tests.interaction.files.pdf_files import HARMFUL, pdf
from tests.interaction.files.test_pictures import picture, write
from tests.search.files.office_files import make_bomb

GOOD = {
    "pdf": pdf(),
    "ofd": ofd(),
    "doc": make_doc("来信"),
    "wps": make_doc("来信"),
    "docx": word(),
    "xlsx": book(),
    "jpg": write(picture()),
    "png": write(picture(), "PNG"),
    "txt": "来信".encode("gb18030"),
    "csv": "姓名,电话\n".encode(),
}


@pytest.mark.parametrize("kind", GOOD)
def test_every_kind_is_taken_through_the_process(kind):
    assert say_apart(GOOD[kind], extension=kind) == kind


def test_every_kind_that_is_promised_is_tested():
    assert list(GOOD) == FileKind.values
    assert set(MEDIA_TYPES) == set(FileKind)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (make_bomb(), "bomb"),
        (pdf(HARMFUL["script by name"][0]), "scripts"),
        (word({"customXml/a.xml": b"<!DOCTYPE a><a/>"}), "entities"),
        (b"\x00" * 100, "unsupported"),
    ],
)
def test_refusals_come_through_the_process(content, code):
    assert say_apart(content) == f"refused: {code}"


def test_picture_comes_back_made_anew():
    with tempfile.TemporaryFile() as file:
        file.write(GOOD["jpg"] + b"behind the end")
        verdict = judge_file(file, extension="", limits=Limits())

    assert verdict.content is not None
    assert verdict.content.startswith(b"\xff\xd8\xff")
    assert b"behind" not in verdict.content


def test_file_is_read_no_further_than_the_limit():
    assert say_apart(b"a" * 2000, extension="txt", file_bytes=1000) == "refused: too_large"
    assert say_apart(b"a" * 1000, extension="txt", file_bytes=1000) == "txt"


def test_judge_that_needs_too_much_memory_is_stopped():
    """A sheet of one endless text: it is within the limit of unpacking, and beyond that of memory."""
    parts = parts_of(word())
    heavy = pack({**parts, "customXml/item1.xml": b"<a b='" + b"x" * 150_000_000 + b"'/>"})

    assert say_apart(heavy, memory_bytes=192 * 2**20) == "refused: slow"


def test_judge_that_takes_too_long_is_stopped():
    parts = parts_of(word())
    long = pack({**parts, "customXml/item1.xml": b"<a>" + b"<b/>" * 40_000_000 + b"</a>"})
    began = time.monotonic()

    assert say_apart(long, seconds=1) == "refused: slow"
    assert time.monotonic() - began < 15


def test_child_knows_nothing_that_is_ours(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "secret")
    monkeypatch.setenv("DATABASE_URL", "postgres://password@host/")

    assert set(child_environment()) <= {"SYSTEMROOT", "TMPDIR", "TEMP", "PYTHONPATH", "PYTHONUTF8"}
    assert "secret" not in "".join(child_environment().values())


def test_judges_import_no_django(tmp_path):
    """What is in memory cannot be taken over by a parser: no settings, no keys."""
    told = tmp_path / "modules"
    code = (
        "import sys, io\n"
        "from civic_interaction.files import kinds, ooxml, ofd, ole, pdf, pictures, plain\n"
        f"open({str(told)!r}, 'w').write(' '.join(sys.modules))\n"
    )
    os.spawnve(os.P_WAIT, os.sys.executable, [os.sys.executable, "-c", code], child_environment())

    names = told.read_text().split()
    assert "civic_interaction.files.kinds" in names
    assert [name for name in names if name.split(".")[0] == "django"] == []


def test_output_is_bounded():
    limits = Limits(file_bytes=1000)

    assert output_bytes(limits) < 100_000
    noise = io.BytesIO()
    picture(size=(300, 300)).save(noise, "JPEG", quality=1)
    assert say_apart(noise.getvalue(), file_bytes=len(noise.getvalue()) // 2) == "refused: too_large"


@pytest.mark.parametrize("code", Code)
def test_every_refusal_is_a_sentence_in_chinese(code):
    with translation.override("zh-hans"):
        sentence = sentence_for(code, limits=Limits())

    assert sentence.endswith("。")
    assert "%" not in sentence
    assert not re.search("[a-z]", re.sub("PowerPoint|Excel|Word|xlsx|docx?", "", sentence))
    assert set(SENTENCES) == set(Code)


def test_sentence_names_the_limit():
    with translation.override("zh-hans"):
        assert "20 MB" in sentence_for(Code.TOO_LARGE, limits=Limits())
        assert "2400 万" in sentence_for(Code.PIXELS, limits=Limits())
