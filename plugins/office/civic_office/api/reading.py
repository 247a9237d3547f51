"""What all public reading endpoints share: known parameters only, answers that caches can keep and check."""

import hashlib
import json
from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils import translation
from django.utils.http import parse_etags
from django.utils.translation import gettext_lazy as _
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.views import APIView

from civic_office.api.problems import ProblemError

#: Reads one query parameter; raises ValueError with a sentence when it is wrong.
Reader = Callable[[str], Any]


class JsonAlways(BaseContentNegotiation):
    """Public answers have one form, whatever a browser says it accepts."""

    def select_parser(self, request: Any, parsers: Any) -> Any:
        return parsers[0] if parsers else None

    def select_renderer(self, request: Any, renderers: Any, format_suffix: Any = None) -> Any:
        return renderers[0], renderers[0].media_type


class ReadingView(APIView):
    """A public endpoint that is only read. Subclasses name their `parameters`; any other is refused with a 400."""

    parameters: Mapping[str, Reader] = {}
    content_negotiation_class = JsonAlways
    metadata_class = None

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """Answers are in the language of the site, so that one cached answer serves every reader."""
        with translation.override(settings.LANGUAGE_CODE):
            return super().dispatch(request, *args, **kwargs)

    def initial(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        self.chosen = read_parameters(request, self.parameters)


def read_parameters(request: Any, readers: Mapping[str, Reader]) -> dict[str, Any]:
    """The query parameters, read. Raises `ProblemError` naming every one that is unknown, repeated or wrong.

    An empty value is the same as none: forms without JavaScript send all their fields.
    """
    chosen: dict[str, Any] = {}
    errors: dict[str, Any] = {}
    for name, values in request.GET.lists():
        reader = readers.get(name)
        if reader is None:
            errors[name] = _("There is no such parameter.")
        elif len(values) > 1:
            errors[name] = _("Give this parameter once.")
        elif values[0]:
            try:
                chosen[name] = reader(values[0])
            except ValueError as wrong:
                errors[name] = wrong.args[0]
    if errors:
        raise ProblemError(400, _("Some parameters are not right."), errors)
    return chosen


def answer_json(
    request: HttpRequest, body: str, *, digest: str = "", max_age: int = 60, content_type: str = "application/json"
) -> HttpResponse:
    """The answer `body`, or 304 when the reader has it already.

    The ETag is strong: `digest`, or that of the body when none is kept. Caches may serve the answer for `max_age`
    seconds, and for ten times as long while they fetch it anew. There is no Last-Modified: answers show the names of
    units and columns, so that the date of a text would not say when its page changed.
    """
    content = body.encode()
    etag = f'"{digest or hashlib.blake2b(content, digest_size=16).hexdigest()}"'
    response: HttpResponse
    if _has_already(request, etag):
        response = HttpResponseNotModified()
    else:
        response = HttpResponse(content, content_type=content_type)
    response.headers["ETag"] = etag
    response.headers["Content-Language"] = settings.LANGUAGE_CODE
    response.headers["Cache-Control"] = f"public, max-age={max_age}, stale-while-revalidate={max_age * 10}"
    return response


def _has_already(request: HttpRequest, etag: str) -> bool:
    """Whether If-None-Match says that the reader holds this very answer (RFC 9110 §13.1.2)."""
    asked = request.META.get("HTTP_IF_NONE_MATCH")
    if asked is None:
        return False
    return any(tag in ("*", etag) for tag in (known.removeprefix("W/") for known in parse_etags(asked)))


def dump_json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))
