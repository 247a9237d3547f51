from collections.abc import Callable
from typing import Any
from urllib.parse import unquote_plus, urlencode

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from civic_office.accounts import PasswordDemand, password_demand
from civic_office.permissions import reading_posts_once

#: What stays open in the admin to somebody who must change their password.
OPEN_VIEWS = frozenset(
    {
        "civic_password:change",
        "wagtailadmin_logout",
        "wagtailadmin_login",
        "wagtailadmin_sprite",
        "wagtailadmin_javascript_catalog",
    }
)

#: Wagtail's addresses of documents, wherever the site has put them: what is internal opens there for those signed in.
FILE_VIEWS = ("wagtaildocs_serve", "wagtaildocs_authenticate_with_password")


class RefuseNulMiddleware:
    """Refuses addresses with a NUL character (400): nobody types one, and PostgreSQL cannot even look for it.

    For the path and the query. What is sent in a body is refused field by field, by Django's and DRF's own validators.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\0" in request.path or "\0" in unquote_plus(request.META.get("QUERY_STRING", "")):
            raise BadRequest("The address holds a NUL character.")
        return self.get_response(request)


class PostsMiddleware:
    """Reads a person's posts once for each page that is shown (GET, HEAD). Where something is sent they are read anew."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in {"GET", "HEAD"}:
            return self.get_response(request)
        with reading_posts_once():
            return self.get_response(request)


class PasswordChangeMiddleware:
    """Leads people whose password is initial or too old to the page where they change it, and back (R175, R176).

    In the Wagtail admin and at the files behind it; the API and the public site know no passwords. An initial password
    opens nothing at all, not even a file that everybody may open.
    A password that has grown too old never costs what somebody is just typing: it stops pages, not what is sent.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:
        if not request.user.is_authenticated or not self._is_guarded(request):
            return None
        demand = password_demand(request.user, now=timezone.now())
        if demand is PasswordDemand.INITIAL or (demand and self._is_page(request)):
            back = request.get_full_path() if self._is_page(request) else reverse("wagtailadmin_home")
            return redirect(f"{reverse('civic_password:change')}?{urlencode({'next': back})}")
        return None

    def _is_guarded(self, request: HttpRequest) -> bool:
        match = request.resolver_match
        name = match.view_name if match is not None else ""
        if name.startswith(FILE_VIEWS):
            return True
        try:
            admin = reverse("wagtailadmin_home")
        except NoReverseMatch:  # a site without the admin
            return False
        return request.path.startswith(admin) and name not in OPEN_VIEWS

    def _is_page(self, request: HttpRequest) -> bool:
        return request.method == "GET" and request.headers.get("x-requested-with") != "XMLHttpRequest"
