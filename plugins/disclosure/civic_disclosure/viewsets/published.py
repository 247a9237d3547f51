"""The register of published records, to look things up in. Nobody edits a record: pages do."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.ui.tables import DateColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet

from civic_disclosure.models import PublishedItem


class PublishedIndexView(IndexView):
    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().select_related("unit").defer("row", "page").newest_first()


class PublishedItemViewSet(ModelViewSet):
    model = PublishedItem
    name = "published_items"
    url_prefix = "published"
    icon = "history"
    menu_label = _("Published records")
    index_view_class = PublishedIndexView
    list_display = (
        "index_number",
        "title",
        "unit",
        "document_number",
        DateColumn("published_at", label=pgettext_lazy("moment", "Published")),
        DateColumn("withdrawn_at", label=pgettext_lazy("time", "Withdrawn")),
    )
    list_filter = ("unit", "year", "kind", "validity")
    search_fields = ("title", "index_number", "document_number")
    search_backend_name = None
    list_per_page = 20
    ordering = ("-published_at", "-page_id")
    inspect_view_enabled = True
    inspect_view_fields = (
        "index_number",
        "title",
        "unit",
        "document_number",
        "kind",
        "subject",
        "genre",
        "validity",
        "mode",
        "formed_on",
        "published_at",
        "updated_at",
        "withdrawn_at",
        "withdrawn_reason",
    )
    copy_view_enabled = False
    form_fields = ("title",)

    def get_urlpatterns(self) -> list[Any]:
        """Only the list and the look at one record."""
        return [url for url in super().get_urlpatterns() if url.name in ("index", "index_results", "inspect")]
