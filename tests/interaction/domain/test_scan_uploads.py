import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from civic_interaction import tasks
from civic_interaction.domain.keep_upload import keep_upload
from civic_interaction.domain.scan_uploads import scan_uploads
from civic_interaction.models import Upload
from tests.interaction.clamd import EICAR, serve_clamd
from tests.interaction.uploads import NOW
from tests.jobs import run_jobs

pytestmark = pytest.mark.django_db
LATER = NOW + datetime.timedelta(hours=1)


@pytest.fixture
def waiting(settings, tmp_path) -> tuple[Upload, Upload]:
    """A clean file and an infected one that came while the scanner was down."""
    settings.CIVIC_INTERACTION_CLAMAV = str(tmp_path / "clamd.ctl")
    clean, infected = (
        keep_upload(SimpleUploadedFile("a.txt", content), now=NOW) for content in ("来信".encode(), EICAR)
    )
    return clean, infected


def states(*uploads: Upload) -> list[tuple[bool, str]]:
    for upload in uploads:
        upload.refresh_from_db()
    return [(upload.quarantined, upload.finding) for upload in uploads]


def test_waiting_files_are_settled_when_the_scanner_is_back(waiting, tmp_path):
    with serve_clamd(tmp_path):
        assert scan_uploads(now=LATER) == 2
        assert scan_uploads(now=LATER) == 0

    assert states(*waiting) == [(False, ""), (True, "Eicar-Signature")]
    assert waiting[1].expires_at == LATER + datetime.timedelta(days=30)


def test_while_it_is_down_they_wait(waiting):
    assert scan_uploads(now=LATER) == 0
    assert states(*waiting) == [(True, ""), (True, "")]


def test_without_a_scanner_they_are_released(waiting, settings):
    settings.CIVIC_INTERACTION_CLAMAV = ""

    assert scan_uploads(now=LATER) == 2
    assert states(*waiting) == [(False, ""), (False, "")]


def test_lost_file_does_not_stop_the_others(waiting, tmp_path):
    waiting[0].file.storage.delete(waiting[0].file.name)

    with serve_clamd(tmp_path):
        assert scan_uploads(now=LATER) == 1
    assert states(*waiting) == [(True, ""), (True, "Eicar-Signature")]


def test_job_asks(waiting, tmp_path):
    with serve_clamd(tmp_path):
        tasks.scan_uploads.enqueue(slot=NOW.isoformat())

        assert run_jobs() == 1
    assert Upload.objects.waiting_for_scan().count() == 0
