"""Carrying out an approved batch, chunk by chunk: fast, resumable, and never half a row."""

import datetime
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import CharField, OuterRef, Subquery
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import gettext as _
from modelcluster.models import get_field_value, get_serializable_data_for_fields
from simple_history.utils import bulk_create_with_history
from wagtail.blocks import StreamValue
from wagtail.models import Page, Revision

from civic_disclosure import signals
from civic_disclosure.domain.add_pages import add_pages
from civic_disclosure.domain.gate import GateClosedError, uncleared
from civic_disclosure.domain.number import draw_serials, form_number, rule_in_use, scope_of
from civic_disclosure.domain.record import fill_facets, links_from
from civic_disclosure.domain.redress import dress_again
from civic_disclosure.enums import BatchState
from civic_disclosure.imports.facts import open_columns
from civic_disclosure.imports.files import Files
from civic_disclosure.imports.folder import FolderError, digest_of_folder, open_folder
from civic_disclosure.models import (
    ColumnPage,
    ImportBatch,
    ImportedItem,
    ImportRow,
    ItemAttachment,
    ItemPage,
    Placement,
    PublishedFile,
    PublishedItem,
    PublishedLink,
    Subject,
)
from civic_disclosure.models.imports import APPROVED
from civic_disclosure.rendering.content import content_of, document_ids_of
from civic_disclosure.rendering.dress import Setting, dress, links_of, setting_of
from civic_office.models import Unit
from civic_office.models.review import digest_of

CHUNK = 500
CONSTANT = {
    "owner",
    "locale",
    "content_type",
    "live",
    "has_unpublished_changes",
    "depth",
    "numchild",
    "live_revision",
    "latest_revision",
    "latest_revision_created_at",
    "go_live_at",
    "expire_at",
    "expired",
    "locked",
    "locked_at",
    "locked_by",
    "show_in_menus",
    "seo_title",
    "search_description",
    "alias_of",
    "verified_on",
    "page_ptr",
    "id",
}
VARYING = [field for field in ItemPage._meta.concrete_fields if field.name not in CONSTANT]
PLAIN = ("document_number", "keywords", "summary", "source", "author", "validity", "genre")
DATES = ("formed_on", "effective_on", "ended_on")


@dataclass(slots=True)
class Draft:
    """A row on its way: the item in the making and where it goes."""

    row: ImportRow
    item: ItemPage
    column: ColumnPage
    at: datetime.datetime
    revision: Revision | None = None


def import_items(
    batch: ImportBatch, *, now: datetime.datetime, on_progress: Callable[[int], None] = lambda count: None
) -> ImportBatch:
    """Make public items of all good rows of an approved batch that are not items yet.

    In chunks, each in one transaction: files → pages → revisions → the gate → records with index numbers, history and
    placements → links → announce. A run that was cut off goes on where it stopped; running a finished batch changes
    nothing. `on_progress` is told how many rows each chunk took. Raises `GateClosedError` when the batch is not
    approved, `FolderError` when its archive is no longer the one that was approved.
    """
    batch = _begin(batch)
    if batch.state == BatchState.DONE:
        return batch
    places = Places()
    with open_folder(batch) as folder, Files(folder, batch.unit) as files:
        while count := _import_chunk(batch, files, places, now=now):
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


class Places:
    """The settings and placements of columns, looked up once for a run."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[Setting, list[int]]] = {}

    def of(self, column: ColumnPage) -> tuple[Setting, list[int]]:
        if column.pk not in self._known:
            setting = setting_of(column)
            self._known[column.pk] = (setting, setting.placements())
        return self._known[column.pk]


@transaction.atomic
def _import_chunk(batch: ImportBatch, files: Files, places: Places, *, now: datetime.datetime) -> int:
    """Take the next rows, as the only worker on this batch; returns how many, 0 when none wait."""
    from civic_disclosure.tasks import index_items  # plc0415: tasks import the domain

    ImportBatch.objects.select_for_update().get(pk=batch.pk)
    rows = list(batch.rows.waiting()[:CHUNK])
    drafts = _draft(rows, now=now) if rows else []
    if drafts:
        attachments = files.attach([(draft.item, draft.row.facts.get("attachments") or []) for draft in drafts])
        add_pages([(d.column, d.item) for d in drafts], now=now, owner=batch.made_by, index=False)
        _write_relations(drafts, attachments)
        _write_revisions(drafts, by=batch.made_by, now=now)
        _ask_gate(drafts)
        _write_records(drafts, places)
        index_items.enqueue([draft.item.pk for draft in drafts])
    return len(rows)


def _draft(rows: Sequence[ImportRow], *, now: datetime.datetime) -> list[Draft]:
    columns = open_columns().in_bulk({row.facts["column"] for row in rows})
    subjects = Subject.objects.select_related("parent").in_bulk({row.facts.get("subject") for row in rows} - {None})
    drafts = []
    for row in rows:
        facts, column = row.facts, columns.get(row.facts["column"])
        if column is None:
            row.errors = [_("Its column takes no items any more.")]
            row.save(update_fields=["errors"])
            continue
        at = datetime.datetime.fromisoformat(facts["published_at"]) if facts.get("published_at") else now
        item = ItemPage(
            title=facts["title"],
            slug=f"b{row.batch_id}r{row.number}",
            kind=column.item_kind,
            subject=subjects.get(facts.get("subject")),
            is_important=bool(facts.get("is_important")),
            first_published_at=at,
            last_published_at=at,
            **{name: facts.get(name) or "" for name in PLAIN},
            **{name: datetime.date.fromisoformat(facts[name]) for name in DATES if facts.get(name)},
        )
        if facts.get("mode"):
            item.mode = facts["mode"]
        item.successor_id = facts.get("successor")
        item.body = stream_of(facts["blocks"]) if facts.get("blocks") else body_of(facts.get("body") or "")
        drafts.append(Draft(row, item, column, at))
    return drafts


def body_of(text: str) -> StreamValue:
    """Plain text (R092) as a body of paragraphs, one for each line."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    html = "".join(f"<p>{escape(line)}</p>" for line in lines)
    return stream_of([{"type": "text", "value": html, "id": str(uuid.uuid4())}] if html else [])


def stream_of(blocks: list[dict[str, Any]]) -> StreamValue:
    """Raw blocks, as a program prepares them, as a body."""
    return ItemPage._meta.get_field("body").stream_block.to_python(blocks)


def _write_relations(drafts: Sequence[Draft], attachments: Sequence[Sequence[ItemAttachment]]) -> None:
    units = Unit.objects.in_bulk({pk for d in drafts for pk in d.row.facts.get("issuing_units") or []})
    policies = ItemPage.objects.in_bulk({pk for d in drafts for pk in d.row.facts.get("interprets") or []})
    issuing, interprets = [], []
    files: list[ItemAttachment] = []
    for draft, own in zip(drafts, attachments, strict=True):
        issued_by = [units[pk] for pk in draft.row.facts.get("issuing_units") or []]
        read = [policies[pk] for pk in draft.row.facts.get("interprets") or [] if pk in policies]
        issuing += [ItemPage.issuing_units.through(itempage_id=draft.item.pk, unit_id=unit.pk) for unit in issued_by]
        interprets += [
            ItemPage.interprets.through(from_itempage_id=draft.item.pk, to_itempage_id=policy.pk) for policy in read
        ]
        for attachment in own:
            attachment.page_id = draft.item.pk
        files += own
        draft.item.issuing_units = issued_by
        draft.item.interprets = read
    ItemPage.issuing_units.through.objects.bulk_create(issuing)
    ItemPage.interprets.through.objects.bulk_create(interprets)
    ItemAttachment.objects.bulk_create(files)
    for draft, own in zip(drafts, attachments, strict=True):
        draft.item.attachments = list(own)


def _write_revisions(drafts: Sequence[Draft], *, by: Any, now: datetime.datetime) -> None:
    """One revision each, live and latest at once."""
    base = ContentType.objects.get_for_model(Page)
    own = ContentType.objects.get_for_model(ItemPage)
    revisions = [
        Revision(
            content_type=own,
            base_content_type=base,
            object_id=str(draft.item.pk),
            user=by,
            created_at=now,
            content=content,
            object_str=draft.item.title,
        )
        for draft, content in zip(drafts, _revision_contents([draft.item for draft in drafts]), strict=True)
    ]
    for draft, revision in zip(drafts, Revision.objects.bulk_create(revisions), strict=True):
        draft.revision = revision
        draft.item.live_revision = draft.item.latest_revision = revision
        draft.item.latest_revision_created_at = now
    _point_pages_at_revisions([draft.item.pk for draft in drafts], base, now=now)
    ImportedItem.objects.bulk_create(
        ImportedItem(row=draft.row, page_id=draft.item.pk, revision_id=revision.pk, digest=digest_of(revision))
        for draft, revision in zip(drafts, revisions, strict=True)
    )


def _revision_contents(items: Sequence[ItemPage]) -> Iterator[dict[str, Any]]:
    """What `serializable_data()` gives for each; the fields in which imported items cannot differ are asked of the first."""
    first, *others = items
    same = first.serializable_data()
    yield same
    for item in others:
        content = {
            **same,
            "pk": item.pk,
            **{field.name: get_field_value(field, item) for field in VARYING},
            "issuing_units": [unit.pk for unit in item.issuing_units.all()],
            "interprets": [policy.pk for policy in item.interprets.all()],
            "attachments": [get_serializable_data_for_fields(row) for row in item.attachments.all()],
        }
        yield content


def _point_pages_at_revisions(page_ids: Sequence[int], base: ContentType, *, now: datetime.datetime) -> None:
    """One statement for all: `bulk_update` takes longer than everything else together."""
    own = Revision.objects.filter(base_content_type=base, object_id=Cast(OuterRef("pk"), CharField()))
    Page.objects.filter(pk__in=page_ids).update(
        live_revision_id=Subquery(own.values("pk")[:1]),
        latest_revision_id=Subquery(own.values("pk")[:1]),
        latest_revision_created_at=now,
    )


def _ask_gate(drafts: Sequence[Draft]) -> None:
    """`bulk_create` sends no signals, so the gate is asked here; a closed one rolls the chunk back."""
    closed = uncleared([draft.revision for draft in drafts if draft.revision is not None])
    if closed:
        raise GateClosedError(_("%(count)s items of this batch have not been approved.") % {"count": len(closed)})


def _write_records(drafts: Sequence[Draft], places: Places) -> None:
    numbers = _numbers(drafts, places)
    links = [link for draft in drafts for link in links_from(draft.item)]
    PublishedLink.objects.bulk_create(links)
    tied = links_of(draft.item.pk for draft in drafts)
    records, placements = [], []
    for draft in drafts:
        setting, shown_in = places.of(draft.column)
        record = _record(draft, setting, numbers[draft.item.pk])
        dress(record, content_of(draft.item), setting, tied[draft.item.pk])
        records.append(record)
        placements += [Placement(item=record, column_id=pk, published_at=record.published_at) for pk in shown_in]
    bulk_create_with_history(records, PublishedItem, batch_size=CHUNK)
    Placement.objects.bulk_create(placements)
    PublishedFile.objects.bulk_create(
        PublishedFile(item_id=draft.item.pk, document_id=pk) for draft in drafts for pk in document_ids_of(draft.item)
    )
    _announce(records, {link.other_id for link in links})


def _record(draft: Draft, setting: Setting, number: str) -> PublishedItem:
    assert draft.revision is not None  # noqa: S101 (set by an earlier step)
    record = PublishedItem(
        page_id=draft.item.pk,
        index_number=number,
        published_at=draft.at,
        updated_at=draft.at,
        year=timezone.localtime(draft.at).year,
        revision_id=draft.revision.pk,
    )
    fill_facets(record, draft.item, setting)
    return record


def _numbers(drafts: Sequence[Draft], places: Places) -> dict[int, str]:
    """Index numbers in the order of the rows, each counter asked once."""
    rule = rule_in_use()
    scopes: dict[str, list[Draft]] = defaultdict(list)
    for draft in drafts:
        scopes[scope_of(rule, places.of(draft.column)[0], at=draft.at)].append(draft)
    numbers = {}
    for scope, members in scopes.items():
        for serial, draft in zip(draw_serials(scope, count=len(members)), members, strict=True):
            numbers[draft.item.pk] = form_number(rule, serial, places.of(draft.column)[0], at=draft.at)
    return numbers


def _announce(records: Sequence[PublishedItem], interpreted: set[int]) -> None:
    if interpreted:
        dress_again(interpreted)
    for record in records:
        signals.item_published.send(sender=PublishedItem, record=record, is_new=True)
