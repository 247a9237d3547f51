"""`import_drafts`: a unit's drafts become items through an approved batch, as a unit's own import would."""

import datetime
import io
import zipfile
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.db import transaction
from django.utils import timezone
from wagtail.documents.models import Document
from wagtail.images.models import Image as StoredImage

from civic_disclosure.domain.approve_import import decide_import, roles_needed
from civic_disclosure.domain.grant import collection_of
from civic_disclosure.domain.import_items import import_items
from civic_disclosure.domain.prepare_import import submit_import
from civic_disclosure.models import ColumnPage, ImportBatch, ImportedItem, ImportRow, Subject
from civic_office.enums import Role
from civic_office.models import Post, Unit
from cms.demo.drafts import Attached, AttachmentDraft, Image, ItemDraft
from cms.demo.rows import facts_of, in_batches

OPINION = "演示数据，内容已逐条核对，同意公开。"


def import_drafts(
    unit: Unit,
    drafts: list[tuple[ColumnPage, ItemDraft]],
    *,
    now: datetime.datetime,
    pages: dict[str, int],
) -> None:
    """Bring the drafts of one unit in, each into its column; `pages` learns which page every draft became.

    1. Store what stands in the texts (pictures, files). 2. Write a batch of rows with an archive of the attachments.
    3. The unit's own people send and approve it. 4. Carry it out.
    """
    column_of = {draft.ref: column for column, draft in drafts}
    stored = store_shown(unit, [draft for _column, draft in drafts])
    subjects = {
        (one.parent.name if one.parent else "", one.name): one.pk for one in Subject.objects.select_related("parent")
    }
    for part in in_batches([draft for _column, draft in drafts]):
        rows = []
        for draft in part:
            facts = facts_of(draft, stored)
            facts["column"] = column_of[draft.ref].pk
            facts["issuing_units"] = [unit.pk]
            facts["subject"] = subjects.get(draft.subject)
            facts["interprets"] = [pages[ref] for ref in draft.interprets if ref in pages]
            facts["successor"] = pages.get(draft.successor)
            rows.append(facts)
        batch = write_batch(unit, rows, archive_of(part), now=now)
        approve(batch, now=now)
        batch.refresh_from_db()
        import_items(batch, now=now)
        made = dict(ImportedItem.objects.filter(row__batch=batch).values_list("row__number", "page_id"))
        pages.update({draft.ref: made[number] for number, draft in enumerate(part, 1)})


def store_shown(unit: Unit, drafts: list[ItemDraft]) -> dict[AttachmentDraft, int]:
    """Pictures and files that stand in a text, saved to the unit's collection."""
    collection = collection_of(unit)
    stored: dict[AttachmentDraft, int] = {}
    for block in (block for draft in drafts for block in draft.body if isinstance(block, Image | Attached)):
        kind = StoredImage if isinstance(block, Image) else Document
        if block.file not in stored:
            file = ImageFile(io.BytesIO(block.file.make_bytes()), name=block.file.name)
            stored[block.file] = kind.objects.create(title=block.file.title, collection=collection, file=file).pk
    return stored


def archive_of(drafts: list[ItemDraft]) -> bytes:
    """A ZIP of the attachments, as a unit would upload it; empty when there are none."""
    files = {file.name: file for draft in drafts for file in draft.attachments}
    if not files:
        return b""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name, file in files.items():
            archive.writestr(
                zipfile.ZipInfo(name, (file.dated.year, file.dated.month, file.dated.day, 9, 0, 0)), file.make_bytes()
            )
    return target.getvalue()


@transaction.atomic
def write_batch(unit: Unit, rows: list[dict[str, Any]], archive: bytes, *, now: datetime.datetime) -> ImportBatch:
    """A batch that says what it holds: its rows, a list of titles as its table, and its attachments."""
    from civic_disclosure.imports.folder import digest_of_folder  # plc0415: names a model's file only here

    maker = holder_of(unit, Role.INFORMATION_OFFICER, now=now)
    batch = ImportBatch(
        unit=unit, title=f"{unit}演示信息（{len(rows)}条）", made_by=maker, made_at=now, total=len(rows)
    )
    titles = "\r\n".join(["标题", *(f'"{facts["title"]}"' for facts in rows)])
    batch.table.save(f"{unit.code}.csv", ContentFile(titles.encode("utf-8-sig")), save=False)
    if archive:
        batch.folder.save(f"{unit.code}.zip", ContentFile(archive), save=False)
    batch.save()
    batch.folder_digest = digest_of_folder(batch)
    batch.save()
    ImportRow.objects.bulk_create(
        [ImportRow(batch=batch, number=number, facts=facts) for number, facts in enumerate(rows, 1)], batch_size=500
    )
    return batch


def approve(batch: ImportBatch, *, now: datetime.datetime) -> None:
    submit_import(batch, by=batch.made_by, now=now)
    for role in sorted(roles_needed(batch)):
        decide_import(
            batch, role=role, by=holder_of(batch.unit, role, now=now), opinion=OPINION, is_approval=True, now=now
        )


def holder_of(unit: Unit, role: str, *, now: datetime.datetime) -> Any:
    return Post.objects.with_role_for(role, unit, today=timezone.localdate(now)).select_related("user")[0].user
