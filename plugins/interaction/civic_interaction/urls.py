"""What the public fetches of letters beside the API: feed, tables and sitemap. Mounted at the root of a site."""

from django.urls import path

import civic_office.api.converters  # noqa: F401  (registers `number`)
from civic_interaction import feeds, sitemap
from civic_interaction.api import statistics, topics
from civic_interaction.api.collection_files import answer_collection_file

app_name = "interaction-public"
urlpatterns = [
    path("feeds/letters.atom", feeds.LetterFeed.as_view()),
    path("tables/letters.csv", feeds.LetterTable.as_view()),
    path("tables/letter-statistics.csv", statistics.StatisticsTable.as_view()),
    path("feeds/hot-topics.atom", feeds.TopicFeed.as_view()),
    path("tables/hot-topics.csv", topics.TopicTable.as_view()),
    path("documents/collections/<number:collection_id>/<number:position>/", answer_collection_file),
    path("sitemap-interaction.xml", sitemap.SitemapIndex.as_view()),
    path("sitemap-<slug:kind>-<number:number>.xml", sitemap.SitemapPage.as_view()),
]
