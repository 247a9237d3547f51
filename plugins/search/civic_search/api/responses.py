from collections.abc import Callable, Sequence
from typing import Any

from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.serializers import Serializer
from rest_framework.settings import api_settings
from rest_framework.views import exception_handler

#: What a site answers when it refuses or fails, if it has an `EXCEPTION_HANDLER` of its own; its schema holds the shape.
PROBLEM = {"$ref": "#/components/schemas/Problem"}
PROBLEM_TYPE = "application/problem+json"
REFUSALS = {400: "Bad Request", 429: "Too Many Requests", 500: "Internal Server Error"}


def describe(
    operation_id: str,
    *,
    summary: Any,
    description: Any,
    answer: type[Serializer],
    parameters: Sequence[type[Serializer] | OpenApiParameter] = (),
    request: type[Serializer] | None = None,
) -> Callable[[Any], Any]:
    """What the schema says of an endpoint."""
    responses: dict[Any, Any] = {200: OpenApiResponse(answer, description="OK")}
    for status, said in REFUSALS.items():
        if api_settings.EXCEPTION_HANDLER is exception_handler:
            responses[status] = OpenApiResponse(description=said)
        else:
            responses[status, PROBLEM_TYPE] = OpenApiResponse(PROBLEM, description=said)
    return extend_schema(
        operation_id=operation_id,
        tags=["search"],
        summary=summary,
        description=description,
        parameters=list(parameters),
        request=request,
        responses=responses,
    )
