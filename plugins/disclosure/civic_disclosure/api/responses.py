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
    refusals: Sequence[int] = (),
    parameters: Sequence[OpenApiParameter] = (),
) -> Callable[[Any], Any]:
    """What the schema says of an endpoint. `operation_id` becomes the name of a function in generated clients."""
    responses: dict[Any, Any] = {200: OpenApiResponse(answer, description="OK")}
    for status in sorted({*refusals, *ALWAYS}):
        responses[(status, CONTENT_TYPE)] = OpenApiResponse(Problem, description=TEXTS[status][0])
    return extend_schema(
        operation_id=operation_id,
        tags=[tag],
        summary=summary,
        description=description,
        parameters=list(parameters),
        responses=responses,
    )
