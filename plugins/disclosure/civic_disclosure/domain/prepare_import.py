"""From an uploaded table to a batch that can be approved."""

import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from civic_disclosure.enums import BatchState
from civic_disclosure.imports.facts import Known, read_rows
from civic_disclosure.imports.folder import FolderError, digest_of_folder, open_folder
from civic_disclosure.models import ImportBatch, ImportRow
from civic_disclosure.permissions import may_prepare_import
from civic_disclosure.tables import TableError, read_table
from civic_office.workdays import civil_date


def lock_for_change(batch: ImportBatch, *, by: Any, now: datetime.datetime) -> None:
    """Hold the batch until the transaction ends, if `by` may change it now; else raise `PermissionDenied`."""
    stored = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if not stored.is_editable() or not may_prepare_import(by, stored.unit, today=civil_date(now)):
        raise PermissionDenied


@transaction.atomic
def prepare_import(batch: ImportBatch, *, by: Any, now: datetime.datetime) -> ImportBatch:
    """Read the batch's table and judge every row: check → read → rows with their facts and errors → count.

    May be repeated while the batch is being prepared. Raises `PermissionDenied`, or `ValidationError` at `table` or
    `folder` when a file cannot be used at all; what is wrong with single rows stands in `ImportRow.errors`.
    """
    lock_for_change(batch, by=by, now=now)
    try:
        with batch.table.open() as file:
            table = read_table(file.read(), filename=batch.table.name or "")
        with open_folder(batch) as folder:
            rows = list(read_rows(table, Known.of_unit(batch.unit, folder, now=now)))
    except TableError as error:
        raise ValidationError({"table": str(error)}) from error
    except FolderError as error:
        raise ValidationError({"folder": str(error)}) from error
    if not rows:
        raise ValidationError({"table": _("There is no row below the headings.")})
    batch.folder_digest = digest_of_folder(batch)
    batch.total = len(rows)
    batch.save(update_fields=["folder_digest", "total"])
    batch.rows.all().delete()
    ImportRow.objects.bulk_create(
        (ImportRow(batch=batch, number=row.number, facts=row.facts, errors=row.errors) for row in rows), batch_size=500
    )
    return batch


@transaction.atomic
def submit_import(batch: ImportBatch, *, by: Any, now: datetime.datetime) -> ImportBatch:
    """Send a prepared batch to those who approve it; from here on it cannot be changed."""
    batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if not may_prepare_import(by, batch.unit, today=civil_date(now)):
        raise PermissionDenied
    if not batch.is_editable():
        raise ValidationError(_("This batch has been sent already."))
    if not batch.rows.good().exists():
        raise ValidationError(_("No row of this batch can be imported; correct the table first."))
    batch.state = BatchState.SUBMITTED
    batch.round += 1
    batch.save()
    return batch
