"""When desks are open, and after how many working hours who hears of a letter that nobody accepts: data, not settings."""

from typing import Any

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic

from civic_interaction.domain.duty.change_rule import change_duty_rule
from civic_interaction.forms.duty import DutyRuleForm
from civic_interaction.models import DutyRule
from civic_office.viewsets.base import OfficeEditView, OfficeIndexView, OfficeViewSet
from civic_office.workdays import civil_date

ROWS_A_PAGE = 50


class DutyRuleIndexView(OfficeIndexView):
    results_template_name = "civic_interaction/duty/rules_results.html"
    select_related = ("unit",)

    @cached_property
    def columns(self) -> list[Any]:
        return [
            TitleColumn("unit", label=_("Unit"), accessor=str, get_url=self.get_edit_url),
            Column(
                "hours",
                label=_("Desk is open"),
                accessor=lambda rule: f"{rule.opens_at:%H:%M}–{rule.closes_at:%H:%M}",
            ),
            Column("person_after", label=_("Person on duty (working hours)")),
            Column("leader_after", label=_("Unit leader (working hours)")),
            Column("office_after", label=_("Government office (working hours)")),
        ]

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Where no rule has been made, one holds all the same."""
        return {**super().get_context_data(*args, **kwargs), "preset": DutyRule()}


class ChangesRule:
    request: Any
    form: Any

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs: dict[str, Any] = super().get_form_kwargs()  # type: ignore[misc]  # of the view
        return kwargs | {"today": civil_date(timezone.now())}

    def save_instance(self) -> DutyRule:
        return change_duty_rule(self.form.instance, by=self.request.user, now=timezone.now())


class DutyRuleCreateView(ChangesRule, generic.CreateView):
    pass


class DutyRuleEditView(ChangesRule, OfficeEditView):
    pass


class DutyRuleViewSet(OfficeViewSet):
    model = DutyRule
    name = "civic_duty_rules"
    url_prefix = "letters-duty-rules"
    icon = "time"
    menu_label = _("Duty rules")
    index_view_class = DutyRuleIndexView
    add_view_class = DutyRuleCreateView
    edit_view_class = DutyRuleEditView
    ordering = ("unit__position", "pk")
    list_per_page = ROWS_A_PAGE

    def get_form_class(self, for_update: bool = False) -> Any:
        return DutyRuleForm
