"""The published record: the one row the public reads of an item, kept in step by every save, move and deletion of its page."""

import datetime

from django.db import transaction

from civic_disclosure import signals
from civic_disclosure.domain.redress import dress_again, place_again
from civic_disclosure.domain.write_records import Edition, write_records
from civic_disclosure.models import ColumnPage, ItemPage, PublishedItem, PublishedLink
from civic_disclosure.rendering.dress import contents_in, dress, links_of, settings_of


@transaction.atomic
def keep_record(page: ItemPage, *, now: datetime.datetime) -> PublishedItem | None:
    """Bring the record in step with a page that was saved; does nothing when it is.

    Newly live, or live with another revision: the record is written from that *revision*. Live no more: withdrawn.
    Returns the record, or None for an item that was never public.
    """
    record = PublishedItem.objects.select_for_update().filter(pk=page.pk).first()
    if not page.live:
        return withdraw_record(record, now=now) if record is not None else None
    if record is not None and record.is_public() and record.revision_id == page.live_revision_id:
        return record
    item: ItemPage = page.live_revision.as_object()
    edition = Edition(item, page.live_revision_id, _column_of(page), at=now, record=record)
    return write_records([edition], now=now)[0]


def _column_of(page: ItemPage) -> ColumnPage:
    return ColumnPage.objects.select_related("feeds").get(pk=page.get_parent().pk)


@transaction.atomic
def withdraw_record(record: PublishedItem, *, now: datetime.datetime, reason: str = "") -> PublishedItem:
    """Take a record from the public; row and index number stay. Withdrawing twice changes nothing."""
    if not record.is_public():
        return record
    record.withdrawn_at = now
    record.withdrawn_reason = reason
    record.save()
    tied = set(PublishedLink.objects.filter(item=record).values_list("other_id", flat=True))
    tied |= set(PublishedLink.objects.filter(other_id=record.pk).values_list("item_id", flat=True))
    dress_again(tied)
    signals.item_withdrawn.send(sender=PublishedItem, record=record)
    signals.records_written.send(sender=PublishedItem, page_ids=[record.pk])
    return record


@transaction.atomic
def move_record(page: ItemPage) -> None:
    """A public item was moved: another column, perhaps another unit. Number and dates stay."""
    record = PublishedItem.objects.select_for_update().public().filter(pk=page.pk).first()
    if record is None:
        return
    column = _column_of(page)
    settings = settings_of([column])
    setting = settings[column.pk]
    record.unit, record.column_id = setting.unit, setting.column.pk
    dress(record, contents_in([record])[record.pk], setting, links_of([record.pk])[record.pk])
    record.save()
    place_again([record], settings)
    signals.item_moved.send(sender=PublishedItem, record=record)
    signals.records_written.send(sender=PublishedItem, page_ids=[record.pk])
