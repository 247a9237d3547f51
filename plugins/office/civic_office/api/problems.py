"""Errors of every public and staff endpoint, as problem details (RFC 9457, `application/problem+json`)."""

import http
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.views import defaults
from django.views.decorators.csrf import csrf_exempt
from rest_framework import exceptions, serializers

CONTENT_TYPE = "application/problem+json"
#: Only addresses below it answer with problems; elsewhere people look, and get pages.
API_ROOT = "/api/"

#: For each status: the title, and what to say when the code that refused said nothing.
TEXTS: Mapping[int, tuple[Any, Any]] = {
    400: (_("Invalid request"), _("The request cannot be understood.")),
    401: (_("Not signed in"), _("Sign in first.")),
    403: (_("Not allowed"), _("You may not do this.")),
    404: (_("Not found"), _("There is nothing at this address.")),
    405: (_("Method not allowed"), _("This address does not answer this method.")),
    406: (_("Not acceptable"), _("This address answers in JSON only.")),
    410: (_("Withdrawn"), _("This is no longer public.")),
    415: (_("Unsupported media type"), _("Send JSON.")),
    429: (_("Too many requests"), _("Wait a moment, then try again.")),
    500: (_("Server error"), _("Something went wrong on our side. It has been recorded; please try again later.")),
}


class ProblemField(serializers.Serializer):
    """One value that was refused."""

    name = serializers.CharField(help_text=_("Name of the parameter or field."))
    detail = serializers.CharField(help_text=_("What is wrong with it."))


class Problem(serializers.Serializer):
    """A refusal or failure, as problem details (RFC 9457)."""

    type = serializers.CharField(help_text=_("What kind of problem; about:blank when the status says it all."))
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField(help_text=_("A sentence for people."))
    errors = ProblemField(many=True, required=False)  # type: ignore[assignment]  # a member's name by RFC 9457; the metaclass takes it off the class


@dataclass
class ProblemError(Exception):
    """Raised by endpoints to refuse. `errors` names each refused parameter with a sentence."""

    status: int
    detail: Any = ""
    errors: Mapping[str, Any] = field(default_factory=dict)


def problem(status: int, *, detail: Any = "", errors: Mapping[str, Any] | None = None) -> HttpResponse:
    """The answer for a refusal or failure, always in the language of the site; never cached."""
    title, said_by_default = TEXTS.get(status) or (http.HTTPStatus(status).phrase, "")
    with translation.override(settings.LANGUAGE_CODE):
        body: dict[str, Any] = {
            "type": "urn:civic:problem:invalid-parameters" if errors else "about:blank",
            "title": str(title),
            "status": status,
            "detail": str(detail or said_by_default),
        }
        if errors:
            body["errors"] = [{"name": name, "detail": str(said)} for name, said in errors.items()]
    response = HttpResponse(json.dumps(body, ensure_ascii=False).encode(), content_type=CONTENT_TYPE, status=status)
    response["Cache-Control"] = "no-store"
    return response


def answer_exception(error: Exception, context: Mapping[str, Any]) -> HttpResponse | None:
    """The setting `REST_FRAMEWORK["EXCEPTION_HANDLER"]`: what views raise, as a problem. None for what nobody expected."""
    if isinstance(error, ProblemError):
        return problem(error.status, detail=error.detail, errors=error.errors)
    if isinstance(error, Http404):
        return problem(404)
    if isinstance(error, PermissionDenied):
        return problem(403)
    if isinstance(error, exceptions.APIException):
        return _answer_refusal(error)
    return None


def _answer_refusal(error: exceptions.APIException) -> HttpResponse:
    if isinstance(error, exceptions.ValidationError):
        return problem(400, detail=_("Some values are not right."), errors=named_errors(error.detail))
    response = problem(error.status_code)
    wait: float | None = getattr(error, "wait", None)  # seconds, when it is a `Throttled`
    if wait is not None:
        response["Retry-After"] = str(int(wait) + 1)
    return response


def named_errors(detail: Any, prefix: str = "") -> dict[str, str]:
    """The errors of a serializer, nested ones by dotted names: ``{"reply.text": "…"}``."""
    if isinstance(detail, Mapping):
        return {
            name: said
            for key, value in detail.items()
            for name, said in named_errors(value, f"{prefix}.{key}" if prefix else str(key)).items()
        }
    if isinstance(detail, list) and any(isinstance(entry, Mapping | list) for entry in detail):
        return {
            name: said
            for number, value in enumerate(detail)
            for name, said in named_errors(value, f"{prefix}.{number}" if prefix else str(number)).items()
        }
    return {
        prefix or "non_field_errors": " ".join(
            str(entry) for entry in (detail if isinstance(detail, list) else [detail])
        )
    }


@csrf_exempt
def answer_unknown_path(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    """The view behind every address below `/api/` that no other view answers."""
    return problem(404)


def _or_page(status: int, page: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    def answer(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
        if request.path_info.startswith(API_ROOT):
            return problem(status)
        return page(request, exception) if exception is not None else page(request)

    return answer


def answer_server_error(request: HttpRequest) -> HttpResponse:
    """The site's `handler500`: a problem below `/api/`, Django's page elsewhere."""
    return problem(500) if request.path_info.startswith(API_ROOT) else defaults.server_error(request)


answer_bad_request = _or_page(400, defaults.bad_request)
answer_forbidden = _or_page(403, defaults.permission_denied)
answer_not_found = _or_page(404, defaults.page_not_found)
