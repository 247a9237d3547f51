"""Column templates: the standard columns of a year, in one form."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.admin.viewsets.model import ModelViewSet

from civic_disclosure.forms.template import TemplateForm
from civic_disclosure.models import ColumnTemplate


class ColumnTemplateViewSet(ModelViewSet):
    model = ColumnTemplate
    name = "column_templates"
    url_prefix = "column-templates"
    icon = "list-ol"
    menu_label = _("Column templates")
    list_display = (
        "name",
        "year",
        "basis",
        BooleanColumn("is_default", label=_("applied to new units"), sort_key="is_default"),
    )
    list_per_page = 20
    copy_view_enabled = False
    panels = (
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("year"), FieldPanel("is_default")]),
        FieldPanel("basis"),
        InlinePanel(
            "columns",
            label=_("standard column"),
            heading=_("Standard columns"),
            panels=[
                FieldRowPanel([FieldPanel("name"), FieldPanel("code")]),
                FieldRowPanel([FieldPanel("item_kind"), FieldPanel("openness")]),
                FieldPanel("description"),
                FieldPanel("required_elements"),
            ],
        ),
    )

    def get_edit_handler(self) -> Any:
        handler = super().get_edit_handler()
        handler.base_form_class = TemplateForm
        return handler
