"""Sitemaps (sitemaps.org, 0.9) as every plugin gives them: an index, and pages of what is public, by number.

A page lists the things whose numbers lie between two multiples of `PAGE`: it can't grow beyond that, and a thing stays on
its page for ever.
"""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.utils.html import escape

from civic_office.api.reading import answer_json

PAGE, MAX_AGE = 5000, 3600
CONTENT_TYPE = "application/xml; charset=utf-8"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'

#: An address, and the moment of the last change as ISO 8601.
Entry = tuple[str, str]


def answer_index(request: HttpRequest, pages: Iterable[Entry]) -> HttpResponse:
    """The pages that list something, each with the moment of its latest change."""
    return _answer(request, "sitemapindex", "sitemap", pages)


def answer_page(request: HttpRequest, listed: Iterable[Entry]) -> HttpResponse:
    return _answer(request, "urlset", "url", listed)


def _answer(request: HttpRequest, frame: str, each: str, entries: Iterable[Entry]) -> HttpResponse:
    rows = "".join(
        f"<{each}><loc>{escape(address)}</loc><lastmod>{changed}</lastmod></{each}>" for address, changed in entries
    )
    body = f"{HEAD}<{frame} {SPACE}>{rows}</{frame}>"
    return answer_json(request, body, content_type=CONTENT_TYPE, max_age=MAX_AGE)
