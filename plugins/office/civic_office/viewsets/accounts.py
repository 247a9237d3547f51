"""The page where people change their password, and the public page of those who cannot sign in."""

import math
from typing import Any

from axes.helpers import get_client_ip_address, get_cool_off, get_failure_limit
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView, TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

from civic_office.accounts import password_demand
from civic_office.app_settings import app_settings
from civic_office.domain.change_password import change_password
from civic_office.domain.request_account import request_account
from civic_office.forms.accounts import AccountRequestForm, OwnPasswordForm


@method_decorator(sensitive_post_parameters(), name="dispatch")
class PasswordView(WagtailAdminTemplateMixin, FormView):
    """Where the middleware leads; afterwards one is where one wanted to be."""

    template_name = "civic_office/accounts/password.html"
    page_title = gettext_lazy("Change password")
    header_icon = "key"
    form_class = OwnPasswordForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        demand = password_demand(self.request.user, now=timezone.now())
        return context | {
            "demand": demand.value if demand else "",
            "days": app_settings.PASSWORD_MAX_AGE_DAYS,
            "next": self._next_url(),
            "media": context["form"].media,
        }

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.get_page_title()}]

    def form_valid(self, form: OwnPasswordForm) -> HttpResponse:
        try:
            change_password(self.request.user, new=form.cleaned_data["new"], now=timezone.now())
        except ValidationError as error:
            form.add_error("new", error)
            return self.form_invalid(form)
        update_session_auth_hash(self.request, form.user)
        messages.success(self.request, _("Your password has been changed."))
        return redirect(self._next_url())

    def _next_url(self) -> str:
        wanted = self.request.POST.get("next") or self.request.GET.get("next") or ""
        secure = self.request.is_secure()
        if url_has_allowed_host_and_scheme(wanted, allowed_hosts={self.request.get_host()}, require_https=secure):
            return wanted
        return reverse("wagtailadmin_home")


class PasswordViewSet(ViewSet):
    name = "civic_password"
    url_prefix = "office/password"
    icon = "key"
    add_to_admin_menu = False

    def get_urlpatterns(self) -> list[Any]:
        return [path("", PasswordView.as_view(), name="change")]


@method_decorator(never_cache, name="dispatch")
class AccountRequestView(FormView):
    """Public: forgot the password, lost it, no permission (R169)."""

    template_name = "civic_office/accounts/request.html"
    form_class = AccountRequestForm

    def form_valid(self, form: AccountRequestForm) -> HttpResponse:
        try:
            request_account(address=client_address(self.request), now=timezone.now(), **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
            return self.render_to_response(self.get_context_data(form=form), status=429)
        return redirect("civic_office:account_request_received")


class AccountRequestReceivedView(TemplateView):
    template_name = "civic_office/accounts/received.html"


def client_address(request: HttpRequest) -> str:
    """The network address behind the proxies that the site trusts (settings `AXES_IPWARE_…`)."""
    return str(get_client_ip_address(request) or "")


def show_lockout(request: HttpRequest, response: HttpResponse | None = None, credentials: Any = None) -> HttpResponse:
    """Named by `AXES_LOCKOUT_CALLABLE`: what somebody sees after too many wrong passwords."""
    cool_off = get_cool_off(request)
    context = {
        "failure_limit": get_failure_limit(request, credentials),
        "cooloff_minutes": math.ceil(cool_off.total_seconds() / 60) if cool_off else 0,
    }
    return render(request, "civic_office/accounts/locked_out.html", context, status=429)
