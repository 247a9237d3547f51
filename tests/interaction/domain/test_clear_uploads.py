import datetime
import os
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from civic_interaction import tasks
from civic_interaction.domain.clear_uploads import clear_uploads
from civic_interaction.domain.keep_upload import keep_upload
from civic_interaction.domain.take_uploads import take_uploads
from civic_interaction.models import Upload
from tests.interaction.uploads import NOW
from tests.jobs import run_jobs

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


def keep(now: datetime.datetime = NOW) -> Upload:
    return keep_upload(SimpleUploadedFile("来信.txt", "来信".encode()), now=now)


def files_kept(settings) -> set[str]:
    return {path.name for path in Path(settings.CIVIC_INTERACTION_UPLOAD_DIRECTORY).rglob("*") if path.is_file()}


def test_nothing_is_there_to_clear():
    assert clear_uploads(now=NOW) == 0


def test_what_nobody_took_in_time_goes_file_and_all(settings):
    old, taken, young = keep(NOW - DAY), keep(NOW - 9 * DAY), keep()
    take_uploads([taken.token], now=NOW - 9 * DAY)

    assert clear_uploads(now=NOW) == 1

    assert set(Upload.objects.all()) == {taken, young}
    assert files_kept(settings) == {taken.token, young.token}
    assert clear_uploads(now=NOW) == 0
    assert not Upload.objects.filter(pk=old.pk).exists()


def test_row_whose_file_is_gone_goes_too(settings):
    old = keep(NOW - DAY)
    Path(old.file.path).unlink()

    assert clear_uploads(now=NOW) == 1
    assert Upload.objects.count() == 0


def test_file_without_row_goes_after_a_day(settings):
    kept = keep()
    stray, fresh = (Path(kept.file.path).parent / name for name in ("stray", "fresh"))
    for path, age in ((stray, 2 * DAY), (fresh, DAY / 2)):
        path.write_bytes(b"x")
        moment = (NOW - age).timestamp()
        os.utime(path, (moment, moment))

    assert clear_uploads(now=NOW) == 1
    assert files_kept(settings) == {kept.token, "fresh"}


def test_job_clears_by_the_clock_on_the_wall(settings):
    keep(timezone.now() - 2 * DAY)
    young = keep(timezone.now())

    tasks.clear_uploads.enqueue(slot=NOW.isoformat())

    assert run_jobs() == 1
    assert list(Upload.objects.all()) == [young]
