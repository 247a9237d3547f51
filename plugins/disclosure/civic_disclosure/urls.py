"""What the public fetches beside the API: feeds and the sitemap. Mounted at the root of a site."""

from django.urls import path

import civic_office.api.converters  # noqa: F401  (registers `number`)
from civic_disclosure import feeds, sitemap

app_name = "disclosure-public"
urlpatterns = [
    path("feeds/items.atom", feeds.whole_site_feed, name="feed"),
    path("feeds/units/<str:code>.atom", feeds.unit_feed, name="unit-feed"),
    path("feeds/columns/<number:column_id>.atom", feeds.column_feed, name="column-feed"),
    path("sitemap.xml", sitemap.sitemap_index, name="sitemap"),
    path("sitemap-<number:number>.xml", sitemap.sitemap_page, name="sitemap-page"),
]
