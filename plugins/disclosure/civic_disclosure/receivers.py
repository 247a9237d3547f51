"""Where Wagtail saves, moves and deletes pages, the gate is asked and the record kept. One call each; see `domain/`."""

from typing import Any

from django.apps import apps as installed_apps
from django.utils import timezone
from wagtail.models import Page, WorkflowState

from civic_disclosure import tasks
from civic_disclosure.domain.change_column import carry_out_filing
from civic_disclosure.domain.gate import check_gate
from civic_disclosure.domain.grant import sync_section_group
from civic_disclosure.domain.index_trees import index_trees
from civic_disclosure.domain.keep_freshness import note_feeding
from civic_disclosure.domain.limits import load_limits
from civic_disclosure.domain.note_places import note_columns, note_units
from civic_disclosure.domain.record import keep_record, move_record, withdraw_record
from civic_disclosure.domain.send_for_review import check_sending, check_step
from civic_disclosure.models import ChannelPage, ColumnPage, ItemPage, PublishedItem, SiteFacts, Subject, UnitCatalogue
from civic_disclosure.search.columns import ColumnSource
from civic_disclosure.search.items import ItemSource
from civic_office.enums import Role
from civic_office.models import ReviewState, Unit, UnitAlias
from civic_office.workdays import civil_date
from civic_search.domain.note_change import note_change, request_check

#: What records copy of others. `live` and `is_hidden` decide whether a column is named on the way to an item.
COPIED: dict[Any, tuple[str, ...]] = {
    Unit: ("official_name", "short_name", "code"),
    UnitCatalogue: ("title", "live"),
    ChannelPage: ("title", "live"),
    ColumnPage: ("title", "description", "column_keywords", "column_type", "feeds_id", "is_hidden", "live"),
    Subject: ("name", "parent_id"),
    SiteFacts: ("name", "domain", "identification_code"),
}


def check_sending_before_save(instance: WorkflowState, raw: bool = False, **kwargs: Any) -> None:
    if not raw:
        check_sending(instance, today=civil_date(timezone.now()))


def check_step_before_save(instance: ReviewState, raw: bool = False, **kwargs: Any) -> None:
    if not raw:
        check_step(instance, today=civil_date(timezone.now()))


def check_gate_before_save(instance: ItemPage, raw: bool = False, **kwargs: Any) -> None:
    if not raw:
        check_gate(instance)


def keep_record_after_save(instance: ItemPage, raw: bool = False, **kwargs: Any) -> None:
    if not raw:
        keep_record(instance, now=timezone.now())


def withdraw_record_before_delete(instance: ItemPage, **kwargs: Any) -> None:
    record = PublishedItem.objects.filter(pk=instance.pk).first()
    if record is not None:
        withdraw_record(record, now=timezone.now())


def move_records_after_move(instance: Any, parent_page_before: Any, parent_page_after: Any, **kwargs: Any) -> None:
    """A page was moved, and with it every item below it, and the way to what is listed there."""
    note_feeding([parent_page_before.pk, parent_page_after.pk, instance.pk])
    for item in ItemPage.objects.descendant_of(instance, inclusive=True).live():
        move_record(item)
    if not isinstance(instance.specific, ItemPage):
        tasks.dress_column_again.enqueue(instance.pk)
        note_columns([instance])


def note_copied_before_save(sender: Any, instance: Any, raw: bool = False, **kwargs: Any) -> None:
    """Note on the instance whether something that records copy is about to change."""
    fields = COPIED[sender]
    stored = None if raw else sender._base_manager.filter(pk=instance.pk).values_list(*fields).first()
    instance.copied_changed = stored is not None and stored != tuple(getattr(instance, field) for field in fields)
    instance.fed_before = dict(zip(fields, stored or (), strict=False)).get("feeds_id")


def dress_again_after_save(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Enqueue the dressing where a copied name changed: in the transaction that changes it."""
    note_place_for_search(instance)
    if not instance.copied_changed:
        return
    if isinstance(instance, Page):
        tasks.dress_column_again.enqueue(instance.pk)
    elif isinstance(instance, Unit):
        tasks.dress_unit_again.enqueue(instance.pk)
        index_trees(instance.pk)
    elif isinstance(instance, Subject):
        tasks.dress_subject_again.enqueue(instance.pk)
    else:
        tasks.dress_site_again.enqueue()


def carry_out_decided_filing(filing: Any, by: Any, **kwargs: Any) -> None:
    carry_out_filing(filing, by=by, today=civil_date(timezone.now()))


def keep_section_group(post: Any, *, today: Any, **kwargs: Any) -> None:
    if post.role == Role.DISCLOSURE_SECTION:
        sync_section_group(today=today)


def note_items_for_search(page_ids: list[int], **kwargs: Any) -> None:
    note_change(ItemSource.kind, map(str, page_ids))


def note_place_for_search(instance: Any) -> None:
    """A unit, a column or what holds columns was saved: what is found of it may be another now."""
    if isinstance(instance, Unit):
        note_units([instance])
    elif isinstance(instance, Page):
        note_columns([instance])


def note_column_for_search(instance: ColumnPage, **kwargs: Any) -> None:
    note_change(ColumnSource.kind, [str(instance.pk)])


def take_over_alias(instance: UnitAlias, **kwargs: Any) -> None:
    """A unit's other name came or went: its items and columns are found by it, and editors find its tree."""
    note_units([instance.unit])
    tasks.dress_unit_again.enqueue(instance.unit_id)
    index_trees(instance.unit_id)


def note_feeding_of_items(page_ids: list[int], **kwargs: Any) -> None:
    note_feeding(
        PublishedItem.objects.filter(pk__in=page_ids).order_by().values_list("column_id", flat=True).distinct()
    )


def note_feeding_of_column(instance: ColumnPage | UnitCatalogue, **kwargs: Any) -> None:
    """A column is new, shown, hidden, named otherwise, or feeds another column now: the one it fed before lacks it."""
    note_feeding(pk for pk in (instance.pk, instance.fed_before) if pk is not None)


def judge_all_columns(**kwargs: Any) -> None:
    tasks.sweep_freshness.enqueue()


def load_limits_after_migrate(*, using: str, apps: Any = installed_apps, **kwargs: Any) -> None:
    """A database that has just got the table of limits gets those that are shipped."""
    if using == "default" and "freshnesslimit" in apps.all_models["civic_disclosure"]:
        load_limits()


def check_search_index(**kwargs: Any) -> None:
    request_check()
