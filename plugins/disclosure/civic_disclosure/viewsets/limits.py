"""The limits of feeding: read, and followed by the next version with its own day of effect."""

from typing import Any

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin.ui.tables import BooleanColumn, Column

from civic_disclosure.domain.limits import add_limit
from civic_disclosure.forms.freshness import LimitForm
from civic_disclosure.models import FreshnessLimit
from civic_office.viewsets.base import OfficeActionView, OfficeIndexView, OfficeViewSet
from civic_office.workdays import describe_policy


class LimitIndexView(OfficeIndexView):
    add_item_label = gettext_lazy("Enter a limit")

    @cached_property
    def columns(self) -> list[Any]:
        return [
            Column("name", label=gettext_lazy("Name")),
            Column("effective_from", label=gettext_lazy("Effective from"), sort_key="effective_from"),
            Column("scope", label=gettext_lazy("What it measures"), accessor="get_scope_display"),
            Column("period", label=gettext_lazy("Period"), accessor=said_period),
            Column("at_least", label=gettext_lazy("Fails from (columns)")),
            BooleanColumn("is_applied", label=gettext_lazy("Applied")),
            BooleanColumn("is_verified", label=gettext_lazy("Checked against the source")),
            Column("basis", label=pgettext_lazy("limit", "Source")),
        ]


def said_period(limit: FreshnessLimit) -> str:
    return describe_policy(limit.period) if limit.period else ""


class AddLimitView(OfficeActionView):
    permission_required = "add"
    form_class = LimitForm
    page_title = gettext_lazy("Enter a limit")
    submit_button_label = gettext_lazy("Save")
    explanation = gettext_lazy("It holds from that day on; earlier versions stay, and every column is judged anew.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"instance": FreshnessLimit()}

    def perform(self, form: LimitForm) -> None:
        add_limit(form.instance, by=self.request.user, now=timezone.now())

    def get_done_message(self) -> str:
        return _("Saved. The lights follow in a moment.")


class FreshnessLimitViewSet(OfficeViewSet):
    model = FreshnessLimit
    name = "civic_limits"
    url_prefix = "limits-of-feeding"
    icon = "date"
    menu_label = gettext_lazy("Limits of feeding")
    menu_order = 132
    add_to_settings_menu = True
    offered = ("index", "index_results", "add")
    index_view_class = LimitIndexView
    add_view_class = AddLimitView
    ordering = ("scope", "code", "-effective_from")
    list_per_page = 50

    def get_form_class(self, for_update: bool = False) -> Any:
        return LimitForm
