"""The sitemap of interaction: an index, and pages of what is public, by kind and number. A thing stays on its page for ever."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.db.models import F, Max
from django.http import HttpRequest, HttpResponse

from civic_interaction.addresses import path_of_letter, path_of_question, path_of_topic
from civic_interaction.app_settings import app_settings
from civic_interaction.domain.collections.tell_followers import path_of_collection
from civic_interaction.visibility import public_collections, public_letters, public_questions, public_topics
from civic_office.api.problems import ProblemError
from civic_office.api.reading import ReadingView
from civic_office.api.sitemaps import PAGE, answer_index, answer_page

HIGHEST = 2**62


class Mapped(NamedTuple):
    """What is public of a kind, the field of its last change, and where one of it is read."""

    public: Callable[[], Any]
    changed: str
    path_of: Callable[[int], str]


KINDS = {
    "letters": Mapped(public_letters, "updated_at", path_of_letter),
    "common-questions": Mapped(public_questions, "updated_at", path_of_question),
    "hot-topics": Mapped(public_topics, "updated_at", path_of_topic),
    "collections": Mapped(public_collections, "changed_at", path_of_collection),
}


class SitemapIndex(ReadingView):
    """The pages that list something, each with the moment of its latest change."""

    def get(self, request: HttpRequest) -> HttpResponse:
        root = request.build_absolute_uri("/")
        pages = [
            (f"{root}sitemap-{kind}-{page}.xml", latest.isoformat())
            for kind, mapped in KINDS.items()
            for page, latest in pages_of(mapped)
        ]
        return answer_index(request, pages)


def pages_of(mapped: Mapped) -> Any:
    """Number and latest change of each page. One query."""
    pages = mapped.public().order_by().annotate(sheet=F("pk") / PAGE).values("sheet")
    return pages.annotate(latest=Max(mapped.changed)).order_by("sheet").values_list("sheet", "latest")


class SitemapPage(ReadingView):
    """What is public of a kind, in the order of its numbers."""

    def get(self, request: HttpRequest, kind: str, number: int) -> HttpResponse:
        mapped, first = KINDS.get(kind), number * PAGE
        if mapped is None or first >= HIGHEST:
            raise ProblemError(404)
        listed = mapped.public().filter(pk__gte=first, pk__lt=first + PAGE).order_by("pk")
        root = app_settings.PUBLIC_ADDRESS
        entries = [
            (root + mapped.path_of(pk), moment.isoformat()) for pk, moment in listed.values_list("pk", mapped.changed)
        ]
        if not entries:
            raise ProblemError(404)
        return answer_page(request, entries)
