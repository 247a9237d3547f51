"""Common questions 共性问题 (R140): what many ask, answered once; and whether the answer was of use."""

from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers
from rest_framework.response import Response

from civic_interaction.addresses import path_of_question
from civic_interaction.api.cursors import page_body, take_page
from civic_interaction.api.letter_shapes import LetterUnit
from civic_interaction.api.parameters import PAGE_SIZE, PAGES, PAGES_DESCRIBED, read_word, refuse_unknown
from civic_interaction.api.sending import SendingView, answer_once, read_sent
from civic_interaction.domain.common_question import judge_question
from civic_interaction.models import CommonQuestion
from civic_interaction.privacy.digest import digest_of
from civic_interaction.visibility import public_questions
from civic_office.api.describing import describe
from civic_office.api.problems import ProblemError
from civic_office.api.reading import ReadingView, answer_json, dump_json
from civic_office.api.throttling import ReadingThrottle

TAG = "common-questions"
DAY = 86_400
FILTERED_BY = {"unit": "unit__code", "channel": "channel__code", "category": "category"}


class CommonQuestionRow(serializers.Serializer):
    id = serializers.IntegerField()
    url = serializers.CharField()
    question = serializers.CharField()
    unit = LetterUnit()
    category = serializers.CharField(allow_blank=True)
    published_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()


class CommonQuestionList(serializers.Serializer):
    next = serializers.CharField(allow_null=True)
    results = CommonQuestionRow(many=True)


class CommonQuestionPage(CommonQuestionRow):
    answer = serializers.CharField()
    useful = serializers.IntegerField()
    not_useful = serializers.IntegerField()


class JudgementSent(serializers.Serializer):
    useful = serializers.BooleanField()


class JudgementKept(serializers.Serializer):
    detail = serializers.CharField()


class QuestionList(ReadingView):
    parameters = {"unit": read_word, "channel": read_word, "category": read_word, **PAGES}

    @describe(
        "list_common_questions",
        tag=TAG,
        summary=gettext_lazy("Questions that many ask"),
        description=gettext_lazy(
            "The newest first, narrowed by unit, channel and category. Search finds them by their words."
        ),
        answer=CommonQuestionList,
        parameters=(
            OpenApiParameter("unit", str, description=gettext_lazy("Code of the unit that answered.")),
            OpenApiParameter("channel", str, description=gettext_lazy("Code of the channel.")),
            OpenApiParameter("category", str, description=gettext_lazy("Name of the category.")),
            *PAGES_DESCRIBED,
        ),
    )
    def get(self, request: HttpRequest) -> HttpResponse:
        chosen = self.chosen
        narrowed = {field: chosen[name] for name, field in FILTERED_BY.items() if name in chosen}
        rows = public_questions().filter(**narrowed).select_related("unit")
        size = chosen.get("page_size", PAGE_SIZE)
        page, after = take_page(rows, moment="published_at", place=chosen.get("cursor"), size=size)
        if not page:
            refuse_unknown(chosen)
        return answer_json(request, dump_json(page_body(request, list(map(row_of, page)), after)))


class QuestionDetail(ReadingView):
    @describe(
        "get_common_question",
        tag=TAG,
        summary=gettext_lazy("One common question"),
        description=gettext_lazy("With its answer, and how many readers found it useful."),
        answer=CommonQuestionPage,
        refusals=(404,),
    )
    def get(self, request: HttpRequest, question_id: int) -> HttpResponse:
        question = public_questions().select_related("unit").filter(pk=question_id).first()
        if question is None:
            raise ProblemError(404)
        page = {"answer": question.answer, "useful": question.useful, "not_useful": question.not_useful}
        return answer_json(request, dump_json(row_of(question) | page))


class QuestionJudgement(SendingView):
    @describe(
        "judge_common_question",
        tag=TAG,
        summary=gettext_lazy("Say whether an answer was useful"),
        description=gettext_lazy("Once a day from one address; only the number is kept, and nothing of who said it."),
        request=JudgementSent,
        answer=JudgementKept,
        refusals=(404,),
    )
    def post(self, request: Any, question_id: int) -> Response:
        sent = read_sent(JudgementSent, request)
        address = ReadingThrottle().get_ident(request) or ""
        said = digest_of(f"{address} {question_id}", purpose="useful")
        is_counted_once = address not in settings.CIVIC_UNCOUNTED_ADDRESSES
        if not public_questions().filter(pk=question_id).exists():
            raise ProblemError(404)
        if not is_counted_once or cache.add(f"civic-useful:{said}", 1, timeout=DAY):
            judge_question(question_id, is_useful=sent["useful"])
        return answer_once({"detail": _("Thank you.")})


def row_of(question: CommonQuestion) -> dict[str, Any]:
    if question.published_at is None:
        raise TypeError("What is public has its moment.")
    return {
        "id": question.pk,
        "url": path_of_question(question.pk),
        "question": question.question,
        "unit": {"code": question.unit.code, "name": question.unit.official_name},
        "category": question.category,
        "published_at": question.published_at.isoformat(),
        "updated_at": question.updated_at.isoformat(),
    }
