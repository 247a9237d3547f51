"""The sitemap: an index, and pages of the public items by number. An item stays on its page for ever."""

from django.db.models import F, Max
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import escape
from django.views.decorators.http import require_safe

from civic_disclosure.addresses import path_of_item, public_root
from civic_disclosure.models import PublishedItem, SiteFacts
from civic_disclosure.rendering.dress import moment
from civic_office.api.reading import answer_json

#: A page lists the items whose numbers are between two multiples of this, so it can't grow beyond it.
PAGE = 5000
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
CONTENT_TYPE = "application/xml; charset=utf-8"
MAX_AGE = 3600


@require_safe
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """The pages that have items, each with the moment of its latest change."""
    pages = (
        PublishedItem.objects.public()
        .order_by()
        .annotate(number=F("page_id") / PAGE)
        .values("number")
        .annotate(latest=Max("updated_at"))
        .order_by("number")
    )
    root = request.build_absolute_uri("/").rstrip("/")
    entries = [
        f"<sitemap><loc>{escape(root + reverse('disclosure-public:sitemap-page', args=[page['number']]))}</loc>"
        f"<lastmod>{moment(page['latest'])}</lastmod></sitemap>"
        for page in pages
    ]
    return _answer(request, f"<sitemapindex {SPACE}>{''.join(entries)}</sitemapindex>")


@require_safe
def sitemap_page(request: HttpRequest, number: int) -> HttpResponse:
    """The public items of one page, in the order of their numbers."""
    root = public_root(request, SiteFacts.entered())
    first = number * PAGE
    items = PublishedItem.objects.public().filter(page_id__gte=first, page_id__lt=first + PAGE).order_by("page_id")
    entries = [
        f"<url><loc>{escape(root + path_of_item(pk))}</loc><lastmod>{moment(updated_at)}</lastmod></url>"
        for pk, updated_at in items.values_list("page_id", "updated_at")
    ]
    if not entries:
        raise Http404
    return _answer(request, f"<urlset {SPACE}>{''.join(entries)}</urlset>")


def _answer(request: HttpRequest, body: str) -> HttpResponse:
    return answer_json(request, HEAD + body, content_type=CONTENT_TYPE, max_age=MAX_AGE)
