"""The board of columns: which are fed in time, which are not; and one column with why, and its status note (R023)."""

import copy
from typing import Any

import django_filters
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BaseColumn, Column, DateColumn, TitleColumn
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from civic_disclosure.domain.freshness_sentences import explain_freshness
from civic_disclosure.domain.status_note import approve_note, takes_note, withdraw_note, write_note
from civic_disclosure.domain.vetoes import count_vetoes
from civic_disclosure.enums import NoteState
from civic_disclosure.forms.freshness import NoteForm
from civic_disclosure.lamps import lamp_choices, lamp_of
from civic_disclosure.models import ColumnPage, Freshness, StatusNote
from civic_disclosure.permissions import may_approve_note, may_write_note
from civic_office.permissions import is_office_staff, may_see_unit, units_open_to
from civic_office.viewsets.base import OfficeIndexView, OfficeViewSet
from civic_office.workdays import civil_date


def units_of(request: Any) -> Any:
    return units_open_to(request.user, today=civil_date(timezone.now()))


class LampColumn(BaseColumn):
    cell_template_name = "civic_disclosure/freshness/lamp_cell.html"

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        return super().get_cell_context_data(instance, parent_context) | {"lamp": lamp_of(instance.state)}


class FreshnessFilters(WagtailFilterSet):
    state = django_filters.ChoiceFilter(label=gettext_lazy("Freshness"), choices=lamp_choices)
    unit = django_filters.ModelChoiceFilter(label=gettext_lazy("Unit"), queryset=units_of)
    content = django_filters.ChoiceFilter(
        label=gettext_lazy("Content"),
        choices=[("empty", pgettext_lazy("column", "Empty")), ("bare", gettext_lazy("Empty, without a status note"))],
        method="filter_content",
    )
    note = django_filters.ChoiceFilter(
        label=gettext_lazy("Status note"), choices=NoteState.choices, field_name="page__columnpage__status_note__state"
    )

    class Meta:
        model = Freshness
        fields = ()

    def filter_content(self, rows: Any, name: str, value: str) -> Any:
        empty = rows.filter(last_fed_at__isnull=True)
        return empty.exclude(page__in=StatusNote.objects.public().values("pk")) if value == "bare" else empty


class FreshnessIndexView(OfficeIndexView):
    select_related = ("page", "unit")
    template_name = "civic_disclosure/freshness/index.html"

    @cached_property
    def columns(self) -> list[Any]:
        return [
            LampColumn("state", label=gettext_lazy("Freshness"), sort_key="state"),
            TitleColumn(
                "page",
                label=gettext_lazy("Column"),
                accessor="page.title",
                get_url=lambda row: reverse("civic_freshness:column", args=(row.pk,)),
            ),
            Column("unit", label=gettext_lazy("Unit"), sort_key="unit__position"),
            DateColumn("last_fed_at", label=gettext_lazy("Last fed"), sort_key="last_fed_at"),
            Column("due_on", label=gettext_lazy("Next due on"), sort_key="due_on"),
            Column("overdue_since", label=gettext_lazy("Overdue since"), sort_key="overdue_since"),
        ]

    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().defer("trace")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The office reads above the list how near the website is to the vetoes."""
        today = civil_date(timezone.now())
        vetoes = count_vetoes(today=today) if is_office_staff(self.request.user, today=today) else []
        return super().get_context_data(**kwargs) | {"vetoes": vetoes}


class ColumnView(WagtailAdminTemplateMixin, FormView):
    """How fresh one column is, and why; its status note, which writers propose and leaders approve."""

    template_name = "civic_disclosure/freshness/column.html"
    header_icon = "date"
    form_class = NoteForm

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.today = civil_date(timezone.now())
        self.row = get_object_or_404(Freshness.objects.select_related("page", "unit"), pk=kwargs["page_id"])
        if not may_see_unit(request.user, self.row.unit, today=self.today):
            raise PermissionDenied
        self.column = ColumnPage.objects.filter(pk=self.row.pk).first()
        self.note = StatusNote.objects.filter(pk=self.row.pk).select_related("written_by", "approved_by").first()
        return super().dispatch(request, *args, **kwargs)

    @property
    def may_write(self) -> bool:
        return self.column is not None and may_write_note(self.request.user, self.row.unit, today=self.today)

    @property
    def may_approve(self) -> bool:
        note = self.note
        if note is None or note.state != NoteState.PROPOSED or note.written_by_id == self.request.user.pk:
            return False
        return may_approve_note(self.request.user, self.row.unit, today=self.today)

    def get_form_kwargs(self) -> dict[str, Any]:
        blank = StatusNote(
            text=_("No information has come up in this column so far. It will be published here when it does.")
        )
        # A copy: the form writes what was typed into it, and the page shows what is stored beside it.
        return super().get_form_kwargs() | {"instance": copy.copy(self.note) or blank}

    def post(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        step = {"approve": self.approve, "withdraw": self.withdraw}.get(request.POST.get("step", ""))
        if step is not None:
            return step()
        if not self.may_write:
            raise PermissionDenied
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: NoteForm) -> HttpResponse:
        try:
            write_note(self.row.page.specific, form.cleaned_data["text"], by=self.request.user, now=timezone.now())
        except ValidationError as error:
            form.add_error(None, error if not hasattr(error, "error_dict") else error.messages)
            return self.form_invalid(form)
        messages.success(self.request, _("Saved. The public reads the note once somebody else has approved it."))
        return redirect(self.request.path)

    def approve(self) -> HttpResponse:
        note = get_object_or_404(StatusNote, pk=self.row.pk)
        try:
            approve_note(note, by=self.request.user, now=timezone.now())
        except ValidationError as error:
            messages.error(self.request, " ".join(error.messages))
        else:
            messages.success(self.request, _("The note is public now."))
        return redirect(self.request.path)

    def withdraw(self) -> HttpResponse:
        withdraw_note(get_object_or_404(StatusNote, pk=self.row.pk), by=self.request.user, now=timezone.now())
        messages.success(self.request, _("The note is withdrawn."))
        return redirect(self.request.path)

    def get_page_title(self) -> str:
        return _("Freshness of a column")

    def get_page_subtitle(self) -> str:
        return str(self.row.page.title)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        index = {"url": reverse("civic_freshness:index"), "label": _("Freshness of columns")}
        return [*self.breadcrumbs_items, index, {"url": "", "label": self.row.page.title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row = self.row
        return super().get_context_data(**kwargs) | {
            "row": row,
            "lamp": lamp_of(row.state),
            "sentences": explain_freshness(row.why, row.trace, fed_on=row.last_fed_on, due_on=row.due_on),
            "note": self.note,
            "may_write": self.may_write and self.column is not None and takes_note(self.column),
            "may_approve": self.may_approve,
            "may_withdraw": self.may_write and self.note is not None and self.note.state != NoteState.WITHDRAWN,
        }


class FreshnessViewSet(OfficeViewSet):
    model = Freshness
    name = "civic_freshness"
    url_prefix = "freshness"
    icon = "date"
    menu_label = gettext_lazy("Freshness of columns")
    menu_order = 290
    add_to_admin_menu = True
    offered = ("index", "index_results")
    index_view_class = FreshnessIndexView
    filterset_class = FreshnessFilters
    search_fields = ("page__title", "unit__short_name", "unit__official_name")
    ordering = ("due_on", "pk")
    list_per_page = 50
    form_fields = ("state",)

    def more_urls(self) -> list[Any]:
        return [path("<int:page_id>/", ColumnView.as_view(), name="column")]
