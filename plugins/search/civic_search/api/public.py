"""Search, suggestions, and the counting of results that were opened. Errors are raised as Django REST framework's own."""

from typing import Any, TypeVar
from urllib.parse import urlencode

from django.conf import settings
from django.http import QueryDict
from django.utils import timezone, translation
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import ValidationError
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.parsers import JSONParser
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from civic_search.api import serializers
from civic_search.api.parameters import Parameters, SearchParameters, SuggestParameters
from civic_search.api.responses import describe
from civic_search.civil import civil_date
from civic_search.domain.ask import Reply, ask
from civic_search.domain.count_questions import count_click, count_question, is_signed, sign_question
from civic_search.domain.search import DEEPEST
from civic_search.domain.suggest import Suggestion, hot, suggest

#: The longest question that is read, in whatever spelling of JSON, fits.
MOST_BYTES = 131_072
#: Seconds that caches may keep an answer: what was withdrawn is gone when they are over.
MAX_AGE = 30
Given = TypeVar("Given", bound=Parameters)


class JsonOnly(BaseContentNegotiation):
    """One form of answer, whatever a browser says it accepts."""

    def select_parser(self, request: Any, parsers: Any) -> Any:
        return parsers[0]

    def select_renderer(self, request: Any, renderers: Any, format_suffix: Any = None) -> Any:
        return renderers[0], renderers[0].media_type


class PublicView(APIView):
    authentication_classes = ()
    permission_classes = ()
    parser_classes = (JSONParser,)
    renderer_classes = (JSONRenderer,)
    content_negotiation_class = JsonOnly
    metadata_class = None

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """In the language of the site, so that one cached answer serves everybody."""
        with translation.override(settings.LANGUAGE_CODE):
            response = super().dispatch(request, *args, **kwargs)
            return response.render() if hasattr(response, "render") else response


def read(parameters: type[Given], request: Request) -> Given:
    """The parameters, or a 400 that names each one that is wrong."""
    given = parameters(data=request.query_params)
    given.is_valid(raise_exception=True)
    return given


def answer_json(body: dict[str, Any], *, max_age: int = MAX_AGE) -> Response:
    response = Response(body)
    response.headers["Content-Language"] = settings.LANGUAGE_CODE
    if max_age:
        patch_cache_control(response, public=True, max_age=max_age)
    else:
        patch_cache_control(response, no_store=True)
    return response


class SearchView(PublicView):
    @describe(
        "list_search_results",
        summary=_("Search the site"),
        description=_(
            "Items, columns and units that answer a question, the best first, and the facets they can be narrowed by. "
            "Where nothing holds what was asked, its likeliest correction is searched, and the answer says so."
        ),
        parameters=(SearchParameters,),
        answer=serializers.SearchAnswer,
    )
    def get(self, request: Request) -> Response:
        given = read(SearchParameters, request)
        asked = given.validated_data
        if asked["page"] * asked["page_size"] > DEEPEST:
            raise ValidationError({"page": _("Results beyond the ten-thousandth are not listed. Narrow the question.")})
        reply = ask(given.question(), as_typed=asked["as_typed"], today=civil_date(timezone.now()))
        if asked["page"] == 1 and reply.answer.engine:
            count_question(asked["q"], found=reply.answer.total > 0, today=civil_date(timezone.now()))
        body = body_of(reply, request.query_params, path=request.path, page=asked["page"])
        return answer_json(body, max_age=0 if body["degraded"] else MAX_AGE)


def body_of(reply: Reply, given: QueryDict, *, path: str, page: int) -> dict[str, Any]:
    answer = reply.answer
    is_last = page * answer.size >= min(answer.total, DEEPEST) or (page + 1) * answer.size > DEEPEST
    return {
        "question": answer.question,
        "count": answer.total,
        "next": None if is_last else address_of(given, path=path, page=page + 1),
        "previous": address_of(given, path=path, page=page - 1) if page > 1 else None,
        "results": serializers.SearchHit(answer.hits, many=True).data,
        "facets": serializers.facets_of(answer),
        "understood": serializers.understood_of(reply),
        "corrections": list(reply.corrections),
        "related": list(reply.related),
        "help": serializers.help_of(reply),
        "degraded": serializers.degraded_of(answer),
        "click": sign_question(answer.question, today=civil_date(timezone.now())),
    }


def address_of(given: QueryDict, *, path: str, page: int) -> str:
    kept = [(name, value) for name, values in given.lists() for value in values if name != "page" and value]
    return f"{path}?{urlencode([*kept, ('page', page)])}"


class SuggestView(PublicView):
    @describe(
        "list_suggestions",
        summary=_("Complete a question"),
        description=_(
            "While somebody types: questions of the office, names of units and columns, words and titles that begin so, "
            "sound so (in pinyin or its initials), or may have been meant. Nothing typed: hot words."
        ),
        parameters=(SuggestParameters,),
        answer=serializers.SuggestAnswer,
    )
    def get(self, request: Request) -> Response:
        asked = read(SuggestParameters, request).validated_data
        suggestions = [suggestion_of(one) for one in suggest(asked["q"], limit=asked["limit"])]
        return answer_json({"results": suggestions, "hot": [] if asked["q"].strip() else list(hot())})


def suggestion_of(one: Suggestion) -> dict[str, Any]:
    return {
        "text": one.text,
        "kind": one.kind,
        "url": one.address.url if one.address else "",
        "api_url": one.address.api_url if one.address else "",
    }


class ClickView(PublicView):
    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Nothing is read of what is too long."""
        super().initial(request, *args, **kwargs)
        length = request.META.get("CONTENT_LENGTH") or ""
        if length.isascii() and length.isdecimal() and int(length[:18]) > MOST_BYTES:
            raise ValidationError({"question": _("What was sent is too long.")})

    @describe(
        "note_search_click",
        summary=_("A result was opened"),
        description=_(
            "Counts that one of the results of a question was opened, so that the office learns which questions it "
            "answers. Nothing of who opened it is kept."
        ),
        request=serializers.SearchClick,
        answer=serializers.SearchClickNoted,
    )
    def post(self, request: Request) -> Response:
        given = serializers.SearchClick(data=request.data)
        given.is_valid(raise_exception=True)
        question, today = given.validated_data["question"], civil_date(timezone.now())
        if not is_signed(question, given.validated_data["click"], today=today):
            raise ValidationError({"click": _("This was not given out with an answer to this question.")})
        count_click(question, today=today)
        return answer_json({"noted": True}, max_age=0)
