"""The first revisions of pages that were inserted in bulk."""

import datetime
from collections.abc import Iterator, Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, OuterRef, Subquery, TextField
from django.db.models.functions import Cast
from modelcluster.models import get_field_value, get_serializable_data_for_fields
from wagtail.models import Page, Revision

from civic_disclosure.models import ItemPage
from civic_office.domain.insert_rows import insert_rows

#: What cannot differ between new pages that one person adds at one moment.
SAME = frozenset(
    [
        "owner",
        "locale",
        "content_type",
        "live",
        "has_unpublished_changes",
        "depth",
        "numchild",
        "live_revision",
        "latest_revision",
        "latest_revision_created_at",
        "go_live_at",
        "expire_at",
        "expired",
        "locked",
        "locked_at",
        "locked_by",
        "show_in_menus",
        "seo_title",
        "search_description",
        "alias_of",
        "verified_on",
        "page_ptr",
        "id",
    ]
)
VARYING = [field for field in ItemPage._meta.concrete_fields if field.name not in SAME]
#: Of these, what is written as it is; `get_field_value` would find that out for every page.
TEXTS = [field.name for field in VARYING if isinstance(field, CharField | TextField)]
OTHERS = [field for field in VARYING if field.name not in TEXTS]


def write_revisions(items: Sequence[ItemPage], *, by: Any, now: datetime.datetime) -> list[Revision]:
    """Write one revision by `by` for each new item, live and latest at once, as the item stands in memory."""
    base = ContentType.objects.get_for_model(Page)
    own = ContentType.objects.get_for_model(ItemPage)
    revisions = [
        Revision(
            content_type=own,
            base_content_type=base,
            object_id=str(item.pk),
            user=by,
            created_at=now,
            content=content,
            object_str=item.title,
        )
        for item, content in zip(items, _contents_of(items), strict=True)
    ]
    insert_rows(Revision, revisions)
    for item, revision in zip(items, revisions, strict=True):
        item.live_revision_id = item.latest_revision_id = revision.pk
        item.latest_revision_created_at = now
    _point_pages_at_revisions([item.pk for item in items], base, now=now)
    return revisions


def _contents_of(items: Sequence[ItemPage]) -> Iterator[dict[str, Any]]:
    """What `serializable_data()` gives for each; the fields in which they cannot differ are asked of the first."""
    first, *others = items
    same = first.serializable_data()
    yield same
    for item in others:
        yield {
            **same,
            "pk": item.pk,
            **{name: getattr(item, name) for name in TEXTS},
            **{field.name: get_field_value(field, item) for field in OTHERS},
            "issuing_units": [unit.pk for unit in item.issuing_units.all()],
            "interprets": [policy.pk for policy in item.interprets.all()],
            "attachments": [get_serializable_data_for_fields(row) for row in item.attachments.all()],
        }


def _point_pages_at_revisions(page_ids: Sequence[int], base: ContentType, *, now: datetime.datetime) -> None:
    """One statement for all: `bulk_update` takes longer than everything else together."""
    own = Revision.objects.filter(base_content_type=base, object_id=Cast(OuterRef("pk"), CharField()))
    Page.objects.filter(pk__in=page_ids).update(
        live_revision_id=Subquery(own.values("pk")[:1]),
        latest_revision_id=Subquery(own.values("pk")[:1]),
        latest_revision_created_at=now,
    )
