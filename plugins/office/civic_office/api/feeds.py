"""Atom feeds (RFC 4287) as every plugin gives them: the newest first, dated by the latest change."""

import datetime

from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed

from civic_office.api.reading import answer_json

#: So many entries at most.
NEWEST = 50
CONTENT_TYPE = "application/atom+xml; charset=utf-8"
NEVER = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)


class DatedFeed(Atom1Feed):
    """A feed without entries is dated long ago, so that it stays the same until there is one."""

    def latest_post_date(self) -> datetime.datetime:
        return max((item["updateddate"] for item in self.items), default=NEVER)


def answer_feed(request: HttpRequest, feed: DatedFeed) -> HttpResponse:
    return answer_json(request, feed.writeString("utf-8"), content_type=CONTENT_TYPE)
