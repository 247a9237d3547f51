from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet

from civic_disclosure.models import Subject


class SubjectIndexView(IndexView):
    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().select_related("parent__parent")


class SubjectViewSet(ModelViewSet):
    """Subject classes 主题分类."""

    model = Subject
    name = "subjects"
    url_prefix = "subjects"
    icon = "tag"
    menu_label = _("Subject classes")
    list_display = ("name", "parent", "position")
    index_view_class = SubjectIndexView
    search_fields = ("name",)
    search_backend_name = None
    list_per_page = 50
    copy_view_enabled = False
    panels = (FieldPanel("name"), FieldPanel("parent"), FieldPanel("position"))
