"""The wizard that loads a responsibility table: read → clarify → do. Nothing happens before the last button."""

import json
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

from civic_disclosure.domain.city.plan import CityPlan, Outcome, RowPlan
from civic_disclosure.domain.prepare_city import (
    TableError,
    choices_of,
    plan_load,
    request_load,
    save_choices,
    save_mapping,
    start_load,
    table_of,
)
from civic_disclosure.forms.city import ClarifyForm, MappingForm, UploadForm
from civic_disclosure.models import CityLoad
from civic_disclosure.permissions import may_change_structure
from civic_disclosure.tables import Mapping
from civic_office.forms.kept_files import keep_files
from civic_office.workdays import civil_date

ROWS_A_PAGE = 200
_ORDER = {Outcome.UNCLEAR: 0, Outcome.CREATED: 1, Outcome.UPDATED: 2, Outcome.SKIPPED: 3, Outcome.UNCHANGED: 4}
OUTCOME_LABELS = {
    Outcome.CREATED: gettext_lazy("New"),
    Outcome.UPDATED: pgettext_lazy("outcome", "Updated"),
    Outcome.UNCHANGED: gettext_lazy("Unchanged"),
    Outcome.UNCLEAR: gettext_lazy("Unclear"),
    Outcome.SKIPPED: gettext_lazy("Left out"),
}


class OfficeOnly(WagtailAdminTemplateMixin, View):
    """For superusers and the disclosure section, by whatever URL and method one comes."""

    header_icon = "table"
    page_title = gettext_lazy("Load a responsibility table")
    step = 1

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not may_change_structure(request.user, today=civil_date(timezone.now())):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": reverse("city:index"), "label": self.page_title}]

    def show(self, **context: Any) -> HttpResponse:
        steps = [_("Read the table"), _("Clarify"), _("Do it")]
        return self.render_to_response(
            self.get_context_data(step=self.step, steps=list(enumerate(steps, start=1)), **context)
        )


class LoadView(OfficeOnly):
    @cached_property
    def load(self) -> CityLoad:
        return get_object_or_404(CityLoad.objects.select_related("progress"), pk=self.kwargs["pk"])

    def plan(self) -> CityPlan | None:
        try:
            return plan_load(self.load, now=timezone.now())
        except TableError as error:
            messages.error(self.request, str(error))
            return None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if (
            may_change_structure(request.user, today=civil_date(timezone.now()))
            and (self.load.applied_at or self.load.is_under_way)
            and not isinstance(self, DoView)
        ):
            return redirect("city:do", pk=self.load.pk)
        return super().dispatch(request, *args, **kwargs)


class UploadView(OfficeOnly):
    template_name = "civic_disclosure/city/upload.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(form=UploadForm(), loads=CityLoad.objects.select_related("made_by").defer("content")[:20])

    def post(self, request: HttpRequest) -> HttpResponse:
        form = UploadForm(request.POST, request.FILES)
        if not form.is_valid():
            keep_files(form, now=timezone.now())
            return self.show(form=form, loads=CityLoad.objects.select_related("made_by").defer("content")[:20])
        facts = form.cleaned_data
        own = facts["table"] if not facts["city"] else None
        load = start_load(
            city=facts["city"],
            name=facts["name"],
            filename=own.name[-200:] if own else "",
            content=form.content if own else b"",
            by=request.user,
            now=timezone.now(),
        )
        sure = Mapping.from_json(load.mapping).is_sure
        return redirect("city:clarify" if sure else "city:columns", pk=load.pk)


class ColumnsView(LoadView):
    template_name = "civic_disclosure/city/columns.html"

    def form(self, data: Any = None) -> MappingForm:
        return MappingForm(data, table=table_of(self.load), mapping=Mapping.from_json(self.load.mapping))

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.show(form=self.form(), load=self.load)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = self.form(request.POST)
        valid = form.is_valid()
        save_mapping(self.load, form.mapping, by=request.user, now=timezone.now())
        return redirect("city:clarify", pk=pk) if valid else self.show(form=form, load=self.load)


class ClarifyView(LoadView):
    template_name = "civic_disclosure/city/clarify.html"
    step = 2

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        plan = self.plan()
        if plan is None:
            return redirect("city:columns", pk=pk)
        return self.show_plan(plan, ClarifyForm(plan=plan, choices=choices_of(self.load)))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        plan = self.plan()
        if plan is None:
            return redirect("city:columns", pk=pk)
        form = ClarifyForm(request.POST, plan=plan, choices=choices_of(self.load))
        if not form.is_valid():
            return self.show_plan(plan, form)
        save_choices(self.load, form.merged(), by=request.user, now=timezone.now())
        after = plan_load(self.load, now=timezone.now())
        if after.is_clear and "stay" not in request.POST:
            return redirect("city:do", pk=pk)
        if not after.is_clear:
            messages.warning(request, _("Still unclear: %(number)s.") % {"number": len(after.questions)})
        return redirect("city:clarify", pk=pk)

    def show_plan(self, plan: CityPlan, form: ClarifyForm) -> HttpResponse:
        rows = sorted(plan.rows, key=lambda row: _ORDER[row.outcome])
        page = Paginator(rows, ROWS_A_PAGE).get_page(self.request.GET.get("p"))
        return self.show(
            form=form, load=self.load, plan=plan, page=page, rows=[_row(row) for row in page], outcomes=_outcomes(plan)
        )


class DoView(LoadView):
    template_name = "civic_disclosure/city/do.html"
    step = 3

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        if self.load.applied_at:
            return self.show(load=self.load, result=self.load.result)
        if self.load.is_under_way:
            return self.show(load=self.load, progress=self.load.progress)
        plan = self.plan()
        if plan is None:
            return redirect("city:columns", pk=pk)
        if not plan.is_clear:
            return redirect("city:clarify", pk=pk)
        empty = [path for _pk, path, is_empty in plan.removed if is_empty]
        holding = [path for _pk, path, is_empty in plan.removed if not is_empty]
        return self.show(
            load=self.load,
            progress=self.load.progress,
            plan=plan,
            counts=json.dumps(plan.counts()),
            label=button_label(plan),
            outcomes=_outcomes(plan),
            empty=empty,
            holding=holding,
        )

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            counts = json.loads(request.POST.get("counts", ""))
        except ValueError:
            counts = None
        try:
            request_load(
                self.load,
                counts=counts,
                by=request.user,
                now=timezone.now(),
                hide_removed="hide_removed" in request.POST,
            )
        except (ValidationError, TableError) as error:
            messages.error(request, " ".join(error.messages) if isinstance(error, ValidationError) else str(error))
        return redirect("city:do", pk=pk)


def button_label(plan: CityPlan) -> str:
    """What the last button says it will do: 新建 412 个栏目、修改 18 项."""
    parts = [
        (plan.new_columns, _("create %(number)s columns")),
        (plan.new_units, _("create %(number)s units")),
        (len(plan.duties), _("create %(number)s duties")),
        (plan.changes, _("change %(number)s points")),
    ]
    said = [text % {"number": number} for number, text in parts if number]
    return pgettext("list", ", ").join(said) if said else _("Nothing to do: everything is as the table says")


def _row(row: RowPlan) -> dict[str, Any]:
    return {
        "plan": row,
        "label": OUTCOME_LABELS[row.outcome],
        "parties": list(dict.fromkeys(duty.party.name for duty in row.duties)),
    }


def _outcomes(plan: CityPlan) -> list[tuple[str, Any, int]]:
    counted = plan.outcomes()
    return [(outcome.value, OUTCOME_LABELS[outcome], counted[outcome]) for outcome in _ORDER if counted[outcome]]


class OfficeMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_change_structure(request.user, today=civil_date(timezone.now()))


class CityViewSet(ViewSet):
    name = "city"
    icon = "table"
    menu_label = gettext_lazy("Load a responsibility table")
    menu_item_class = OfficeMenuItem
    add_to_settings_menu = True

    def get_urlpatterns(self) -> list[Any]:
        return [
            path("", UploadView.as_view(), name="index"),
            path("<int:pk>/columns/", ColumnsView.as_view(), name="columns"),
            path("<int:pk>/clarify/", ClarifyView.as_view(), name="clarify"),
            path("<int:pk>/do/", DoView.as_view(), name="do"),
        ]
