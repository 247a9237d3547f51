"""Records copy names: their unit's, columns', subject's, the website's. When one changes they are dressed again, in slices."""

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.db.models import Q
from wagtail.models import Page

from civic_disclosure import signals
from civic_disclosure.models import ColumnPage, ItemPage, Placement, PublishedItem
from civic_disclosure.models.published import PublishedItemQuerySet
from civic_disclosure.rendering.dress import Setting, contents_in, dress, links_of, settings_of
from civic_office.domain.insert_rows import insert_rows

#: Records dressed in one transaction.
SLICE = 500
#: What dressing writes.
DRESSED = ("row", "page", "digest", "subject", "subject_class")


def place_again(records: Iterable[PublishedItem], settings: Mapping[int, Setting]) -> int:
    """Bring the placements of records in step with their settings; returns how many rows were written or removed."""
    by_id = {record.pk: record for record in records}
    wanted = {(pk, column) for pk, record in by_id.items() for column in settings[record.column_id].placements()}
    found = {
        (item, column): pk
        for pk, item, column in Placement.objects.filter(item_id__in=by_id).values_list("pk", "item_id", "column_id")
    }
    surplus = [found[pair] for pair in found.keys() - wanted]
    missing = [
        Placement(item_id=item, column_id=column, published_at=by_id[item].published_at)
        for item, column in sorted(wanted - found.keys())
    ]
    if surplus:
        Placement.objects.filter(pk__in=surplus).delete()
    insert_rows(Placement, missing)
    return len(surplus) + len(missing)


@transaction.atomic
def dress_again(page_ids: set[int]) -> int:
    """Dress and place public records again because something they show of others has changed: a name, a link, a column.

    Their content is taken from the record, never from the page: nothing unreviewed can slip in. No history is written,
    for the items themselves did not change. Running it twice changes nothing. Returns how many rows changed.
    """
    records = list(PublishedItem.objects.select_for_update().public().filter(pk__in=page_ids))
    if not records:
        return 0
    columns = ColumnPage.objects.select_related("feeds").filter(pk__in={record.column_id for record in records})
    settings = settings_of(columns)
    links = links_of(record.pk for record in records)
    contents = contents_in(records)
    changed = []
    for record in records:
        before = record.digest
        record.subject = contents[record.pk]["subject"]
        record.subject_class = record.subject.partition("/")[0]
        dress(record, contents[record.pk], settings[record.column_id], links[record.pk])
        if record.digest != before:
            changed.append(record)
    PublishedItem.objects.bulk_update(changed, DRESSED, batch_size=200)
    place_again(records, settings)
    if records:
        signals.records_written.send(sender=PublishedItem, page_ids=[record.pk for record in records])
    return len(changed)


def dress_slice_again(records: PublishedItemQuerySet, *, after: int) -> int | None:
    """Dress the next `SLICE` of `records` by number; returns where to go on, or None at the end."""
    ids = list(records.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:SLICE])
    dress_again(set(ids))
    return ids[-1] if len(ids) == SLICE else None


def records_naming_unit(unit_id: int) -> PublishedItemQuerySet:
    """Public records of a unit, and those of others that it issued with them."""
    issued = ItemPage.issuing_units.through.objects.filter(unit_id=unit_id).values("itempage_id")
    return PublishedItem.objects.public().filter(Q(unit_id=unit_id) | Q(pk__in=issued))


def records_of_subject(subject_id: int) -> PublishedItemQuerySet:
    """Public records of a subject class or of one below it. A live page's own row holds what was published."""
    items = ItemPage.objects.filter(Q(subject=subject_id) | Q(subject__parent=subject_id)).values("pk")
    return PublishedItem.objects.public().filter(pk__in=items)


def records_below(page_id: int) -> PublishedItemQuerySet:
    """Public records that stand or are listed in a column or below it; the same of a channel or a unit's catalogue."""
    page = Page.objects.filter(pk=page_id).first()
    if page is None:
        return PublishedItem.objects.none()
    columns = ColumnPage.objects.descendant_of(page, inclusive=True).values("pk")
    listed = Placement.objects.filter(column_id__in=columns).values("item_id")
    return PublishedItem.objects.public().filter(Q(column_id__in=columns) | Q(pk__in=listed))
