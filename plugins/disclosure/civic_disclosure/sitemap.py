"""The sitemap: an index, and pages of the public items by number. An item stays on its page for ever."""

from django.db.models import F, Max
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from civic_disclosure.addresses import path_of_item, public_root
from civic_disclosure.models import PublishedItem, SiteFacts
from civic_disclosure.rendering.dress import moment
from civic_office.api.sitemaps import PAGE, answer_index, answer_page


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
        (root + reverse("disclosure-public:sitemap-page", args=[page["number"]]), moment(page["latest"]))
        for page in pages
    ]
    return answer_index(request, entries)


@require_safe
def sitemap_page(request: HttpRequest, number: int) -> HttpResponse:
    """The public items of one page, in the order of their numbers."""
    root = public_root(request, SiteFacts.entered())
    first = number * PAGE
    items = PublishedItem.objects.public().filter(page_id__gte=first, page_id__lt=first + PAGE).order_by("page_id")
    entries = [
        (root + path_of_item(pk), moment(updated_at)) for pk, updated_at in items.values_list("page_id", "updated_at")
    ]
    if not entries:
        raise Http404
    return answer_page(request, entries)
