"""Drafts as the facts of import rows: everything but the primary keys of what a draft refers to."""

from typing import Any

from cms.demo.drafts import Attached, AttachmentDraft, Image, ItemDraft, Table, Text


def stream_of(draft: ItemDraft, stored: dict[AttachmentDraft, int]) -> list[dict[str, Any]]:
    """The body as the raw value of its StreamField; `stored` says what its pictures and files were saved as."""
    blocks: list[dict[str, Any]] = []
    for block in draft.body:
        if isinstance(block, Text):
            blocks.append({"type": "text", "value": block.html})
        elif isinstance(block, Table):
            blocks.append({"type": "table", "value": table_value(block)})
        elif isinstance(block, Image):
            blocks.append({"type": "image", "value": {"image": stored[block.file], "caption": block.caption}})
        elif isinstance(block, Attached):
            blocks.append({"type": "attachment", "value": {"document": stored[block.file], "title": block.file.title}})
    return blocks


def table_value(table: Table) -> dict[str, Any]:
    return {
        "data": [list(row) for row in table.rows],
        "cell": [],
        "mergeCells": [],
        "table_caption": table.caption,
        "first_row_is_table_header": True,
        "first_col_is_header": False,
        "table_header_choice": "row",
    }


def facts_of(draft: ItemDraft, stored: dict[AttachmentDraft, int]) -> dict[str, Any]:
    """What an import row says of an item. Columns, units, subjects and other items are still to be named by key."""
    return {
        "title": draft.title,
        "document_number": draft.document_number,
        "formed_on": draft.formed_on.isoformat() if draft.formed_on else None,
        "published_at": draft.published_at.isoformat(),
        "genre": draft.genre,
        "keywords": " ".join(draft.keywords)[:120],
        "summary": draft.summary,
        "body": draft.plain_text,
        "blocks": stream_of(draft, stored),
        "source": draft.source,
        "author": draft.author,
        "validity": draft.validity,
        "effective_on": draft.effective_on.isoformat() if draft.effective_on else None,
        "ended_on": draft.ended_on.isoformat() if draft.ended_on else None,
        "is_important": draft.is_important,
        "attachments": [file.name for file in draft.attachments],
    }


def in_batches(drafts: list[ItemDraft]) -> list[list[ItemDraft]]:
    """What stands alone, then what names a successor, then what interprets: each may refer to those before it."""
    batches: tuple[list[ItemDraft], ...] = ([], [], [])
    for draft in drafts:
        batches[2 if draft.interprets else 1 if draft.successor else 0].append(draft)
    return [batch for batch in batches if batch]
