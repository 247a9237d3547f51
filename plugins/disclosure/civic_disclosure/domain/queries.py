"""What the catalogue is asked by its screens."""

import datetime
from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import BigIntegerField, Count, Exists, OuterRef, Q, Value
from django.db.models.functions import Cast, Concat, Length, Substr
from wagtail.models import Page, WorkflowState
from wagtail.permissions import policy_registry

from civic_disclosure.enums import FreshnessState
from civic_disclosure.models import ColumnPage, Duty, Freshness, ItemPage, PublishedItem, UnitCatalogue
from civic_office.models import Post


def choosable_items(pages: Any, user: Any) -> Any:
    """Of `pages` those `user` may point to: public ones, and what they may see in the explorer."""
    explorable = policy_registry.get_by_type(Page).explorable_instances(user)
    return pages.filter(Q(live=True) | Q(pk__in=explorable.values("pk")))


def holds_items(page: Page) -> bool:
    """Whether an item, draft or public, stands below `page`, or in a unit's column that feeds one there."""
    if ItemPage.objects.descendant_of(page).exists():
        return True
    feeding = ColumnPage.objects.filter(feeds__in=ColumnPage.objects.descendant_of(page, inclusive=True))
    # Paths are steps of capital letters and digits: no descendant's path comes after "ZZZZZ".
    end = Concat(OuterRef("path"), Value("Z" * (Page.steplen + 1)))
    return feeding.filter(Exists(ItemPage.objects.filter(path__gt=OuterRef("path"), path__lt=end))).exists()


def has_duties(page: Page) -> bool:
    """Whether a unit owes anything to the column `page` or to one below it."""
    return Duty.objects.filter(column__in=ColumnPage.objects.descendant_of(page, inclusive=True)).exists()


def was_public(page: Page) -> bool:
    """Whether the item is or ever was public: its record, and the index number it was given, stay for good."""
    return PublishedItem.objects.filter(pk=page.pk).exists()


def drafts_of(user: Any) -> Any:
    """Items `user` began or last changed that wait for nobody: not public as they stand, not in any review."""
    busy = WorkflowState.objects.active().annotate(item=Cast("object_id", BigIntegerField()))
    return (
        ItemPage.objects.filter(
            Q(owner=user) | Q(latest_revision__user=user), Q(live=False) | Q(has_unpublished_changes=True)
        )
        .exclude(pk__in=busy.filter(base_content_type=page_type()).values("item"))
        .order_by("-latest_revision_created_at", "-pk")
    )


def page_type() -> ContentType:
    return ContentType.objects.get_for_model(Page)


def catalogues_of(user: Any, *, today: datetime.date) -> Any:
    """The catalogues of the units in which `user` holds a post on `today`."""
    units = Post.objects.held_by(user, today=today).values("unit")
    return UnitCatalogue.objects.filter(unit__in=units).select_related("unit").order_by("unit__position", "pk")


def columns_to_feed(user: Any, *, today: datetime.date) -> Any:
    """Columns, and whole catalogues, of the units in which `user` holds a post that are overdue or due soon; the oldest first."""
    units = Post.objects.held_by(user, today=today).values("unit")
    pressing = (FreshnessState.OVERDUE, FreshnessState.DUE_SOON)
    rows = Freshness.objects.of_units(units).filter(state__in=pressing).defer("trace")
    return rows.select_related("page", "unit").order_by("due_on", "pk")


@dataclass(frozen=True)
class ColumnRow:
    """A column in the tree of a unit, and what stands in it."""

    column: ColumnPage
    level: int
    public: int
    drafts: int
    freshness: Freshness | None


def tree_of(catalogue: UnitCatalogue) -> list[ColumnRow]:
    """The columns of a catalogue in order, each with the number of its own items and its freshness; three queries."""
    counts: dict[str, Counter[str]] = {}
    rows = (
        ItemPage.objects.descendant_of(catalogue)
        .order_by()
        .annotate(above=Substr("path", 1, Length("path") - Page.steplen))
        .values("above")
        .annotate(public=Count("pk", filter=Q(live=True)), drafts=Count("pk", filter=Q(live=False)))
    )
    for row in rows:
        counts[row["above"]] = Counter(public=row["public"], drafts=row["drafts"])
    columns = ColumnPage.objects.descendant_of(catalogue).order_by("path")
    fresh = {row.pk: row for row in Freshness.objects.filter(page__in=columns.values("pk")).defer("trace")}
    return [
        ColumnRow(
            column=column,
            level=column.depth - catalogue.depth,
            public=counts.get(column.path, Counter())["public"],
            drafts=counts.get(column.path, Counter())["drafts"],
            freshness=fresh.get(column.pk),
        )
        for column in columns
    ]
