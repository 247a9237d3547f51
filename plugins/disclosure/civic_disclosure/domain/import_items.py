"""Carrying out an approved batch, chunk by chunk: fast, resumable, and never half a row."""

import datetime
from collections.abc import Callable, Sequence

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Revision

from civic_disclosure.domain.add_pages import add_pages
from civic_disclosure.domain.draft_items import Draft, draft_items, report_undrafted, write_relations
from civic_disclosure.domain.gate import GateClosedError, uncleared
from civic_disclosure.domain.log_import import log_import
from civic_disclosure.domain.write_records import Edition, write_records
from civic_disclosure.domain.write_revisions import write_revisions
from civic_disclosure.enums import BatchState
from civic_disclosure.imports.files import Files
from civic_disclosure.imports.folder import FolderError, digest_of_folder, open_folder
from civic_disclosure.models import ImportBatch, ImportedItem
from civic_disclosure.models.imports import APPROVED
from civic_office.domain.insert_rows import insert_rows
from civic_office.models.review import digest_of

CHUNK = 500


def import_items(
    batch: ImportBatch, *, now: datetime.datetime, on_progress: Callable[[int], None] = lambda count: None
) -> ImportBatch:
    """Make public items of all good rows of an approved batch that are not items yet.

    In chunks, each in one transaction: files → pages → revisions, and
    a line in each page's log → the gate → records with index numbers, history and
    placements → links → announce. A run that was cut off goes on where it stopped; running a finished batch changes
    nothing. `on_progress` is told how many rows each chunk took. Raises `GateClosedError` when the batch is not
    approved, `FolderError` when its archive is no longer the one that was approved.
    """
    batch = _begin(batch)
    if batch.state == BatchState.DONE:
        return batch
    with open_folder(batch) as folder, Files(folder, batch.unit) as files:
        while count := _import_chunk(batch, files, now=now):
            on_progress(count)
    batch.state, batch.finished_at = BatchState.DONE, now
    batch.save(update_fields=["state", "finished_at"])
    return batch


@transaction.atomic
def _begin(batch: ImportBatch) -> ImportBatch:
    batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if batch.state not in APPROVED:
        raise GateClosedError(_("The batch “%(title)s” has not been approved.") % {"title": batch.title})
    if digest_of_folder(batch) != batch.folder_digest:
        raise FolderError(_("The attachments are not those that were approved."))
    if batch.state == BatchState.APPROVED:
        batch.state = BatchState.RUNNING
        batch.save(update_fields=["state"])
    return batch


@transaction.atomic
def _import_chunk(batch: ImportBatch, files: Files, *, now: datetime.datetime) -> int:
    """Take the next rows, as the only worker on this batch; returns how many, 0 when none wait."""
    from civic_disclosure.tasks import index_items  # plc0415: tasks import the domain

    ImportBatch.objects.select_for_update().get(pk=batch.pk)
    rows = list(batch.rows.waiting()[:CHUNK])
    drafts = draft_items(rows, now=now) if rows else []
    report_undrafted(rows, drafts)
    if drafts:
        attachments = files.attach([(draft.item, draft.row.facts.get("attachments") or []) for draft in drafts])
        add_pages([(draft.column, draft.item) for draft in drafts], now=now, owner=batch.made_by, index=False)
        write_relations(drafts, attachments)
        revisions = write_revisions([draft.item for draft in drafts], by=batch.made_by, now=now)
        _note_outcomes(drafts, revisions)
        log_import(revisions, batch, now=now)
        _ask_gate(revisions)
        write_records(
            [
                Edition(draft.item, revision.pk, draft.column, at=draft.at)
                for draft, revision in zip(drafts, revisions, strict=True)
            ],
            now=now,
        )
        index_items.enqueue([draft.item.pk for draft in drafts])
    return len(rows)


def _note_outcomes(drafts: Sequence[Draft], revisions: Sequence[Revision]) -> None:
    """What each row became, and the digest of its text: the gate clears that very text, and no row is taken twice."""
    insert_rows(
        ImportedItem,
        [
            ImportedItem(row=draft.row, page_id=draft.item.pk, revision_id=revision.pk, digest=digest_of(revision))
            for draft, revision in zip(drafts, revisions, strict=True)
        ],
    )


def _ask_gate(revisions: Sequence[Revision]) -> None:
    """Pages inserted in bulk send no signals, so the gate is asked here; a closed one rolls the chunk back."""
    if closed := uncleared(revisions):
        raise GateClosedError(_("%(count)s items of this batch have not been approved.") % {"count": len(closed)})
