import re
from functools import lru_cache
from typing import Any

import nh3
from django.conf import settings
from django.db.models import TextChoices
from django.utils import translation
from django.utils.html import escape
from wagtail.blocks import StreamValue
from wagtail.documents.models import Document
from wagtail.rich_text import expand_db_html

from civic_disclosure.enums import DisclosureMode, Genre, ItemKind, Validity
from civic_disclosure.models import ItemPage
from civic_disclosure.rendering.dress import unit_reference
from civic_disclosure.rendering.pictures import picture_html, picture_of

TAGS = {
    "p",
    "br",
    "h2",
    "h3",
    "h4",
    "b",
    "strong",
    "i",
    "em",
    "ol",
    "ul",
    "li",
    "a",
    "hr",
    "table",
    "caption",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "figure",
    "figcaption",
    "img",
    "video",
}
#: How Wagtail stores a link to a document in rich text.
DOCUMENT_LINK = re.compile(r'<a (?=[^>]*linktype="document")[^>]*\bid="(\d+)"')
ATTRIBUTES = {
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "video": {"src", "controls"},
}


def content_of(item: ItemPage) -> dict[str, Any]:
    """What the item itself says, as JSON-ready data: the part of its page that changes only with a new revision."""
    blocks = blocks_of(item.body)
    keywords = [word for word in re.split(r"[\s,，、;；]+", item.keywords) if word]
    return {
        "id": item.pk,
        "title": item.title,
        "kind": labelled(ItemKind(item.kind)),
        "document_number": item.document_number,
        "issued_by": [unit_reference(unit) for unit in item.issuing_units.all()],
        "formed_on": item.formed_on.isoformat() if item.formed_on else None,
        "subject": str(item.subject) if item.subject else "",
        "genre": labelled(Genre(item.genre)) if item.genre else None,
        "keywords": keywords,
        "summary": item.summary,
        "source": item.source,
        "author": item.author,
        "mode": labelled(DisclosureMode(item.mode)),
        "validity": validity_of(item),
        "is_important": item.is_important,
        "verified_on": item.verified_on.isoformat() if item.verified_on else None,
        "body": blocks,
        "body_html": "\n".join(html_of(block, is_first=block is blocks[0]) for block in blocks),
        "attachments": attachments_of(item),
    }


def labelled(choice: TextChoices) -> dict[str, str]:
    """A choice and its label: in the language of the site, not in that of whoever presses the last button."""
    return {"code": choice.value, "label": _label(choice, settings.LANGUAGE_CODE)}


@lru_cache(maxsize=None, typed=True)  # typed: choices of two kinds with one value are equal
def _label(choice: TextChoices, language: str) -> str:
    with translation.override(language):
        return str(choice.label)


def validity_of(item: ItemPage) -> dict[str, Any] | None:
    """Whether a document is in force, and from when to when; None for what has no validity."""
    if not item.validity:
        return None
    return {
        **labelled(Validity(item.validity)),
        "effective_on": item.effective_on.isoformat() if item.effective_on else None,
        "ended_on": item.ended_on.isoformat() if item.ended_on else None,
    }


def attachments_of(item: ItemPage) -> list[dict[str, Any]]:
    """The public files of an item; archived originals (R091) stay inside."""
    rows = [row for row in item.attachments.all() if not row.is_archived_original]
    return [file_of(row.document, row.title) for row in rows]


def document_ids_of(item: ItemPage) -> set[int]:
    """The documents that the item shows: its public attachments, those in its body, and those its text links to."""
    ids = {row.document_id for row in item.attachments.all() if not row.is_archived_original}
    for block in item.body:
        if block.block_type == "attachment":
            ids.add(block.value["document"].pk)
        elif block.block_type == "text":
            ids.update(int(pk) for pk in DOCUMENT_LINK.findall(block.value.source))
    return ids


def file_of(document: Document, title: str = "") -> dict[str, Any]:
    """A file as the public sees it: its format and size are always shown (国办发〔2017〕47号)."""
    return {
        "title": title or document.title,
        "file_name": document.filename,
        "type": document.file_extension.lower(),
        "size": document.get_file_size(),
        "url": document.url,
    }


def blocks_of(body: StreamValue) -> list[dict[str, Any]]:
    """The body as a list of typed blocks, every piece of HTML cleaned."""
    return [{"type": block.block_type, **BLOCKS[block.block_type](block.value)} for block in body]


def _text(value: Any) -> dict[str, Any]:
    return {"html": clean(expand_db_html(value.source))}


def _image(value: Any) -> dict[str, Any]:
    return picture_of(value["image"], value["caption"])


def _table(value: Any) -> dict[str, Any]:
    rows = [[cell or "" for cell in row] for row in (value or {}).get("data", [])]
    return {
        "caption": (value or {}).get("table_caption") or "",
        "has_header_row": bool((value or {}).get("first_row_is_table_header")),
        "has_header_column": bool((value or {}).get("first_col_is_header")),
        "rows": rows,
    }


def _attachment(value: Any) -> dict[str, Any]:
    return {"file": file_of(value["document"], value["title"])}


def _video(value: Any) -> dict[str, Any]:
    return {"url": value["url"], "title": value["title"], "transcript": value["transcript"] or ""}


BLOCKS = {"text": _text, "image": _image, "table": _table, "attachment": _attachment, "video": _video}


def clean(html: str) -> str:
    """Only the tags and attributes an official text needs; scripts, styles and frames are gone."""
    return nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes={"http", "https", "mailto", "tel"})


def html_of(block: dict[str, Any], *, is_first: bool) -> str:
    """One block as clean HTML; `is_first` when it stands at the top of the text."""
    kind = block["type"]
    if kind == "text":
        return block["html"]
    if kind == "image":
        return picture_html(block, is_first=is_first)
    if kind == "table":
        return _table_html(block)
    if kind == "attachment":
        file = block["file"]
        return f'<p><a href="{escape(file["url"])}">{escape(file["title"])}（{escape(file["type"].upper())}）</a></p>'
    return f'<figure><video src="{escape(block["url"])}" controls></video><figcaption>{escape(block["title"])}</figcaption></figure>'


def _table_html(block: dict[str, Any]) -> str:
    lines = ["<table>"]
    if block["caption"]:
        lines.append(f"<caption>{escape(block['caption'])}</caption>")
    for number, row in enumerate(block["rows"]):
        is_head = block["has_header_row"] and number == 0
        cells = []
        for position, cell in enumerate(row):
            tag = (
                'th scope="col"'
                if is_head
                else 'th scope="row"'
                if block["has_header_column"] and position == 0
                else "td"
            )
            cells.append(f"<{tag}>{escape(cell)}</{tag[:2]}>")
        lines.append(f"<tr>{''.join(cells)}</tr>")
    return "".join([*lines, "</table>"])
