"""The explorer of units' trees: each column with its light, and a filter by it."""

from typing import Any

import django_filters
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BaseColumn
from wagtail.admin.views.pages.listing import ExplorableIndexView, GenericPageFilterSet
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page

from civic_disclosure.lamps import lamp_choices, lamp_of
from civic_disclosure.models import CatalogueRoot, ChannelPage, ColumnPage, Freshness, UnitCatalogue


class FreshnessColumn(BaseColumn):
    """The light of a page that is a column or a unit's catalogue, leading to why."""

    cell_template_name = "civic_disclosure/freshness/cell.html"

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        context = super().get_cell_context_data(instance, parent_context)
        row = instance.known_freshness
        if row is not None:
            context |= {
                "lamp": lamp_of(row.state),
                "due_on": row.due_on,
                "url": reverse("civic_freshness:column", args=(row.pk,)),
            }
        return context


class ColumnFilters(GenericPageFilterSet):
    freshness = django_filters.ChoiceFilter(
        label=_("Freshness"), choices=lamp_choices, field_name="freshness__state", empty_label=_("Any")
    )


class ColumnIndexView(ExplorableIndexView):
    @cached_property
    def explorable_columns(self) -> list[Any]:
        columns = list(super().explorable_columns)
        return [*columns[:-1], FreshnessColumn("freshness", label=_("Freshness")), columns[-1]]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        rows = Freshness.objects.defer("trace").in_bulk([page.pk for page in context["object_list"]])
        for page in context["object_list"]:
            page.known_freshness = rows.get(page.pk)
        return context


class ColumnPages(PageViewSet):
    """Wagtail's own screens of columns; what stands below a column, a channel or in a unit's tree is listed with lights."""

    model = ColumnPage
    parent_models = (CatalogueRoot, UnitCatalogue, ChannelPage, ColumnPage)
    index_view_class = ColumnIndexView
    filterset_class = ColumnFilters

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Items stand below columns too."""
        return super().get_index_view_kwargs(**{"model": Page, **kwargs})
