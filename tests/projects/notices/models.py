from django.db import models
from wagtail.search import index


class Notice(index.Indexed, models.Model):
    name = models.CharField(max_length=100)
    number = models.CharField(max_length=60, blank=True)
    text = models.TextField(blank=True)

    search_fields = [
        index.SearchField("name", boost=5),
        index.AutocompleteField("name"),
        index.SearchField("number"),
        index.AutocompleteField("number"),
        index.SearchField("text"),
    ]

    class Meta:
        app_label = "notices"

    def __str__(self) -> str:
        return self.name
