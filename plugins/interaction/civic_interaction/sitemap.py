"""The sitemap of interaction: an index, and pages of what is public, by kind and number. A thing stays on its page for ever."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.db.models import F, Max
from django.http import HttpRequest, HttpResponse
from django.utils.html import escape

from civic_interaction.addresses import path_of_letter, path_of_question, path_of_topic
from civic_interaction.app_settings import app_settings
from civic_interaction.domain.collections.tell_followers import path_of_collection
from civic_interaction.visibility import public_collections, public_letters, public_questions, public_topics
from civic_office.api.problems import ProblemError
from civic_office.api.reading import ReadingView, answer_json

#: A page lists the things of a kind whose numbers lie between two multiples of this.
PAGE, MAX_AGE, HIGHEST = 5000, 3600, 2**62
XML = "application/xml; charset=utf-8"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


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
        entries = [
            f"<sitemap><loc>{escape(root)}sitemap-{kind}-{page}.xml</loc><lastmod>{latest.isoformat()}</lastmod></sitemap>"
            for kind, mapped in KINDS.items()
            for page, latest in pages_of(mapped)
        ]
        return _answer(request, f"<sitemapindex {SPACE}>{''.join(entries)}</sitemapindex>")


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
            f"<url><loc>{escape(root + mapped.path_of(pk))}</loc><lastmod>{moment.isoformat()}</lastmod></url>"
            for pk, moment in listed.values_list("pk", mapped.changed)
        ]
        if not entries:
            raise ProblemError(404)
        return _answer(request, f"<urlset {SPACE}>{''.join(entries)}</urlset>")


def _answer(request: HttpRequest, body: str) -> HttpResponse:
    return answer_json(request, HEAD + body, content_type=XML, max_age=MAX_AGE)
