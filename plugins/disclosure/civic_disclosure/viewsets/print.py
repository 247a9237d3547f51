"""The paper forms of an item with its recorded opinions: the approval form (R185) and the review form (R186–R188)."""

from collections.abc import Collection, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.generic import TemplateView

from civic_disclosure.enums import Genre
from civic_disclosure.models import ItemPage, PublishedItem
from civic_office.domain.queries import opinions_on
from civic_office.enums import Role
from civic_office.models import Post
from civic_office.permissions import may_see_unit
from civic_office.workdays import civil_date

#: The six types of the county form (R187), and the genres that are one of them.
TYPES: Mapping[str, Collection[str]] = {
    "notice": {Genre.NOTICE},
    "announcement": {Genre.ANNOUNCEMENT, Genre.PUBLIC_NOTICE, Genre.COMMUNIQUE},
    "survey": set(),
    "news": set(),
    "document": set(Genre) - {Genre.NOTICE, Genre.ANNOUNCEMENT, Genre.PUBLIC_NOTICE, Genre.COMMUNIQUE, Genre.OTHER},
    "other": {Genre.OTHER, ""},
}


class PrintView(TemplateView):
    """For everyone who holds a post in the item's unit today, and for the office."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        item = get_object_or_404(ItemPage, pk=kwargs["page_id"])
        unit = item.owning_unit
        if not may_see_unit(self.request.user, unit, today=civil_date(timezone.now())):
            raise PermissionDenied
        shown = item.get_latest_revision_as_object()
        record = PublishedItem.objects.filter(pk=item.pk).first()
        return super().get_context_data(
            item=shown,
            unit=unit,
            column=item.get_parent(),
            record=record,
            opinions=opinions_by_role(item),
            author=Post.objects.filter(user=item.owner, unit=unit).select_related("user").first(),
            types=[(kind, shown.genre in genres) for kind, genres in TYPES.items()],
            **kwargs,
        )


def opinions_by_role(item: ItemPage) -> dict[str, Any]:
    """The opinion of each role on the item's latest text; what was said of earlier texts is not on its form."""
    steps = opinions_on(item).filter(status="approved", revision=item.latest_revision_id)
    found = {step.task.unitroletask.role: step for step in steps}
    return {role: found.get(role) for role in Role.values}
