"""The first line in the log of a page that came with a batch: who brought it, and in which."""

import datetime
from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from wagtail.models import PageLogEntry, Revision

from civic_disclosure.models import ImportBatch
from civic_office.domain.insert_rows import insert_rows

LOGGED = "civic_disclosure.import"


def log_import(revisions: Sequence[Revision], batch: ImportBatch, *, now: datetime.datetime) -> None:
    """Say in Wagtail's log of each page that it was made public with `batch`: one act of whoever made the batch."""
    act, data = uuid4(), {"batch": batch.pk, "title": batch.title}
    lines: list[Any] = [
        PageLogEntry(
            content_type_id=revision.content_type_id,
            label=revision.object_str,
            action=LOGGED,
            data=data,
            timestamp=now,
            uuid=act,
            user_id=batch.made_by_id,
            revision_id=revision.pk,
            content_changed=True,
            page_id=int(revision.object_id),
        )
        for revision in revisions
    ]
    insert_rows(PageLogEntry, lines)
