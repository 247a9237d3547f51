"""The text of attachments. A document is found by its other texts at once, and by its attachments' when they are read."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.documents import get_document_model

from civic_search.app_settings import app_settings
from civic_search.domain.note_change import note_change
from civic_search.files.endings import Ending, Extract, Limits
from civic_search.files.extract import extract_text
from civic_search.models import ExtractedText
from civic_search.sources import registered_sources

#: A file that waits longer than this was forgotten: its job was cleared away.
FORGOTTEN = datetime.timedelta(days=1)


@transaction.atomic
def texts_of(documents: Iterable[Any]) -> dict[int, str]:
    """The texts of Wagtail documents by primary key. Files that were never read have none yet; their reading is enqueued."""
    from civic_search import tasks  # plc0415: tasks import the domain

    now = timezone.now()
    by_digest: dict[str, list[int]] = {}
    for document in documents:
        by_digest.setdefault(digest_of(document), []).append(document.pk)
    known = {row.digest: row for row in ExtractedText.objects.filter(digest__in=by_digest)}
    for digest, ids in by_digest.items():
        row = known.get(digest)
        if row is None or (row.ending == Ending.WAITING and row.changed_at < now - FORGOTTEN):
            ExtractedText.objects.update_or_create(
                digest=digest, defaults={"ending": Ending.WAITING, "changed_at": now}
            )
            tasks.read_file.enqueue(ids[0])
    return {pk: row.text for digest, row in known.items() for pk in by_digest[digest]}


def digest_of(document: Any) -> str:
    """Wagtail's own digest of the file; of a file that is not there, its name's."""
    try:
        return str(document.get_file_hash())
    except OSError:
        return f"missing:{document.pk}"


def read_file(document: Any) -> Ending:
    """Read a document's file in a process of its own → keep text and outcome → note all that show the file as changed.

    A file that was read before is not read again.
    """
    digest = digest_of(document)
    row = ExtractedText.objects.filter(digest=digest).first()
    if row is None or row.ending == Ending.WAITING:
        keep_text(digest, _read(document))
    return Ending(ExtractedText.objects.values_list("ending", flat=True).get(digest=digest))


def _read(document: Any) -> Extract:
    try:
        with document.open_file() as file:
            return extract_text(file, limits=limits_in_use())
    except OSError:
        return Extract(Ending.MISSING)


@transaction.atomic
def keep_text(digest: str, extract: Extract) -> None:
    ExtractedText.objects.update_or_create(
        digest=digest,
        defaults={"ending": extract.ending, "text": extract.text, "changed_at": timezone.now()},
    )
    if extract.text:
        documents = get_document_model().objects.filter(file_hash=digest).values_list("pk", flat=True)
        for source in registered_sources().values():
            note_change(source.kind, source.keys_showing(list(documents)))


def limits_in_use() -> Limits:
    return Limits(
        file_bytes=app_settings.FILE_BYTES,
        pages=app_settings.FILE_PAGES,
        seconds=app_settings.FILE_SECONDS,
        memory_bytes=app_settings.FILE_MEMORY_BYTES,
        characters=app_settings.FILE_CHARACTERS,
    )
