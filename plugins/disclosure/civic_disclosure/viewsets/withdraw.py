"""Withdrawing a public item, with a reason."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from civic_disclosure.domain.withdraw import withdraw_item
from civic_disclosure.forms.withdraw import WithdrawForm
from civic_disclosure.models import ItemPage
from civic_disclosure.permissions import may_withdraw
from civic_office.workdays import civil_date


class WithdrawView(WagtailAdminTemplateMixin, FormView):
    form_class = WithdrawForm
    template_name = "civic_disclosure/withdraw.html"
    header_icon = "download"

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.page = get_object_or_404(ItemPage, pk=kwargs["page_id"])
        if not may_withdraw(request.user, self.page, today=civil_date(timezone.now())):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: WithdrawForm) -> HttpResponse:
        try:
            withdraw_item(self.page, by=self.request.user, now=timezone.now(), **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        messages.success(self.request, _("“%(title)s” is public no longer.") % {"title": self.page.title})
        return redirect("wagtailadmin_pages:edit", self.page.pk)

    def get_page_title(self) -> str:
        return _("Withdraw from the public")

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        where = {"url": reverse("wagtailadmin_explore", args=(self.page.get_parent().pk,)), "label": self.page.title}
        return [*self.breadcrumbs_items, where, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(page=self.page, **kwargs)
