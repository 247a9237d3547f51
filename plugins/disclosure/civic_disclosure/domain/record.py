"""The published record: the one row the public reads of an item, kept in step with the page by every save of it."""

import datetime

from django.db import transaction
from django.utils import timezone

from civic_disclosure import signals
from civic_disclosure.domain.number import give_index_number
from civic_disclosure.domain.redress import dress_again, write_placements
from civic_disclosure.enums import LinkKind
from civic_disclosure.models import ColumnPage, ItemPage, PublishedFile, PublishedItem, PublishedLink
from civic_disclosure.rendering.content import content_of, document_ids_of
from civic_disclosure.rendering.dress import Setting, contents_in, dress, links_of, setting_of


@transaction.atomic
def keep_record(page: ItemPage, *, now: datetime.datetime | None = None) -> PublishedItem | None:
    """Bring the record in step with a page that was saved; does nothing when it is.

    Newly live, or live with another revision: the record is written from that *revision*. Live no more: withdrawn.
    Returns the record, or None for an item that was never public.
    """
    record = PublishedItem.objects.select_for_update().filter(pk=page.pk).first()
    if not page.live:
        return withdraw_record(record, now=now) if record is not None else None
    if record is not None and record.is_public() and record.revision_id == page.live_revision_id:
        return record
    return _publish(page, record, now=now or timezone.now())


def _publish(page: ItemPage, record: PublishedItem | None, *, now: datetime.datetime) -> PublishedItem:
    """Number (once) → fields and page from the revision → placements → files → links → announce."""
    item: ItemPage = page.live_revision.as_object()
    column = ColumnPage.objects.get(pk=page.get_parent().pk)
    setting = setting_of(column)
    is_new = record is None
    if record is None:
        record = PublishedItem(
            page_id=page.pk,
            index_number=give_index_number(setting, at=now),
            published_at=now,
            year=timezone.localtime(now, timezone.get_default_timezone()).year,
        )
    record.withdrawn_at, record.withdrawn_reason = None, ""
    record.updated_at = now
    record.revision_id = page.live_revision_id
    fill_facets(record, item, setting)
    tied = _write_links(record, item)
    dress(record, content_of(item), setting, links_of([record.pk])[record.pk])
    record.save()
    write_placements(record, setting)
    _write_files(record, item)
    dress_again(tied)
    signals.item_published.send(sender=PublishedItem, record=record, is_new=is_new)
    return record


def fill_facets(record: PublishedItem, item: ItemPage, setting: Setting) -> None:
    """Copy what the public filters and orders by from a revision of the item."""
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


def _write_files(record: PublishedItem, item: ItemPage) -> None:
    PublishedFile.objects.filter(item=record).delete()
    PublishedFile.objects.bulk_create(PublishedFile(item=record, document_id=pk) for pk in document_ids_of(item))


def _write_links(record: PublishedItem, item: ItemPage) -> set[int]:
    """Write what the item points to; return the other ends, old and new: their pages show the link too."""
    old = set(PublishedLink.objects.filter(item_id=record.pk).values_list("other_id", flat=True))
    PublishedLink.objects.filter(item_id=record.pk).delete()
    links = links_from(item)
    PublishedLink.objects.bulk_create(links)
    pointing_here = set(PublishedLink.objects.filter(other_id=record.pk).values_list("item_id", flat=True))
    return old | {link.other_id for link in links} | pointing_here


def links_from(item: ItemPage) -> list[PublishedLink]:
    """What the item points to: the policies it interprets (R113), and the document that replaces it. Not saved."""
    links = [PublishedLink(item_id=item.pk, other_id=one.pk, kind=LinkKind.INTERPRETS) for one in item.interprets.all()]
    if item.successor_id:
        links.append(PublishedLink(item_id=item.pk, other_id=item.successor_id, kind=LinkKind.REPLACED_BY))
    return links


@transaction.atomic
def withdraw_record(record: PublishedItem, *, now: datetime.datetime | None = None, reason: str = "") -> PublishedItem:
    """Take a record from the public; row and index number stay. Withdrawing twice changes nothing."""
    if not record.is_public():
        return record
    record.withdrawn_at = now or timezone.now()
    record.withdrawn_reason = reason
    record.save()
    tied = set(PublishedLink.objects.filter(item=record).values_list("other_id", flat=True))
    tied |= set(PublishedLink.objects.filter(other_id=record.pk).values_list("item_id", flat=True))
    dress_again(tied)
    signals.item_withdrawn.send(sender=PublishedItem, record=record)
    return record


@transaction.atomic
def move_record(page: ItemPage) -> None:
    """A public item was moved: another column, perhaps another unit. Number and dates stay."""
    record = PublishedItem.objects.select_for_update().public().filter(pk=page.pk).first()
    if record is None:
        return
    setting = setting_of(ColumnPage.objects.get(pk=page.get_parent().pk))
    record.unit, record.column_id = setting.unit, setting.column.pk
    dress(record, contents_in([record])[record.pk], setting, links_of([record.pk])[record.pk])
    record.save()
    write_placements(record, setting)
    signals.item_moved.send(sender=PublishedItem, record=record)
