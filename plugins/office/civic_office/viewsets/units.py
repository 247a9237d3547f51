from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, StatusTagColumn

from civic_office.domain.queries import units_lacking_people, units_with_people
from civic_office.enums import UnitKind
from civic_office.forms.units import UnitForm, UnitGroupForm
from civic_office.models import Unit, UnitGroup
from civic_office.viewsets.base import OfficeIndexView, OfficeViewSet
from civic_office.workdays import civil_date


class UnitFilterSet(WagtailFilterSet):
    people = django_filters.ChoiceFilter(
        label=gettext_lazy("Required people"),
        choices=[("lacking", gettext_lazy("Lacks its supervising leader or information officer"))],
        empty_label=gettext_lazy("All"),
        method="filter_people",
    )
    active = django_filters.ChoiceFilter(
        label=gettext_lazy("State"),
        choices=[("now", gettext_lazy("In service")), ("closed", gettext_lazy("Closed or not yet open"))],
        empty_label=gettext_lazy("All"),
        method="filter_active",
    )

    code = django_filters.ChoiceFilter(
        label=pgettext_lazy("unit", "Code"),
        field_name="code_is_provisional",
        choices=[(True, gettext_lazy("Provisional, to be replaced"))],
        empty_label=gettext_lazy("All"),
    )

    class Meta:
        model = Unit
        fields = ("kind", "people", "code", "active")

    def filter_people(self, units: QuerySet[Unit], name: str, value: str) -> QuerySet[Unit]:
        return units.filter(pk__in=units_lacking_people(today=civil_date(timezone.now())).values("pk"))

    def filter_active(self, units: QuerySet[Unit], name: str, value: str) -> QuerySet[Unit]:
        today = civil_date(timezone.now())
        now = Unit.objects.active_on(today).values("pk")
        return units.filter(pk__in=now) if value == "now" else units.exclude(pk__in=now)


def people_sentence(unit: Any) -> str:
    """Who is missing of the two people that every unit names (R173, R180)."""
    if unit.kind == UnitKind.GOVERNMENT or not unit.is_active_on(civil_date(timezone.now())):
        return "—"
    if unit.has_supervising_leader and unit.has_information_officer:
        return _("Both named")
    if unit.has_supervising_leader:
        return _("No information officer")
    if unit.has_information_officer:
        return _("No supervising leader")
    return _("Neither leader nor officer")


def code_sentence(unit: Any) -> str:
    return _("Provisional, to be replaced") if unit.code_is_provisional else ""


class UnitIndexView(OfficeIndexView):
    select_related = ("parent",)

    def get_base_queryset(self) -> Any:
        return units_with_people(super().get_base_queryset(), today=civil_date(timezone.now()))

    @cached_property
    def columns(self) -> list[Any]:
        return [
            self._get_title_column("official_name"),
            Column("code", label=pgettext_lazy("unit", "Code"), sort_key="code"),
            StatusTagColumn("provisional", accessor=code_sentence, label="", primary=False),
            Column("get_kind_display", label=gettext_lazy("Kind"), sort_key="kind"),
            Column("parent", label=gettext_lazy("Belongs to")),
            StatusTagColumn(
                "people",
                accessor=people_sentence,
                label=gettext_lazy("Required people"),
                primary=lambda unit: unit.has_supervising_leader and unit.has_information_officer,
            ),
        ]

    def get_edit_url(self, instance: Unit) -> str | None:
        return super().get_edit_url(instance) if self.user_has_permission("change") else None


class UnitViewSet(OfficeViewSet):
    model = Unit
    name = "civic_units"
    url_prefix = "office/units"
    icon = "group"
    index_view_class = UnitIndexView
    search_fields = ("official_name", "short_name", "code", "aliases__name")
    ordering = ("position", "pk")
    filterset_class = UnitFilterSet

    def get_form_class(self, for_update: bool = False) -> Any:
        return UnitForm


class UnitGroupIndexView(OfficeIndexView):
    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().prefetch_related("aliases", "members")

    @cached_property
    def columns(self) -> list[Any]:
        return [
            self._get_title_column("name"),
            Column(
                "aliases",
                label=gettext_lazy("Other names"),
                accessor=lambda group: "、".join(map(str, group.aliases.all())),
            ),
            Column("who", label=gettext_lazy("Who is meant"), accessor=group_sentence),
        ]

    def get_edit_url(self, instance: UnitGroup) -> str | None:
        return super().get_edit_url(instance) if self.user_has_permission("change") else None


#: How many units a row of the list names before it only counts them.
SHOWN_MEMBERS = 6


def group_sentence(group: UnitGroup) -> str:
    if group.is_situational:
        return _("Depends on the matter")
    kinds = [str(UnitKind(kind).label) for kind in group.kinds]
    members = [str(unit) for unit in group.members.all()]
    shown = members[:SHOWN_MEMBERS] + (
        [_("%(count)d in all") % {"count": len(members)}] if len(members) > SHOWN_MEMBERS else []
    )
    return "、".join(kinds + shown) or "—"


class UnitGroupViewSet(OfficeViewSet):
    model = UnitGroup
    name = "civic_unit_groups"
    url_prefix = "office/unit-groups"
    icon = "list-ul"
    index_view_class = UnitGroupIndexView
    search_fields = ("name", "aliases__name")
    ordering = "name"

    def get_form_class(self, for_update: bool = False) -> Any:
        return UnitGroupForm
