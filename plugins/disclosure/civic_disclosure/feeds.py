"""Atom feeds (RFC 4287) of the newest items: of the whole site, of a unit, of a column."""

import datetime
import json
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from civic_disclosure.addresses import public_root
from civic_disclosure.domain.structure import public_column
from civic_disclosure.models import PublishedItem, SiteFacts
from civic_disclosure.models.published import PublishedItemQuerySet
from civic_office.api.feeds import NEWEST, DatedFeed, answer_feed
from civic_office.models import Unit


@require_safe
def whole_site_feed(request: HttpRequest) -> HttpResponse:
    return _answer(request, PublishedItem.objects.public().newest_first(), title="")


@require_safe
def unit_feed(request: HttpRequest, code: str) -> HttpResponse:
    unit = Unit.objects.addressed_by(code).first()
    if unit is None:
        raise Http404
    return _answer(request, PublishedItem.objects.public().filter(unit=unit).newest_first(), title=unit.official_name)


@require_safe
def column_feed(request: HttpRequest, column_id: int) -> HttpResponse:
    column = public_column(column_id)
    if column is None:
        raise Http404
    items = PublishedItem.objects.public().in_column(column.pk)
    return _answer(request, items.order_by("-placements__published_at", "-placements__item_id"), title=column.title)


def _answer(request: HttpRequest, items: PublishedItemQuerySet, *, title: str) -> HttpResponse:
    facts = SiteFacts.entered()
    root = public_root(request, facts)
    feed = DatedFeed(
        title=" - ".join(part for part in (title, facts.name) if part) or root,
        link=f"{root}/",
        description="",
        language="zh-CN",
        feed_url=f"{root}{request.path}",
        feed_guid=f"{root}{request.path}",
        author_name=facts.sponsor or facts.name or root,
    )
    for row in items.values_list("row", flat=True)[:NEWEST]:
        _add(feed, json.loads(row), root)
    return answer_feed(request, feed)


def _add(feed: DatedFeed, row: dict[str, Any], root: str) -> None:
    address = root + row["url"]
    feed.add_item(
        title=row["title"],
        link=address,
        unique_id=address,
        description=row["summary"] or row["title"],
        author_name=row["unit"]["name"],
        categories=[row["column"]["title"]],
        pubdate=datetime.datetime.fromisoformat(row["published_at"]),
        updateddate=datetime.datetime.fromisoformat(row["updated_at"]),
    )
