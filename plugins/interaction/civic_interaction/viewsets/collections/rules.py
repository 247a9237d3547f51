"""The periods that laws set: read, and followed by the next version with its own day of effect."""

from typing import Any

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin.ui.tables import BooleanColumn, Column

from civic_interaction.domain.collections.load_rules import add_rule
from civic_interaction.forms.collections import RuleForm
from civic_interaction.models import CollectionRule
from civic_office.viewsets.base import OfficeActionView, OfficeIndexView, OfficeViewSet
from civic_office.workdays import Policy, describe_policy


class RuleIndexView(OfficeIndexView):
    add_item_label = gettext_lazy("Enter a period")

    @cached_property
    def columns(self) -> list[Any]:
        return [
            Column("get_kind_display", label=pgettext_lazy("interaction", "Kind"), sort_key="kind"),
            Column("effective_from", label=gettext_lazy("Effective from"), sort_key="effective_from"),
            Column("least", label=gettext_lazy("Period at least"), accessor=lambda rule: said(rule.least)),
            Column("result", label=gettext_lazy("Results within"), accessor=lambda rule: said(rule.result_within)),
            BooleanColumn("may_be_shortened", label=gettext_lazy("May be shorter with a reason")),
            BooleanColumn("is_verified", label=gettext_lazy("Checked against the source")),
            Column("basis", label=pgettext_lazy("interaction", "Source")),
        ]


def said(period: dict[str, Any] | None) -> str:
    return describe_policy(Policy.from_json(period)) if period else ""


class AddRuleView(OfficeActionView):
    permission_required = "add"
    form_class = RuleForm
    page_title = gettext_lazy("Enter a period")
    submit_button_label = gettext_lazy("Save")
    explanation = gettext_lazy("It holds for collections announced from that day on; the others keep theirs.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"instance": CollectionRule()}

    def perform(self, form: RuleForm) -> None:
        add_rule(form.instance, by=self.request.user, now=timezone.now())

    def get_done_message(self) -> str:
        return _("Saved.")


class CollectionRuleViewSet(OfficeViewSet):
    model = CollectionRule
    name = "civic_collection_rules"
    url_prefix = "collection-rules"
    icon = "calendar"
    menu_label = gettext_lazy("Periods of collection")
    menu_order = 131
    add_to_settings_menu = True
    offered = ("index", "index_results", "add")
    index_view_class = RuleIndexView
    add_view_class = AddRuleView
    ordering = ("kind", "-effective_from")

    def get_form_class(self, for_update: bool = False) -> Any:
        return RuleForm
