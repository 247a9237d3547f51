"""A unit asks for a column, or for one to be changed or hidden (R005, R021)."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.models import Page

from civic_disclosure.domain.ask_column import ask_column
from civic_disclosure.forms.columns import AskColumnForm
from civic_disclosure.models import ColumnPage, UnitCatalogue
from civic_office.enums import FilingKind
from civic_office.permissions import may_see_unit
from civic_office.workdays import civil_date


class AskColumnView(WagtailAdminTemplateMixin, FormView):
    form_class = AskColumnForm
    template_name = "civic_disclosure/ask_column.html"
    header_icon = "list-ul"

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.place = get_object_or_404(Page, pk=kwargs["page_id"]).specific
        if not isinstance(self.place, (ColumnPage, UnitCatalogue)):
            raise Http404
        if not may_see_unit(request.user, self.place.owning_unit, today=civil_date(timezone.now())):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_form(self, form_class: Any = None) -> AskColumnForm:
        form: AskColumnForm = super().get_form(form_class)
        if not isinstance(self.place, ColumnPage):
            kind: Any = form.fields["kind"]
            kind.choices = kind.choices[:1]
        return form

    def get_initial(self) -> dict[str, Any]:
        return {"kind": FilingKind.COLUMN_ADDED}

    def form_valid(self, form: AskColumnForm) -> HttpResponse:
        try:
            ask_column(self.place, by=self.request.user, now=timezone.now(), **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        messages.success(
            self.request,
            _("Your request has reached the government office. You will find the answer among your filings."),
        )
        return redirect("wagtailadmin_home")

    def get_page_title(self) -> str:
        return _("Ask for a column")

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        where = {"url": reverse("wagtailadmin_explore", args=(self.place.get_parent().pk,)), "label": self.place.title}
        return [*self.breadcrumbs_items, where, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(place=self.place, **kwargs)
