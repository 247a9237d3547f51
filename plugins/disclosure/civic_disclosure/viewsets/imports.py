"""Batches of items: prepare → read what would become public and what is wrong → send → approve → watch it run."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, StatusTagColumn

from civic_disclosure.domain.approve_import import decide_import, roles_open_to
from civic_disclosure.domain.prepare_import import lock_for_change, prepare_import, submit_import
from civic_disclosure.enums import BatchState
from civic_disclosure.forms.imports import BatchForm, BatchOpinionForm
from civic_disclosure.imports.headings import ITEM_FIELDS
from civic_disclosure.models import ColumnPage, ImportBatch, ImportedItem, ImportRow
from civic_disclosure.policies import units_to_write_for
from civic_disclosure.viewsets.import_rows import RowFileView, RowView
from civic_office.viewsets.base import OfficeActionView, OfficeIndexView, OfficeViewSet
from civic_office.workdays import civil_date

ROWS_A_PAGE = 50


class BatchIndexView(OfficeIndexView):
    select_related = ("unit", "made_by")
    add_item_label = gettext_lazy("Import items")

    @cached_property
    def columns(self) -> list[Any]:
        return [
            self._get_title_column("title"),
            Column("unit", label=gettext_lazy("Unit"), sort_key="unit__position"),
            Column("total", label=gettext_lazy("Rows"), sort_key="total"),
            Column("made_by", label=gettext_lazy("Prepared by"), accessor=lambda batch: name_of(batch.made_by)),
            StatusTagColumn(
                "get_state_display",
                label=gettext_lazy("State"),
                sort_key="state",
                primary=lambda batch: batch.state == BatchState.SUBMITTED,
            ),
        ]


def name_of(user: Any) -> str:
    return user.get_full_name() or user.get_username()


class PrepareView(OfficeActionView):
    """A new batch, or other files for one that is being prepared. What cannot be read is said beside the file."""

    permission_required = "add"
    template_name = "civic_disclosure/imports/prepare.html"
    form_class = BatchForm
    page_title = gettext_lazy("Import items")
    submit_button_label = gettext_lazy("Read and check")
    explanation = gettext_lazy(
        "Nothing is published yet: the table is read, and you see row by row what it says and what is wrong."
    )

    def get_form_kwargs(self) -> dict[str, Any]:
        user: Any = self.request.user
        batch = self.object or ImportBatch(made_by=user, made_at=timezone.now())
        return super().get_form_kwargs() | {"instance": batch, "units": units_to_write_for(user)}

    def perform(self, form: BatchForm) -> HttpResponse:
        now = timezone.now()
        with transaction.atomic():
            if form.instance.pk:
                lock_for_change(form.instance, by=self.request.user, now=now)
            batch = prepare_import(form.save(), by=self.request.user, now=now)
        return redirect("civic_imports:edit", batch.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        words = [(field.words[0], field.label) for field in ITEM_FIELDS]
        return super().get_context_data(**kwargs) | {"headings": words}


class PrepareAgainView(PrepareView):
    permission_required = "change"


class BatchView(OfficeActionView):
    """The batch row by row; below it what may be done now: send it, or give an opinion; while it runs, how far it is."""

    permission_required = "view"
    template_name = "civic_disclosure/imports/batch.html"
    page_title = gettext_lazy("Import items")
    form_class = BatchOpinionForm

    @cached_property
    def roles(self) -> list[str]:
        return roles_open_to(self.object, self.request.user, today=civil_date(timezone.now()))

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"roles": self.roles}

    def post(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.roles:
            raise PermissionDenied
        return super().post(request, *args, **kwargs)

    def perform(self, form: BatchOpinionForm) -> HttpResponse:
        decide_import(
            self.object,
            by=self.request.user,
            now=timezone.now(),
            is_approval="return" not in self.request.POST,
            **form.cleaned_data,
        )
        messages.success(self.request, _("Your opinion is recorded."))
        return redirect("civic_imports:edit", self.object.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        batch = self.object
        rows = batch.rows.bad() if "errors" in self.request.GET else batch.rows.all()
        page = Paginator(rows.order_by("number"), ROWS_A_PAGE).get_page(self.request.GET.get("p"))
        columns = columns_of(page)
        return super().get_context_data(**kwargs) | {
            "rows": page,
            "shown": [shown(row, columns) for row in page],
            "bad": batch.rows.bad().count(),
            "good": batch.rows.good().count(),
            "done": ImportedItem.objects.filter(row__batch=batch).count(),
            "approvals": batch.approvals.select_related("by"),
            "roles": self.roles,
            "progress": batch.progress,
            "may_change": self.user_has_permission_for_instance("change", batch),
        }


def columns_of(rows: Any) -> dict[int, str]:
    wanted = {row.facts["column"] for row in rows if row.facts.get("column")}
    return dict(ColumnPage.objects.filter(pk__in=wanted).values_list("pk", "title"))


def shown(row: ImportRow, columns: dict[int, str]) -> dict[str, Any]:
    facts = row.facts
    return {
        "pk": row.pk,
        "number": row.number,
        "title": facts.get("title", ""),
        "column": columns.get(facts.get("column") or 0, ""),
        "published": (facts.get("published_at") or "")[:10],
        "attachments": len(facts.get("attachments") or []),
        "errors": row.errors,
    }


class SubmitView(OfficeActionView):
    permission_required = "change"
    http_method_names = ["post"]

    def post(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            submit_import(self.object, by=request.user, now=timezone.now())
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, _("The batch waits for approval."))
        return redirect("civic_imports:edit", self.object.pk)


class ImportViewSet(OfficeViewSet):
    model = ImportBatch
    name = "civic_imports"
    url_prefix = "imports"
    icon = "upload"
    menu_label = gettext_lazy("Import items")
    offered = ("index", "index_results", "add")
    index_view_class = BatchIndexView
    add_view_class = PrepareView
    search_fields = ("title",)
    ordering = ("-made_at", "-pk")
    list_filter = ("state", "unit")

    def get_form_class(self, for_update: bool = False) -> Any:
        return BatchForm

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_common_view_kwargs(**{"edit_url_name": "civic_imports:edit", **kwargs})

    def more_urls(self) -> list[Any]:
        return [
            path("<int:pk>/", self.construct_view(BatchView), name="edit"),
            path("<int:pk>/files/", self.construct_view(PrepareAgainView), name="files"),
            path("rows/<int:pk>/", self.construct_view(RowView), name="row"),
            path("rows/<int:pk>/file/", self.construct_view(RowFileView), name="row_file"),
            path("<int:pk>/submit/", self.construct_view(SubmitView), name="submit"),
        ]
