"""What the schema says of an endpoint, and the refusals that any of them may answer."""

from collections.abc import Callable, Sequence
from typing import Any

from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.serializers import Serializer

from civic_office.api.problems import CONTENT_TYPE, TEXTS, Problem

#: Any endpoint may answer these.
ALWAYS = (400, 429, 500)


def describe(
    operation_id: str,
    *,
    tag: str,
    summary: Any,
    description: Any,
    answer: type[Serializer],
    status: int = 200,
    request: type[Serializer] | None = None,
    refusals: Sequence[int] = (),
    parameters: Sequence[OpenApiParameter] = (),
) -> Callable[[Any], Any]:
    """`operation_id` becomes the name of a function in generated clients; `request` is the shape of what is sent."""
    responses: dict[Any, Any] = {status: OpenApiResponse(answer, description="OK")}
    for refused in sorted({*refusals, *ALWAYS}):
        responses[(refused, CONTENT_TYPE)] = OpenApiResponse(Problem, description=TEXTS[refused][0])
    return extend_schema(
        operation_id=operation_id,
        tags=[tag],
        summary=summary,
        description=description,
        request=request,
        parameters=list(parameters),
        responses=responses,
    )
