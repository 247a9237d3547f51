"""Jobs of the catalogue: fetch by primary key, one domain call. Each may run twice.

Those that dress or compare records take one slice and enqueue the next in the same transaction: a job that is killed
loses its slice at most.
"""

import contextlib
import datetime

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from civic_disclosure.domain import keep_freshness as keeping
from civic_disclosure.domain import reconcile
from civic_disclosure.domain import sweep_freshness as sweeping
from civic_disclosure.domain.add_pages import index_pages
from civic_disclosure.domain.grant import sync_section_group
from civic_disclosure.domain.import_items import import_items
from civic_disclosure.domain.prepare_city import apply_load
from civic_disclosure.domain.redress import dress_slice_again, records_below, records_naming_unit, records_of_subject
from civic_disclosure.models import CityLoad, ImportBatch, ItemPage, PublishedItem
from civic_disclosure.tables import TableError
from civic_office.jobs import scheduled
from civic_office.jobs.progress import following
from civic_office.workdays import civil_date


@task()
def run_import(batch_id: int) -> None:
    """Carry out an approved batch, or what is left of it."""
    batch = ImportBatch.objects.get(pk=batch_id)
    with following(batch.progress_id, total=batch.rows.waiting().count()) as meter:
        import_items(batch, now=timezone.now(), on_progress=meter.advance)


@task()
def load_city_table(load_id: int, *, counts: dict[str, int], hide_removed: bool, user_id: int) -> None:
    """Carry out the last step of the wizard, unless it has been. What stands against it is said in its progress."""
    load = CityLoad.objects.get(pk=load_id)
    if load.applied_at is not None:
        return
    by = get_user_model().objects.get(pk=user_id)
    with contextlib.suppress(ValidationError, TableError, PermissionDenied), following(load.progress_id) as meter:
        meter.advance(0, message=_("Everything takes effect together at the end."))
        apply_load(load, counts=counts, by=by, now=timezone.now(), hide_removed=hide_removed)


@task()
def index_items(page_ids: list[int]) -> None:
    """Bring Wagtail's search and reference indexes up to date with items that were written in bulk."""
    index_pages(list(ItemPage.objects.filter(pk__in=page_ids)))


@task()
def dress_unit_again(unit_id: int, after: int = 0) -> None:
    """A unit's name changed."""
    with transaction.atomic():
        last = dress_slice_again(records_naming_unit(unit_id), after=after)
        if last is not None:
            dress_unit_again.enqueue(unit_id, after=last)


@task()
def dress_column_again(page_id: int, after: int = 0) -> None:
    """A column, channel or unit's catalogue was renamed, hidden, moved, or feeds another column now."""
    with transaction.atomic():
        last = dress_slice_again(records_below(page_id), after=after)
        if last is not None:
            dress_column_again.enqueue(page_id, after=last)


@task()
def dress_subject_again(subject_id: int, after: int = 0) -> None:
    """A subject class was renamed, or belongs to another now; its lower level names it too."""
    with transaction.atomic():
        last = dress_slice_again(records_of_subject(subject_id), after=after)
        if last is not None:
            dress_subject_again.enqueue(subject_id, after=last)


@task()
def dress_site_again(after: int = 0) -> None:
    """The facts of the website changed; they stand in the meta tags of every item."""
    with transaction.atomic():
        last = dress_slice_again(PublishedItem.objects.public(), after=after)
        if last is not None:
            dress_site_again.enqueue(after=last)


@scheduled(every=datetime.timedelta(days=1), at=datetime.time(2, 20), catch_up=False)
@task()
def compare_records_nightly(slot: str) -> None:
    """Find what a crash left behind between pages and records, from the first page to the last."""
    compare_records.enqueue()


@task()
def compare_records(after: int = 0) -> int:
    """Compare one slice. Each record at fault is mended by a job of its own: one that cannot be holds up no other."""
    with transaction.atomic():
        faults, last = reconcile.compare_slice(after=after)
        for number in faults:
            mend_record.enqueue(number)
        if last is not None:
            compare_records.enqueue(after=last)
    return len(faults)


@task()
def mend_record(page_id: int) -> str | None:
    return reconcile.mend_record(page_id, now=timezone.now())


@scheduled(every=datetime.timedelta(days=1), at=datetime.time(0, 10), catch_up=False)
@task()
def keep_section_group_daily(slot: str) -> None:
    """Posts begin and end by the calendar too, and pages above all trees may be new."""
    sync_section_group(today=civil_date(timezone.now()))


@task()
def keep_freshness(page_ids: list[int]) -> int:
    """Items came, went or moved in these columns, or the columns themselves were changed."""
    return keeping.keep_freshness(page_ids, now=timezone.now())


@task()
def sweep_freshness(progress_id: str | None = None) -> int:
    """Judge every column anew: the calendar, limits or responsibility tables have changed, or somebody asks for it."""
    with following(progress_id, total=sweeping.count_places()) as meter:
        return sweeping.sweep_freshness(now=timezone.now(), on_progress=meter.advance)


@scheduled(every=datetime.timedelta(days=1), at=datetime.time(0, 15), catch_up=False)
@task()
def sweep_freshness_daily(slot: str) -> int:
    """A new day: what was fresh yesterday may be due. It judges by the days themselves, so no slot is made up for."""
    return sweeping.sweep_freshness(now=timezone.now())
