"""Ask the virus scanner about the files that came while it was down."""

import datetime

from civic_interaction.app_settings import app_settings
from civic_interaction.files.scanner import ScannerDownError, find_virus
from civic_interaction.models import Upload


def scan_uploads(*, now: datetime.datetime) -> int:
    """Ask about each → release it, or keep it in quarantine with the finding. Returns how many are settled.

    Stops at the first question that is not answered; the next call goes on. A city that has given up its scanner has the
    waiting files released.
    """
    settled = 0
    for upload in Upload.objects.waiting_for_scan().order_by("pk").iterator(chunk_size=100):
        try:
            with upload.file.open("rb") as content:
                finding = find_virus(content)
        except ScannerDownError:
            return settled
        except FileNotFoundError:
            continue
        rows = Upload.objects.waiting_for_scan().filter(pk=upload.pk)
        if finding:
            until = now + datetime.timedelta(days=app_settings.QUARANTINE_DAYS)
            settled += rows.update(finding=finding[:200], expires_at=until)
        else:
            settled += rows.update(quarantined=False)
    return settled
