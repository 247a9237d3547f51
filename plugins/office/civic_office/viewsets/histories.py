"""The page on which one reads who changed a register's entry, when, and what."""

from typing import Any

from django.core.paginator import Paginator
from django.forms import Form
from django.utils.translation import gettext_lazy

from civic_office.histories import tell_history
from civic_office.viewsets.base import OfficeActionView

RECORDS_A_PAGE = 30


class HistoryView(OfficeActionView):
    """Who sees the entry sees its history. `say_json` says lists and periods in words."""

    permission_required = "view"
    template_name = "civic_office/history.html"
    page_title = gettext_lazy("Record of changes")
    header_icon = "history"
    form_class = Form
    http_method_names = ["get", "head"]

    def records(self) -> Any:
        return self.object.history.all()

    @staticmethod
    def say_json(name: str, value: Any) -> str:  # noqa: ARG004 (for those that override it)
        return str(value)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        ordered = self.records().select_related("history_user").order_by("-history_date", "-history_id")
        page = Paginator(ordered, RECORDS_A_PAGE).get_page(self.request.GET.get("p"))
        older = ordered[page.end_index() :]
        entries = tell_history(page, older=older, say_json=self.say_json)
        return super().get_context_data(**kwargs) | {"page": page, "entries": entries}
