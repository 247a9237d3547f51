"""What the public fetches of letters beside the API: feed, tables and sitemap. Mounted at the root of a site."""

from django.urls import path

import civic_office.api.converters  # noqa: F401  (registers `number`)
from civic_interaction import feeds
from civic_interaction.api import statistics

app_name = "interaction-public"
urlpatterns = [
    path("feeds/letters.atom", feeds.LetterFeed.as_view()),
    path("tables/letters.csv", feeds.LetterTable.as_view()),
    path("tables/letter-statistics.csv", statistics.StatisticsTable.as_view()),
    path("sitemap-letters.xml", feeds.SitemapIndex.as_view()),
    path("sitemap-letters-<number:number>.xml", feeds.SitemapPage.as_view()),
]
