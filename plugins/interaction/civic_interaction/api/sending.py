"""What the endpoints share that take something from a citizen: how much, how often, and how a refusal is said."""

import datetime
import functools
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.response import Response
from rest_framework.serializers import Serializer
from rest_framework.throttling import BaseThrottle

from civic_interaction.app_settings import app_settings
from civic_interaction.domain.query_code import CodeLockedError, CodeRefusedError, open_letter
from civic_interaction.models import Letter
from civic_office.api.problems import ProblemError, problem
from civic_office.api.reading import ReadingView
from civic_office.api.throttling import HOUR, AddressThrottle, ReadingThrottle

#: A letter of 5,000 characters, in whatever spelling of JSON, fits four times.
MOST_BYTES = 262_144


class SendingThrottle(AddressThrottle):
    """What is sent in an hour; the same addresses may be read."""

    name, seconds, method = "sends", HOUR, "POST"

    def limit(self) -> int:
        return app_settings.SENDS_PER_HOUR


class UploadThrottle(SendingThrottle):
    name = "uploads"

    def limit(self) -> int:
        return app_settings.UPLOADS_PER_HOUR


class ProofThrottle(SendingThrottle):
    """Signs that a person sends something are asked for by GET."""

    name, method = "proofs", "GET"

    def limit(self) -> int:
        return app_settings.PROOFS_PER_HOUR


class SendingView(ReadingView):
    """An endpoint that takes JSON. What the domain refuses is said as a problem, at each field."""

    throttle_classes: tuple[type[BaseThrottle], ...] = (ReadingThrottle, SendingThrottle)

    def most_bytes(self) -> int:
        return MOST_BYTES

    def initial(self, request: Any, *args: Any, **kwargs: Any) -> None:
        """Nothing is read of what is too long."""
        super().initial(request, *args, **kwargs)
        if length_of(request) > self.most_bytes():
            raise ProblemError(400, _("What was sent is too long."))

    def handle_exception(self, exc: Exception) -> Any:
        refusal = answer_refusal(exc, now=timezone.now())
        return refusal if refusal is not None else super().handle_exception(exc)


class CodeView(SendingView):
    """An endpoint for who knows a receipt number and its query code: wrong codes lock, other requests are only counted."""

    throttle_classes: tuple[type[BaseThrottle], ...] = (ReadingThrottle,)

    def open(self, request: Any, sent: dict[str, Any]) -> Letter:
        number = sent.pop("receipt_number")
        return open_letter(number, sent.pop("query_code"), address=asking_address(request, number), now=timezone.now())


def asking_address(request: Any, number: str) -> str:
    """Whom wrong codes lock. One address that stands for many people must not be locked for all of them."""
    address = ReadingThrottle().get_ident(request) or ""
    return f"site {number}" if address in settings.CIVIC_UNCOUNTED_ADDRESSES else address


def length_of(request: HttpRequest) -> int:
    length = request.META.get("CONTENT_LENGTH") or "0"
    return int(length) if length.isascii() and length.isdecimal() and len(length) < 19 else 0  # noqa: PLR2004 (fits any counter)


def read_sent(shape: type[Serializer], request: Any) -> dict[str, Any]:
    """What was sent, read; the error names each field that is wrong."""
    return dict(_reader(shape).run_validation(request.data))


@functools.cache
def _reader(shape: type[Serializer]) -> Serializer:
    """One for each shape: to copy its fields for every request takes longer than to read them. It keeps nothing it reads."""
    return shape()


def answer_once(body: dict[str, Any], *, status: int = 200) -> Response:
    """An answer that concerns one reader: no cache keeps it."""
    return Response(body, status=status, headers={"Cache-Control": "no-store"})


def answer_refusal(error: Exception, *, now: datetime.datetime) -> HttpResponse | None:
    """What the domain refused; None for any other error."""
    if isinstance(error, CodeLockedError):
        return _answer_locked(error, now=now)
    if isinstance(error, CodeRefusedError):
        return problem(403, detail=str(error))
    if isinstance(error, ValidationError):
        return _answer_invalid(error)
    return None


def _answer_locked(error: CodeLockedError, *, now: datetime.datetime) -> HttpResponse:
    seconds = max(1, int((error.until - now).total_seconds()) + 1)
    sentence = _("Too many wrong codes. Please try again in %(minutes)d minutes.") % {"minutes": -(-seconds // 60)}
    response = problem(429, detail=sentence)
    response["Retry-After"] = str(seconds)
    return response


def _answer_invalid(error: ValidationError) -> HttpResponse:
    if not hasattr(error, "error_dict"):
        return problem(400, detail=" ".join(error.messages))
    errors = {FIELDS.get(name, name): " ".join(said) for name, said in error.message_dict.items()}
    return problem(400, detail=_("Some values are not right."), errors=errors)


#: What the domain calls otherwise than the endpoint.
FIELDS = {"request_key": "Idempotency-Key"}
