"""The desk's list of cases: light, number, matter, unit, how near the answer is, state; the most urgent first."""

import datetime
from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BaseColumn, Column, StatusTagColumn, TitleColumn

from civic_interaction.domain.queries import cases_on_desk, cases_to_review, cases_waiting_for, find_cases
from civic_interaction.enums import OPEN_STATES, CaseState, Light
from civic_interaction.models import Case, Channel
from civic_interaction.policies import desks_of, sees_a_desk
from civic_interaction.viewsets.letters.due import SHAPES, lamp_of, say_due
from civic_office import workdays
from civic_office.domain.current_calendar import current_calendar
from civic_office.permissions import decides_for_office, units_open_to
from civic_office.viewsets.base import OfficeIndexView

#: Cases that can be given to a unit.
ASSIGNABLE = frozenset({CaseState.RECEIVED, CaseState.ACCEPTED, CaseState.HANDLING})
ALL = "all"


def units_of(request: Any) -> Any:
    return units_open_to(request.user, today=workdays.civil_date(timezone.now()))


class LetterFilters(WagtailFilterSet):
    """Without a state only what has not ended is listed, unless something is searched for."""

    state = django_filters.ChoiceFilter(
        label=gettext_lazy("State"),
        choices=[(ALL, gettext_lazy("All, ended ones too")), *CaseState.choices],
        empty_label=gettext_lazy("Not ended"),
        method="filter_state",
    )
    light = django_filters.ChoiceFilter(
        label=pgettext_lazy("case", "Light"),
        choices=[(light.value, f"{SHAPES[light]} {light.label}") for light in Light],
        method="filter_light",
    )
    mine = django_filters.ChoiceFilter(
        label=gettext_lazy("Mine"),
        choices=[
            ("turn", gettext_lazy("Waiting for me")),
            ("review", gettext_lazy("Waiting for my review")),
            ("handler", gettext_lazy("I am the handler")),
        ],
        method="filter_mine",
    )
    unit = django_filters.ModelChoiceFilter(label=gettext_lazy("Unit"), queryset=units_of, method="filter_unit")
    channel = django_filters.ModelChoiceFilter(
        label=pgettext_lazy("interaction", "Channel"), queryset=Channel.objects.all()
    )

    class Meta:
        model = Case
        fields: tuple[str, ...] = ()

    @property
    def today(self) -> datetime.date:
        return workdays.civil_date(timezone.now())

    def filter_queryset(self, queryset: Any) -> Any:
        found = super().filter_queryset(queryset)
        names = ("state", "mine")
        if any(self.form.cleaned_data.get(name) for name in names) or self.request.GET.get("q"):
            return found
        return found.filter(state__in=OPEN_STATES)

    def filter_state(self, cases: Any, name: str, value: str) -> Any:
        return cases if value == ALL else cases.filter(state=value)

    def filter_light(self, cases: Any, name: str, value: str) -> Any:
        return cases.filter(light=value, state__in=OPEN_STATES)

    def filter_mine(self, cases: Any, name: str, value: str) -> Any:
        user = self.request.user
        if value == "handler":
            return cases.filter(handler=user)
        wanted = cases_to_review if value == "review" else cases_waiting_for
        return cases.filter(pk__in=wanted(user, today=self.today).order_by().values("pk"))

    def filter_unit(self, cases: Any, name: str, value: Any) -> Any:
        return cases.filter(Q(desk=value) | Q(lead_unit=value))


def case_url(case: Case) -> str:
    return reverse("civic_letters:case", args=(case.pk,))


class CaseColumn(TitleColumn):
    """The matter, with the channel it came by and what the keyboard needs of the row."""

    cell_template_name = "civic_interaction/letters/cells/matter.html"

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        return context | {
            "assign_url": reverse("civic_letters:assign", args=(instance.pk,)),
            "reply_url": reverse("civic_letters:reply", args=(instance.pk,)),
        }


class LampColumn(Column):
    cell_template_name = "civic_interaction/letters/cells/lamp.html"


class ChoiceColumn(BaseColumn):
    """A box to tick, for the rows that this person may assign."""

    header_template_name = "civic_interaction/letters/cells/tick_header.html"
    cell_template_name = "civic_interaction/letters/cells/tick.html"

    def __init__(self, view: "InboxView") -> None:
        super().__init__("tick", label=gettext_lazy("Choose"))
        self.view = view

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        return context | {
            "case": instance,
            "is_offered": self.view.may_assign(instance) or self.view.may_combine(instance),
        }


class InboxView(OfficeIndexView):
    template_name = "civic_interaction/letters/inbox.html"
    results_template_name = "civic_interaction/letters/inbox_results.html"
    page_title = gettext_lazy("Letters")
    filterset_class = LetterFilters
    paginate_by = 20
    is_searchable = True
    default_ordering = None
    table_classname = "listing civic-letters"

    def get_base_queryset(self) -> Any:
        user = self.request.user
        if sees_a_desk(user):
            return cases_on_desk(user, today=self.today)
        return cases_to_review(user, today=self.today).select_related("channel", "desk", "lead_unit", "category")

    def search_queryset(self, queryset: Any) -> Any:
        if not self.is_searching:
            return queryset
        return find_cases(queryset, self.search_query, by=self.request.user, today=self.today)

    def order_queryset(self, queryset: QuerySet[Case]) -> QuerySet[Case]:
        """The queries order by urgency."""
        return queryset

    @cached_property
    def today(self) -> datetime.date:
        return workdays.civil_date(timezone.now())

    @cached_property
    def calendar(self) -> workdays.Calendar:
        return current_calendar()

    def may_combine(self, case: Case) -> bool:
        """Whether a common question may be made of it."""
        in_hand = bool({case.desk_id, case.lead_unit_id} & self.desks)
        return case.answered_at is not None and (self.assigns_all or in_hand)

    def may_assign(self, case: Case) -> bool:
        return case.state in ASSIGNABLE and (self.assigns_all or case.desk_id in self.desks)

    @cached_property
    def assigns_all(self) -> bool:
        return decides_for_office(self.request.user, today=self.today)

    @cached_property
    def desks(self) -> frozenset[int]:
        return desks_of(self.request.user, today=self.today)

    @cached_property
    def columns(self) -> list[Any]:
        return [
            ChoiceColumn(self),
            LampColumn("light", label=pgettext_lazy("case", "Light"), accessor=lamp_of),
            Column("number", label=gettext_lazy("Receipt number"), classname="civic-letters__number"),
            CaseColumn("title", label=gettext_lazy("Matter"), get_url=case_url),
            Column("unit", label=gettext_lazy("Unit"), accessor=lambda case: case.lead_unit or case.desk),
            Column("due", label=gettext_lazy("Time left"), accessor=self.say_due),
            StatusTagColumn(
                "get_state_display",
                label=gettext_lazy("State"),
                primary=lambda case: case.state in {CaseState.RECEIVED, CaseState.ACCEPTED},
            ),
        ]

    def say_due(self, case: Case) -> str:
        return say_due(case, today=self.today, calendar=self.calendar)

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        cases = context.get("object_list") or ()
        return context | {
            "no_results_message": _("No letter waits here."),
            "offers_assigning": any(self.may_assign(case) for case in cases),
            "offers_combining": any(self.may_combine(case) for case in cases),
        }
