"""The site as it is, and Wagtail's own API v2 over the same pages, which nothing but this measurement mounts."""

from typing import Any

from django.urls import path
from wagtail.api import APIField
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.views import PagesAPIViewSet

from civic_disclosure.models import ItemPage
from cms.urls import handler400, handler403, handler404, handler500
from cms.urls import urlpatterns as site_patterns

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

#: What a reader of an item needs, so that the details of both say about the same. Lists keep v2's own few fields.
ItemPage.api_fields = [
    APIField(name)
    for name in ("document_number", "genre", "validity", "formed_on", "keywords", "summary", "source", "author", "body")
]


class PagesByYear(PagesAPIViewSet):
    """v2 cannot filter by year; it is given the cheapest way to."""

    known_query_parameters = PagesAPIViewSet.known_query_parameters | {"year"}

    def get_queryset(self) -> Any:
        pages = super().get_queryset()
        year = self.request.GET.get("year")
        return pages.filter(first_published_at__year=int(year)) if year else pages


router = WagtailAPIRouter("wagtailapi")
router.register_endpoint("pages", PagesByYear)

urlpatterns = [path("api/v2/", router.urls), *site_patterns]
