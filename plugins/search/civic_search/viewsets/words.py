"""Words of search that the office keeps: synonyms, dictionary words, stop words."""

from typing import Any

from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.admin.views.generic import CreateView, IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import HeaderButton

from civic_search.models import DictionaryWord, StopWord, Synonym
from civic_search.viewsets.shipped import ShippedSynonymsView

#: A word that comes with the address, from the report of questions.
LONGEST_GIVEN = 60


class FilledCreateView(CreateView):
    """The form with what its address gives: `?colloquial=低保`."""

    def get_initial(self) -> dict[str, Any]:
        given = {name: value[:LONGEST_GIVEN] for name, value in self.request.GET.items() if name in self.given}
        return {**super().get_initial(), **given}

    given = ("colloquial", "word", "question")


class WordViewSet(ModelViewSet):
    list_per_page = 50
    search_backend_name = None
    copy_view_enabled = False
    add_to_reference_index = False
    add_view_class = FilledCreateView


class SynonymIndexView(IndexView):
    """The office's own; those that come with the software are one step away."""

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        shipped = HeaderButton(_("Shipped synonyms"), url=reverse("search_synonyms:shipped"), icon_name="link")
        return [*super().header_buttons, shipped]


class SynonymViewSet(WordViewSet):
    model = Synonym
    index_view_class = SynonymIndexView
    name = "search_synonyms"
    url_prefix = "search/synonyms"
    icon = "link"
    menu_label = _("Synonyms")
    list_display = ("colloquial", "official", "direction")
    list_filter = ("direction",)
    search_fields = ("colloquial", "official")
    panels = (FieldPanel("colloquial"), FieldPanel("official"), FieldPanel("direction"))

    def get_urlpatterns(self) -> list[Any]:
        return [*super().get_urlpatterns(), path("shipped/", ShippedSynonymsView.as_view(), name="shipped")]


class DictionaryWordViewSet(WordViewSet):
    model = DictionaryWord
    name = "search_dictionary"
    url_prefix = "search/dictionary"
    icon = "openquote"
    menu_label = _("Dictionary words")
    search_fields = ("word",)
    panels = (FieldPanel("word"),)


class StopWordViewSet(WordViewSet):
    model = StopWord
    name = "search_stop_words"
    url_prefix = "search/stop-words"
    icon = "minus"
    menu_label = _("Stop words")
    search_fields = ("word",)
    panels = (FieldPanel("word"),)
