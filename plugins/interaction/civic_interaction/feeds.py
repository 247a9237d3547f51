"""What readers fetch of public letters beside the API: the newest as Atom (RFC 4287), all of them as a table, the sitemap."""

import datetime
import json
from collections.abc import Iterator
from typing import Any

from django.db.models import F
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from civic_interaction.addresses import address_of_letter, path_of_letter
from civic_interaction.api.letters import filtered
from civic_interaction.api.parameters import FILTERS
from civic_interaction.app_settings import app_settings
from civic_interaction.visibility import public_letters
from civic_office.api.problems import ProblemError
from civic_office.api.reading import ReadingView, answer_json
from civic_office.api.tables import answer_table

NEWEST, CHUNK = 50, 500
ATOM, XML = "application/atom+xml; charset=utf-8", "application/xml; charset=utf-8"
NEVER = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
#: A page of the sitemap lists the letters whose numbers lie between two multiples of this.
SITEMAP_PAGE, SITEMAP_AGE = 5000, 3600
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


class DatedFeed(Atom1Feed):
    """A feed without entries is dated long ago, so that it stays the same until there is one."""

    def latest_post_date(self) -> datetime.datetime:
        return max((item["updateddate"] for item in self.items), default=NEVER)


class LetterFeed(ReadingView):
    """The newest public letters, narrowed like the list."""

    parameters = FILTERS

    def get(self, request: HttpRequest) -> HttpResponse:
        root = app_settings.PUBLIC_ADDRESS
        address = root + request.get_full_path()
        feed = DatedFeed(
            title=_("Letters and answers"),
            link=f"{root}/letters/",
            description="",
            language="zh-CN",
            feed_url=address,
            feed_guid=address,
        )
        for row in filtered(self.chosen).newest_first().values_list("row", flat=True)[:NEWEST]:
            _add(feed, json.loads(row))
        return answer_json(request, feed.writeString("utf-8"), content_type=ATOM)


def _add(feed: Atom1Feed, row: dict[str, Any]) -> None:
    address = address_of_letter(row["id"])
    feed.add_item(
        title=row["title"],
        link=address,
        unique_id=address,
        description=_("Answered by %(unit)s on %(day)s.") % {"unit": row["unit"]["name"], "day": row["answered_on"]},
        author_name=row["unit"]["name"],
        categories=[row["channel"]["name"]],
        pubdate=datetime.datetime.fromisoformat(row["published_at"]),
        updateddate=datetime.datetime.fromisoformat(row["updated_at"]),
    )


class LetterTable(ReadingView):
    """The list of public letters as a table, narrowed like the list; the texts are read at their addresses."""

    parameters = FILTERS

    def get(self, request: HttpRequest) -> StreamingHttpResponse:
        rows = filtered(self.chosen).newest_first().values_list("row", flat=True)
        return answer_table(_table(rows.iterator(CHUNK)), name="letters.csv", max_age=60)


def _table(rows: Iterator[str]) -> Iterator[list[str]]:
    heads = (_("Received on"), _("Accepted on"), _("Answered on"))
    yield [_("Title"), pgettext("interaction", "Channel"), _("Category"), _("Answering unit"), *heads, _("Address")]
    for row in map(json.loads, rows):
        yield [
            row["title"],
            row["channel"]["name"],
            row["category"],
            row["unit"]["name"],
            row["received_on"],
            row["accepted_on"],
            row["answered_on"],
            address_of_letter(row["id"]),
        ]


class SitemapIndex(ReadingView):
    """The pages of the sitemap that hold public letters."""

    def get(self, request: HttpRequest) -> HttpResponse:
        by_page = public_letters().order_by().annotate(sheet=F("case_id") / SITEMAP_PAGE)
        pages = by_page.values_list("sheet", flat=True).distinct().order_by("sheet")
        root = request.build_absolute_uri("/")
        entries = [f"<sitemap><loc>{escape(root)}sitemap-letters-{page}.xml</loc></sitemap>" for page in pages]
        return _answer_xml(request, f"<sitemapindex {SPACE}>{''.join(entries)}</sitemapindex>")


class SitemapPage(ReadingView):
    """The public letters of one page, in the order of their numbers."""

    def get(self, request: HttpRequest, number: int) -> HttpResponse:
        first = number * SITEMAP_PAGE
        if first >= 2**62:
            raise ProblemError(404)
        letters = public_letters().filter(pk__gte=first, pk__lt=first + SITEMAP_PAGE).order_by("pk")
        root = app_settings.PUBLIC_ADDRESS
        entries = [
            f"<url><loc>{escape(root + path_of_letter(pk))}</loc><lastmod>{moment.isoformat()}</lastmod></url>"
            for pk, moment in letters.values_list("pk", "updated_at")
        ]
        if not entries:
            raise ProblemError(404)
        return _answer_xml(request, f"<urlset {SPACE}>{''.join(entries)}</urlset>")


def _answer_xml(request: HttpRequest, body: str) -> HttpResponse:
    return answer_json(request, HEAD + body, content_type=XML, max_age=SITEMAP_AGE)
