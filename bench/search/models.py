"""An item as Wagtail's own search would have it: fields to search, fields to filter and to count by."""

from django.db import models
from wagtail.search import index


class Item(index.Indexed, models.Model):
    title = models.TextField()
    numbers = models.TextField()
    keywords = models.TextField()
    context = models.TextField()
    body = models.TextField()
    type = models.TextField()
    unit = models.TextField()
    column = models.TextField()
    year = models.TextField()

    search_fields = [
        index.SearchField("title", boost=10),
        index.SearchField("numbers", boost=10),
        index.SearchField("keywords", boost=4),
        index.SearchField("context", boost=3),
        index.SearchField("body"),
        *(index.FilterField(name) for name in ("type", "unit", "column", "year")),
    ]

    class Meta:
        app_label = "bench_search"
        indexes = [models.Index(fields=[name]) for name in ("type", "unit", "column", "year")]

    def __str__(self) -> str:
        return self.title
