"""Hot topics 热点回应 (R137): what many talk about, what the government says of it, and how that goes on."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers

from civic_interaction.addresses import address_of_topic, path_of_letter, path_of_topic
from civic_interaction.api.cursors import page_body, take_page
from civic_interaction.api.letter_shapes import LetterUnit
from civic_interaction.api.parameters import PAGE_SIZE, PAGES, PAGES_DESCRIBED, read_word, refuse_unknown
from civic_interaction.models import HotTopic
from civic_interaction.visibility import public_letters, public_responses, public_topics, was_topic_public
from civic_office.api.describing import describe
from civic_office.api.problems import ProblemError
from civic_office.api.reading import ReadingView, answer_json, dump_json
from civic_office.api.tables import answer_table

TAG = "hot-topics"
CHUNK = 500


class HotTopicRow(serializers.Serializer):
    id = serializers.IntegerField()
    url = serializers.CharField()
    title = serializers.CharField()
    unit = LetterUnit()
    published_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField(help_text=gettext_lazy("When the newest response was published."))


class HotTopicList(serializers.Serializer):
    next = serializers.CharField(allow_null=True)
    results = HotTopicRow(many=True)


class HotTopicResponse(serializers.Serializer):
    text = serializers.CharField()
    published_at = serializers.DateTimeField()


class HotTopicLetter(serializers.Serializer):
    id = serializers.IntegerField()
    url = serializers.CharField()
    title = serializers.CharField()


class HotTopicItem(serializers.Serializer):
    index_number = serializers.CharField()
    title = serializers.CharField(allow_blank=True)


class HotTopicPage(HotTopicRow):
    question = serializers.CharField()
    responses = HotTopicResponse(many=True, help_text=gettext_lazy("The newest first."))
    letters = HotTopicLetter(many=True)
    items = HotTopicItem(many=True)


class TopicList(ReadingView):
    parameters = {"unit": read_word, **PAGES}

    @describe(
        "list_hot_topics",
        tag=TAG,
        summary=gettext_lazy("What many talk about"),
        description=gettext_lazy("With the government's responses; the one that was followed up last first."),
        answer=HotTopicList,
        parameters=(
            OpenApiParameter("unit", str, description=gettext_lazy("Code of the unit that answered.")),
            *PAGES_DESCRIBED,
        ),
    )
    def get(self, request: HttpRequest) -> HttpResponse:
        chosen = self.chosen
        size = chosen.get("page_size", PAGE_SIZE)
        page, after = take_page(filtered(chosen), moment="updated_at", place=chosen.get("cursor"), size=size)
        if not page:
            refuse_unknown(chosen)
        return answer_json(request, dump_json(page_body(request, list(map(row_of, page)), after)))


class TopicDetail(ReadingView):
    @describe(
        "get_hot_topic",
        tag=TAG,
        summary=gettext_lazy("One hot topic"),
        description=gettext_lazy(
            "What is asked, every response since the first, letters of citizens about it and items of the catalogue. What "
            "was withdrawn answers 410."
        ),
        answer=HotTopicPage,
        refusals=(404, 410),
    )
    def get(self, request: HttpRequest, topic_id: int) -> HttpResponse:
        topic = filtered({}).filter(pk=topic_id).first()
        if topic is None:
            raise ProblemError(410 if was_topic_public(topic_id) else 404)
        letters = public_letters().filter(pk__in=topic.letters.values("pk")).newest_first().values_list("pk", "title")
        page = {
            "question": topic.question,
            "responses": [
                {"text": one.text, "published_at": one.published_at and one.published_at.isoformat()}
                for one in public_responses([topic])
            ],
            "letters": [{"id": pk, "url": path_of_letter(pk), "title": title} for pk, title in letters],
            "items": [{"index_number": number, "title": title} for number, title in topic.items.items()],
        }
        return answer_json(request, dump_json(row_of(topic) | page))


class TopicTable(ReadingView):
    """The list as a table; the texts are read at their addresses."""

    parameters = {"unit": read_word}

    def get(self, request: HttpRequest) -> StreamingHttpResponse:
        topics = filtered(self.chosen).order_by("-updated_at", "-pk").iterator(CHUNK)
        return answer_table(_table(topics), name="hot-topics.csv", max_age=60)


def _table(topics: Iterator[HotTopic]) -> Iterator[list[str]]:
    yield [_("Title"), _("Answering unit"), _("First published at"), _("Followed up at"), _("Address")]
    for row in map(row_of, topics):
        yield [row["title"], row["unit"]["name"], row["published_at"], row["updated_at"], address_of_topic(row["id"])]


def filtered(chosen: dict[str, Any]) -> Any:
    topics = public_topics().select_related("unit")
    return topics.filter(unit__code=chosen["unit"]) if "unit" in chosen else topics


def row_of(topic: HotTopic) -> dict[str, Any]:
    if topic.published_at is None or topic.updated_at is None:
        raise TypeError("What is public has its moments.")
    return {
        "id": topic.pk,
        "url": path_of_topic(topic.pk),
        "title": topic.title,
        "unit": {"code": topic.unit.code, "name": topic.unit.official_name},
        "published_at": topic.published_at.isoformat(),
        "updated_at": topic.updated_at.isoformat(),
    }
