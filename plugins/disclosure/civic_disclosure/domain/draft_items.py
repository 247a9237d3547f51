"""From the facts of a batch's rows to items in the making."""

import datetime
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.html import escape
from django.utils.translation import gettext as _
from wagtail.blocks import StreamValue

from civic_disclosure.enums import DisclosureMode
from civic_disclosure.imports.facts import open_columns
from civic_disclosure.models import ColumnPage, ImportRow, ItemAttachment, ItemPage, Subject
from civic_office.domain.insert_rows import insert_rows
from civic_office.models import Unit

PLAIN = ("document_number", "keywords", "summary", "source", "author", "validity", "genre")
DATES = ("formed_on", "effective_on", "ended_on")


@dataclass(frozen=True, slots=True)
class Draft:
    """A row on its way: the item in the making, where it goes, and since when it is public."""

    row: ImportRow
    item: ItemPage
    column: ColumnPage
    at: datetime.datetime


def draft_items(rows: Sequence[ImportRow], *, now: datetime.datetime) -> list[Draft]:
    """An item for each row whose column still takes items. Nothing is saved."""
    columns = open_columns().in_bulk({row.facts["column"] for row in rows})
    subjects = Subject.objects.select_related("parent").in_bulk({row.facts.get("subject") for row in rows} - {None})
    drafts = []
    for row in rows:
        column = columns.get(row.facts["column"])
        if column is None:
            continue
        said = row.facts.get("published_at")
        at = datetime.datetime.fromisoformat(said) if said else now
        item = _item_of(row, column, subjects.get(row.facts.get("subject")), at=at)
        drafts.append(Draft(row, item, column, at))
    return drafts


def report_undrafted(rows: Sequence[ImportRow], drafts: Sequence[Draft]) -> None:
    """Say at each row that came to no item that its column takes none any more: no later chunk takes it up again."""
    drafted = {draft.row.pk for draft in drafts}
    for row in rows:
        if row.pk not in drafted:
            row.errors = [_("Its column takes no items any more.")]
            row.save(update_fields=["errors"])


def _item_of(row: ImportRow, column: ColumnPage, subject: Subject | None, *, at: datetime.datetime) -> ItemPage:
    facts = row.facts
    return ItemPage(
        title=facts["title"],
        slug=f"b{row.batch_id}r{row.number}",
        kind=column.item_kind,
        subject=subject,
        mode=facts.get("mode") or DisclosureMode.PROACTIVE,
        is_important=bool(facts.get("is_important")),
        successor_id=facts.get("successor"),
        body=stream_of(facts["blocks"]) if facts.get("blocks") else body_of(facts.get("body") or ""),
        first_published_at=at,
        last_published_at=at,
        **{name: facts.get(name) or "" for name in PLAIN},
        **{name: datetime.date.fromisoformat(facts[name]) for name in DATES if facts.get(name)},
    )


def body_of(text: str) -> StreamValue:
    """Plain text (R092) as a body of paragraphs, one for each line."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    html = "".join(f"<p>{escape(line)}</p>" for line in lines)
    return stream_of([{"type": "text", "value": html, "id": str(uuid.uuid4())}] if html else [])


def stream_of(blocks: list[dict[str, Any]]) -> StreamValue:
    """Raw blocks, as a program prepares them, as a body."""
    return ItemPage._meta.get_field("body").stream_block.to_python(blocks)


def relate(drafts: Sequence[Draft]) -> None:
    """Say, in memory, who issued each item and what it interprets."""
    units = Unit.objects.in_bulk({pk for draft in drafts for pk in draft.row.facts.get("issuing_units") or []})
    policies = ItemPage.objects.in_bulk({pk for draft in drafts for pk in draft.row.facts.get("interprets") or []})
    for draft in drafts:
        facts, item = draft.row.facts, draft.item
        item.issuing_units = [units[pk] for pk in facts.get("issuing_units") or []]
        item.interprets = [policies[pk] for pk in facts.get("interprets") or [] if pk in policies]


def write_relations(drafts: Sequence[Draft], attachments: Sequence[list[ItemAttachment]]) -> None:
    """Write, for items that are in the tree, who issued them, what they interpret and their files."""
    relate(drafts)
    for draft, files in zip(drafts, attachments, strict=True):
        for file in files:
            file.page_id = draft.item.pk
        draft.item.attachments = files
    issued, read = ItemPage.issuing_units.through, ItemPage.interprets.through
    items = [draft.item for draft in drafts]
    insert_rows(issued, [issued(itempage=item, unit=unit) for item in items for unit in item.issuing_units.all()])
    insert_rows(
        read, [read(from_itempage=item, to_itempage=policy) for item in items for policy in item.interprets.all()]
    )
    insert_rows(ItemAttachment, [file for files in attachments for file in files])
