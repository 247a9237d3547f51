"""Index number rules, with the next number shown while the pattern is typed."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.admin.viewsets.model import ModelViewSet

from civic_disclosure.domain.check_rule import next_number
from civic_disclosure.forms.number_rule import NumberRuleForm, NumberRulePreviewForm
from civic_disclosure.models import NumberRule
from civic_disclosure.permissions import may_change_structure
from civic_office.workdays import civil_date


def preview_number(request: Any) -> JsonResponse:
    """The next number by the rule that is being typed, or what is wrong with it."""
    if not may_change_structure(request.user, today=civil_date(timezone.now())):
        raise PermissionDenied
    form = NumberRulePreviewForm(request.GET)
    if not form.is_valid():
        return JsonResponse(
            {"number": "", "sentence": " ".join(str(s) for errors in form.errors.values() for s in errors)}
        )
    return JsonResponse({"number": next_number(NumberRule(**form.cleaned_data), now=timezone.now()), "sentence": ""})


class NumberRuleViewSet(ModelViewSet):
    model = NumberRule
    name = "number_rules"
    url_prefix = "number-rules"
    icon = "order"
    menu_label = _("Index number rules")
    list_display = ("name", "pattern", BooleanColumn("is_default", label=_("in use"), sort_key="is_default"))
    list_per_page = 20
    copy_view_enabled = False
    panels = (
        FieldPanel("name"),
        FieldPanel("pattern"),
        HelpPanel(template="civic_disclosure/number_rules/preview.html"),
        FieldRowPanel([FieldPanel("per_unit"), FieldPanel("per_column"), FieldPanel("per_year")]),
        FieldPanel("is_default"),
    )

    def get_edit_handler(self) -> Any:
        handler = super().get_edit_handler()
        handler.base_form_class = NumberRuleForm
        return handler

    def get_urlpatterns(self) -> list[Any]:
        return [*super().get_urlpatterns(), path("preview/", preview_number, name="preview")]
