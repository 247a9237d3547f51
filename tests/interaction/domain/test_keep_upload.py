import datetime
import hashlib
import io
import stat
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from PIL import Image

from civic_interaction.domain.keep_upload import RefusedFileError, keep_upload
from civic_interaction.models import Upload
from tests.interaction.clamd import EICAR, serve_clamd
from tests.interaction.files.packages import word
from tests.interaction.files.pdf_files import HARMFUL, pdf
from tests.interaction.files.test_pictures import exif, picture, write
from tests.interaction.privacy.keys import stored_texts
from tests.interaction.uploads import NOW

pytestmark = pytest.mark.django_db


def send(content: bytes, name: str, *, media_type: str = "application/octet-stream") -> Upload:
    return keep_upload(SimpleUploadedFile(name, content, content_type=media_type), now=NOW)


def files_kept(settings) -> list[Path]:
    return [path for path in Path(settings.CIVIC_INTERACTION_UPLOAD_DIRECTORY).rglob("*") if path.is_file()]


def test_file_is_kept_as_what_it_is(settings):
    content = pdf()

    upload = send(content, "C:\\来信\u202ecod.docx", media_type="text/html")

    upload.refresh_from_db()
    assert (upload.name, upload.kind, upload.media_type) == ("来信cod.pdf", "pdf", "application/pdf")
    assert (upload.size, upload.sha256) == (len(content), hashlib.sha256(content).hexdigest())
    assert (upload.uploaded_at, upload.expires_at) == (NOW, NOW + datetime.timedelta(days=1))
    assert (upload.taken_at, upload.quarantined, upload.finding, upload.has_formulas) == (None, False, "", False)
    with upload.file.open("rb") as kept:
        assert kept.read() == content


def test_file_lies_where_nobody_else_looks(settings):
    upload = send(pdf(), "李小明的来信.pdf")

    (path,) = files_kept(settings)
    assert path.name == upload.token
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert not path.is_relative_to(settings.MEDIA_ROOT)
    assert "李小明" not in stored_texts(Upload._meta.db_table, "name")[0]
    with pytest.raises(ValueError, match="no public address"):
        upload.file.url  # noqa: B018 (asking is the test)


def test_tokens_are_long_and_differ():
    tokens = {send("来信".encode(), "a.txt").token for _time in range(3)}

    assert len(tokens) == 3
    assert {len(token) for token in tokens} == {32}


def test_picture_is_kept_without_its_notes():
    content = write(picture(), exif=exif(Artist="li xiaoming"))

    upload = send(content, "IMG_2026.HEIC.jpeg")

    with upload.file.open("rb") as kept:
        seen = kept.read()
    assert (upload.name, upload.kind) == ("IMG_2026.jpg", "jpg")
    assert b"xiaoming" in content
    assert b"xiaoming" not in seen
    assert upload.sha256 == hashlib.sha256(seen).hexdigest()
    assert upload.size == len(seen)
    assert Image.open(io.BytesIO(seen)).size == (64, 32)


def test_table_with_formulas_is_marked():
    assert send(b"a,=1+1\n", "a.csv").has_formulas is True
    assert send(b"a,1\n", "a.csv").has_formulas is False


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "a.pdf", "empty"),
        (pdf(HARMFUL["script when opened"][0]), "a.pdf", "scripts"),
        (word({"word/embeddings/o.bin": b"x"}), "a.docx", "objects"),
        (b"<svg/>", "a.png", "markup"),
    ],
)
def test_of_a_refused_file_nothing_is_kept(settings, content, name, code):
    with translation.override("zh-hans"), pytest.raises(RefusedFileError) as refused:
        send(content, name)

    assert refused.value.code == code
    assert refused.value.sentence.endswith("。")
    assert str(refused.value) == refused.value.sentence
    assert Upload.objects.count() == 0
    assert files_kept(settings) == []


def test_limits_are_those_of_the_settings(settings):
    settings.CIVIC_INTERACTION_UPLOAD_BYTES = 3_000_000
    settings.CIVIC_INTERACTION_UPLOAD_PIXELS = 64 * 32 - 1
    settings.CIVIC_INTERACTION_UPLOAD_HOURS = 2

    with translation.override("zh-hans"), pytest.raises(RefusedFileError, match="2 MB") as large:
        send(b"a" * 3_000_001, "a.txt")
    with pytest.raises(RefusedFileError) as wide:
        send(write(picture()), "a.jpg")

    assert (large.value.code, wide.value.code) == ("too_large", "pixels")
    assert send(b"a", "a.txt").expires_at == NOW + datetime.timedelta(hours=2)


def test_name_without_anything_gets_one():
    with translation.override("zh-hans"):
        assert send(b"a", "\u202e.txt").name == "附件.txt"


def test_clean_file_passes_the_scanner(settings, tmp_path):
    with serve_clamd(tmp_path) as clamd:
        settings.CIVIC_INTERACTION_CLAMAV = clamd.address
        upload = send("来信".encode(), "a.txt")

    assert (upload.quarantined, upload.finding) == (False, "")
    assert clamd.seen == ["来信".encode()]


def test_virus_is_refused_and_stays_in_quarantine(settings, tmp_path):
    settings.CIVIC_INTERACTION_CLAMAV = str(tmp_path / "clamd.ctl")
    with serve_clamd(tmp_path), pytest.raises(RefusedFileError) as refused:
        send(EICAR, "a.txt")

    upload = Upload.objects.get()
    assert refused.value.code == "virus"
    assert (upload.quarantined, upload.finding) == (True, "Eicar-Signature")
    assert upload.expires_at == NOW + datetime.timedelta(days=30)
    assert not Upload.objects.usable(now=NOW).exists()
    assert not Upload.objects.open().exists()


def test_file_waits_in_quarantine_while_the_scanner_is_down(settings, tmp_path):
    settings.CIVIC_INTERACTION_CLAMAV = str(tmp_path / "none.sock")

    upload = send("来信".encode(), "a.txt")

    assert (upload.quarantined, upload.finding) == (True, "")
    assert list(Upload.objects.usable(now=NOW)) == [upload]
    assert list(Upload.objects.open()) == []
