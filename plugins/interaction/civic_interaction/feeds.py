"""What readers fetch of public letters beside the API: the newest as Atom (RFC 4287), all of them as a table; and hot topics."""

import datetime
import json
from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from civic_interaction.addresses import address_of_letter, address_of_topic
from civic_interaction.api.letters import filtered
from civic_interaction.api.parameters import FILTERS, read_word
from civic_interaction.api.topics import filtered as filtered_topics
from civic_interaction.app_settings import app_settings
from civic_office.api.feeds import NEWEST, DatedFeed, answer_feed
from civic_office.api.reading import ReadingView
from civic_office.api.tables import answer_table

CHUNK = 500


class LetterFeed(ReadingView):
    """The newest public letters, narrowed like the list."""

    parameters = FILTERS

    def get(self, request: HttpRequest) -> HttpResponse:
        feed = new_feed(request, _("Letters and answers"), "/letters/")
        for row in filtered(self.chosen).newest_first().values_list("row", flat=True)[:NEWEST]:
            _add(feed, json.loads(row))
        return answer_feed(request, feed)


def _add(feed: DatedFeed, row: dict[str, Any]) -> None:
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


def new_feed(request: HttpRequest, title: str, path: str) -> DatedFeed:
    """An empty feed of what is read at `path` on the public site."""
    root = app_settings.PUBLIC_ADDRESS
    address = root + request.get_full_path()
    return DatedFeed(
        title=title, link=root + path, description="", language="zh-CN", feed_url=address, feed_guid=address
    )


class TopicFeed(ReadingView):
    """Hot topics; one that is followed up comes to the top again."""

    parameters = {"unit": read_word}

    def get(self, request: HttpRequest) -> HttpResponse:
        feed = new_feed(request, _("Hot topics"), "/hot-topics/")
        for topic in filtered_topics(self.chosen).order_by("-updated_at", "-pk")[:NEWEST]:
            address = address_of_topic(topic.pk)
            feed.add_item(
                title=topic.title,
                link=address,
                unique_id=address,
                description=topic.question,
                author_name=topic.unit.official_name,
                pubdate=topic.published_at,
                updateddate=topic.updated_at,
            )
        return answer_feed(request, feed)


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
