"""The one place where published records are written, for one item or for many."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from civic_disclosure import signals
from civic_disclosure.domain.number import give_index_numbers
from civic_disclosure.domain.redress import dress_again, place_again
from civic_disclosure.enums import LinkKind
from civic_disclosure.models import ColumnPage, ItemPage, PublishedFile, PublishedItem, PublishedLink
from civic_disclosure.rendering.content import content_of, document_ids_of
from civic_disclosure.rendering.dress import Setting, dress, links_of, settings_of
from civic_office.domain.insert_rows import insert_rows
from civic_office.workdays import civil_date


@dataclass(frozen=True, slots=True)
class Edition:
    """A revision of an item that is to be what the public reads from the moment `at`."""

    item: ItemPage  # as the revision has it
    revision_id: int
    column: ColumnPage
    at: datetime.datetime
    record: PublishedItem | None = None  # what the public has read of the item so far


def write_records(editions: Sequence[Edition], *, now: datetime.datetime) -> list[PublishedItem]:
    """Make editions of different items public, in the caller's transaction; the caller has asked the gate.

    Number (once) → facets → links → row and page → save with history → placements → files → dress those that are
    tied to them → announce. Some two dozen queries, for one edition as for hundreds. None may point to another of them.
    """
    settings = settings_of({one.column.pk: one.column for one in editions}.values())
    records = _number(editions, settings)
    for record, one in zip(records, editions, strict=True):
        record.withdrawn_at, record.withdrawn_reason = None, ""
        record.updated_at, record.revision_id = one.at, one.revision_id
        _fill_facets(record, one.item, settings[one.column.pk])
    items = [one.item for one in editions]
    tied = _write_links(items)
    links = links_of(item.pk for item in items)
    for record, item in zip(records, items, strict=True):
        dress(record, content_of(item), settings[record.column_id], links[item.pk])
    _save(records, now=now)
    place_again(records, settings)
    _write_files(items)
    dress_again(tied)
    for record, one in zip(records, editions, strict=True):
        signals.item_published.send(sender=PublishedItem, record=record, is_new=one.record is None)
    signals.records_written.send(sender=PublishedItem, page_ids=[record.pk for record in records])
    return records


def _number(editions: Sequence[Edition], settings: Mapping[int, Setting]) -> list[PublishedItem]:
    """The record of each edition: the one it has, or a new one with the next index number (not saved)."""
    fresh = [one for one in editions if one.record is None]
    numbers = iter(give_index_numbers([(settings[one.column.pk], one.at) for one in fresh]))
    return [
        one.record
        or PublishedItem(
            page_id=one.item.pk, index_number=next(numbers), published_at=one.at, year=civil_date(one.at).year
        )
        for one in editions
    ]


def _fill_facets(record: PublishedItem, item: ItemPage, setting: Setting) -> None:
    """Copy what the public filters and orders by."""
    record.unit = setting.unit
    record.column_id = setting.column.pk
    record.kind = item.kind
    record.title = item.title
    record.document_number = item.document_number
    record.subject = str(item.subject) if item.subject else ""
    record.subject_class = record.subject.partition("/")[0]
    record.genre = item.genre
    record.validity = item.validity
    record.mode = item.mode
    record.formed_on = item.formed_on


def _write_links(items: Sequence[ItemPage]) -> set[int]:
    """Write what the items point to; return the other ends, old and new: their pages show the link too."""
    ids = [item.pk for item in items]
    old = PublishedLink.objects.filter(item_id__in=ids)
    links = [link for item in items for link in _links_from(item)]
    tied = {*old.values_list("other_id", flat=True), *(link.other_id for link in links)}
    tied.update(PublishedLink.objects.filter(other_id__in=ids).values_list("item_id", flat=True))
    old.delete()
    insert_rows(PublishedLink, links)
    return tied


def _links_from(item: ItemPage) -> list[PublishedLink]:
    """What the item points to: the policies it interprets (R113), and the document that replaces it."""
    links = [PublishedLink(item_id=item.pk, other_id=one.pk, kind=LinkKind.INTERPRETS) for one in item.interprets.all()]
    if item.successor_id:
        links.append(PublishedLink(item_id=item.pk, other_id=item.successor_id, kind=LinkKind.REPLACED_BY))
    return links


def _save(records: Sequence[PublishedItem], *, now: datetime.datetime) -> None:
    """Insert new records, save the others, and write for each the row of history that its `save()` would write."""
    history = PublishedItem.history.model
    kept = [
        history(
            history_date=now,
            history_type="+" if record._state.adding else "~",  # noqa: SLF001 (whether it was ever saved)
            history_user=history.get_default_history_user(record),
            **{field.attname: getattr(record, field.attname) for field in history.tracked_fields},
        )
        for record in records
    ]
    insert_rows(PublishedItem, [record for record in records if record._state.adding])  # noqa: SLF001
    for record, row in zip(records, kept, strict=True):
        if row.history_type == "~":
            record.save_without_historical_record()  # type: ignore[attr-defined]  # simple-history gives it
    insert_rows(history, kept)


def _write_files(items: Sequence[ItemPage]) -> None:
    PublishedFile.objects.filter(item_id__in=[item.pk for item in items]).delete()
    insert_rows(
        PublishedFile,
        [PublishedFile(item_id=item.pk, document_id=pk) for item in items for pk in sorted(document_ids_of(item))],
    )
