"""The asking unit adds files to its draft, or takes them out again: as long as nothing of it is under review or public."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.translation import gettext as _

from civic_interaction.domain.collections.change import changing
from civic_interaction.domain.collections.machine import TRANSITIONS
from civic_interaction.domain.erase_upload import erase_upload
from civic_interaction.domain.keep_upload import RefusedFileError, keep_upload
from civic_interaction.enums import Step
from civic_interaction.models import Collection, CollectionFile
from civic_interaction.permissions import require_part_in
from civic_office.workdays import civil_date

MOST_FILES = 10


def add_file(collection: Collection, file: File, *, title: str = "", by: Any, now: datetime.datetime) -> CollectionFile:
    """Open and judge the file as one of a citizen, and add it, under `title` or else its own name.

    Raises `ValidationError` at `file` with a sentence that says what to do instead, `PermissionDenied`. Of a refused file
    nothing is kept. Call it outside of a transaction, as `keep_upload`.
    """
    require_part_in(by, collection, TRANSITIONS[Step.CHANGED].parts, today=civil_date(now))
    try:
        upload = keep_upload(file, now=now)
    except RefusedFileError as refusal:
        raise ValidationError({"file": refusal.sentence}) from refusal
    try:
        with changing(collection, Step.CHANGED, by=by, now=now, fields=["files"]) as change:
            places = list(
                CollectionFile.objects.filter(collection=change.collection).values_list("position", flat=True)
            )
            if len(places) >= MOST_FILES:
                raise ValidationError({"file": _("At most %(most)d files.") % {"most": MOST_FILES}})
            upload.taken_at = now
            upload.save(update_fields=["taken_at"])
            added = CollectionFile(
                collection=change.collection,
                upload=upload,
                title=title.strip() or upload.name.rpartition(".")[0] or upload.name,
                position=max(places, default=0) + 1,
            )
            added.title = added.title[: CollectionFile._meta.get_field("title").max_length]
            added.save()
    except BaseException:
        erase_upload(upload)
        raise
    return added


def remove_file(file: CollectionFile, *, by: Any, now: datetime.datetime) -> None:
    """Take a file out, and erase it."""
    with changing(file.collection, Step.CHANGED, by=by, now=now, fields=["files"]):
        upload = file.upload
        file.delete()
        erase_upload(upload)
