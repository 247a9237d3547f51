"""One row of a batch as the public will see it: whoever approves a batch reads what it will publish, files too."""

import io
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from civic_disclosure.domain.draft_items import draft_items, relate
from civic_disclosure.imports.folder import open_folder
from civic_disclosure.models import ImportBatch, ImportRow, ItemPage
from civic_disclosure.rendering.content import content_of


class _OfRow(PermissionCheckedMixin, View):
    """A good row of a batch that the user may see; rows with errors have nothing to show."""

    model: Any = None

    @cached_property
    def row(self) -> ImportRow:
        return get_object_or_404(ImportRow.objects.good().select_related("batch__unit"), pk=self.kwargs["pk"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not self.user_has_permission_for_instance("view", self.row.batch):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def attachments(self) -> list[str]:
        return self.row.facts.get("attachments") or []


class RowView(_OfRow, WagtailAdminTemplateMixin, TemplateView):
    template_name = "civic_disclosure/imports/row.html"
    page_title = gettext_lazy("What the public will see")
    header_icon = "upload"

    def get_page_subtitle(self) -> str:
        return _("Row %(number)s") % {"number": self.row.number}

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        batch = self.row.batch
        return [
            *self.breadcrumbs_items,
            {"url": reverse("civic_imports:index"), "label": ImportBatch._meta.verbose_name_plural},
            {"url": reverse("civic_imports:edit", args=[batch.pk]), "label": batch.title},
            {"url": "", "label": self.get_page_subtitle()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        item, good = self.item(), self.row.batch.rows.good()
        return super().get_context_data(**kwargs) | {
            "item": item,
            "content": content_of(item) | {"attachments": self.files()},
            "unit": self.row.batch.unit,
            "batch": self.row.batch,
            "before": good.filter(number__lt=self.row.number).order_by("-number").first(),
            "after": good.filter(number__gt=self.row.number).order_by("number").first(),
        }

    def item(self) -> ItemPage:
        drafts = draft_items([self.row], now=timezone.now())
        if not drafts:
            raise Http404
        relate(drafts)
        return drafts[0].item

    def files(self) -> list[dict[str, Any]]:
        address = reverse("civic_imports:row_file", args=[self.row.pk])
        with open_folder(self.row.batch) as folder:
            return [
                {
                    "title": name.rpartition(".")[0],
                    "type": name.rpartition(".")[2].lower(),
                    "size": folder.size_of(name),
                    "url": f"{address}?{urlencode({'name': name})}",
                }
                for name in self.attachments()
            ]


class RowFileView(_OfRow):
    """An attachment of a row, to be saved and never shown as a page of ours."""

    def get(self, request: HttpRequest, pk: int) -> FileResponse:
        name = request.GET.get("name", "")
        if name not in self.attachments():
            raise Http404
        with open_folder(self.row.batch) as folder:
            content = folder.read(name)
        return FileResponse(io.BytesIO(content), as_attachment=True, filename=name)
