"""Who has looked at personal data, when and what for: a register for the inspectors, read and never changed."""

from typing import Any, ClassVar

import django_filters
from django.contrib.auth import get_user_model
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.model import ModelViewSetGroup

from civic_interaction.enums import Event, LookPurpose, Step
from civic_interaction.models import CaseEvent, CollectionEvent
from civic_office.models import Unit
from civic_office.viewsets.base import OfficeIndexView, OfficeViewSet

ROWS_A_PAGE = 50


class LookFilters(WagtailFilterSet):
    at = django_filters.DateFromToRangeFilter(label=_("Looked at"), widget=DateRangePickerWidget)
    actor = django_filters.ModelChoiceFilter(label=_("person"), queryset=get_user_model().objects.order_by("pk"))
    unit = django_filters.ModelChoiceFilter(label=_("Unit"), queryset=Unit.objects.all())
    purpose = django_filters.ChoiceFilter(
        label=_("What for"), choices=LookPurpose.choices, field_name="data__purpose", lookup_expr="exact"
    )


class CaseLookFilters(LookFilters):
    class Meta:
        model = CaseEvent
        fields = ("at", "actor", "unit", "purpose")


class OpinionLookFilters(LookFilters):
    class Meta:
        model = CollectionEvent
        fields = ("at", "actor", "unit", "purpose")


def said_by(look: Any) -> str:
    return str(look.actor.get_full_name() or look.actor.get_username())


def purpose_of(look: Any) -> str:
    return str(LookPurpose(look.data["purpose"]).label)


class LookIndexView(OfficeIndexView):
    #: What the looks are narrowed by, and whose they are.
    looks: ClassVar[dict[str, str]] = {}
    default_ordering = "-at"
    page_title = _("Looks at personal data")

    @property
    def no_results_message(self) -> Any:
        return _("No look matches this filter.") if self.is_filtering else _("Nobody has looked at personal data yet.")

    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().filter(**self.looks)

    def order_queryset(self, queryset: Any) -> Any:
        return queryset.order_by("-at", "-pk")

    def get_edit_url(self, instance: Any) -> None:
        return None

    def subject(self) -> Column:
        raise NotImplementedError

    @cached_property
    def columns(self) -> list[Any]:
        return [
            Column("at", label=_("Looked at"), accessor=lambda look: date_format(localtime(look.at), "Y-m-d H:i")),
            Column("actor", label=_("person"), accessor=said_by),
            Column("unit", label=_("Unit"), accessor=lambda look: look.unit or ""),
            self.subject(),
            Column("purpose", label=_("What for"), accessor=purpose_of),
            Column("explanation", label=_("Explanation"), accessor=lambda look: look.data.get("explanation", "")),
        ]


class CaseLookIndexView(LookIndexView):
    looks: ClassVar = {"event": Event.LOOKED}
    select_related = ("actor", "unit", "case")

    def subject(self) -> Column:
        return Column("case", label=_("Receipt number"), accessor=lambda look: look.case.number)


class OpinionLookIndexView(LookIndexView):
    looks: ClassVar = {"step": Step.LOOKED}
    select_related = ("actor", "unit", "collection")

    def subject(self) -> Column:
        return Column("opinion", label=_("Receipt number"), accessor=lambda look: look.data["opinion"])


class CaseLookViewSet(OfficeViewSet):
    model = CaseEvent
    name = "civic_letter_looks"
    url_prefix = "looks/letters"
    icon = "mail"
    menu_label = _("Letters")
    offered = ("index", "index_results")
    index_view_class = CaseLookIndexView
    filterset_class = CaseLookFilters
    form_fields = ("at",)
    list_per_page = ROWS_A_PAGE


class OpinionLookViewSet(OfficeViewSet):
    model = CollectionEvent
    name = "civic_opinion_looks"
    url_prefix = "looks/opinions"
    icon = "comment"
    menu_label = _("Opinions")
    offered = ("index", "index_results")
    index_view_class = OpinionLookIndexView
    filterset_class = OpinionLookFilters
    form_fields = ("at",)
    list_per_page = ROWS_A_PAGE


class LookRegisters(ModelViewSetGroup):
    menu_label = _("Looks at personal data")
    menu_name = "civic-looks"
    menu_icon = "view"
    menu_order = 306
    items = (CaseLookViewSet, OpinionLookViewSet)
