from typing import Any

from django.db.models import ProtectedError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel
from wagtail.admin.views.generic import DeleteView, IndexView
from wagtail.admin.viewsets.model import ModelViewSet

from civic_disclosure.models import Subject


class SubjectIndexView(IndexView):
    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().select_related("parent__parent")


class SubjectDeleteView(DeleteView):
    def form_valid(self, form: Any) -> HttpResponse:
        """What items or lower classes belong to is kept."""
        try:
            return super().form_valid(form)
        except ProtectedError:
            messages.error(
                self.request, _("“%(subject)s” is in use and stays. Rename it instead.") % {"subject": self.object}
            )
            return redirect("subjects:edit", self.object.pk)


class SubjectViewSet(ModelViewSet):
    """Subject classes 主题分类."""

    model = Subject
    name = "subjects"
    url_prefix = "subjects"
    icon = "tag"
    menu_label = gettext_lazy("Subject classes")
    list_display = ("name", "parent", "position")
    index_view_class = SubjectIndexView
    delete_view_class = SubjectDeleteView
    search_fields = ("name",)
    search_backend_name = None
    list_per_page = 50
    copy_view_enabled = False
    panels = (FieldPanel("name"), FieldPanel("parent"), FieldPanel("position"))
