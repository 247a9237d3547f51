"""The synonyms that come with the software: to be read, and replaced by the office's own."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _

from civic_search import permissions
from civic_search.enums import Direction
from civic_search.models import Synonym
from civic_search.text.normalise import normalise
from civic_search.text.synonyms import Synonym as ShippedSynonym
from civic_search.text.synonyms import read_shipped
from civic_search.viewsets.screens import PER_PAGE, Screen


class ShippedSynonymsView(Screen):
    """`?q=` shows only those that hold these characters, in either word."""

    policy = permissions.synonyms
    actions = ("add", "change", "delete", "view")
    page_title = _("Shipped synonyms")
    header_icon = "link"
    template_name = "civic_search/shipped_synonyms.html"
    breadcrumbs_items = [
        *Screen.breadcrumbs_items,
        {"url": reverse_lazy("search_synonyms:index"), "label": _("Synonyms")},
    ]

    def get(self, request: HttpRequest) -> HttpResponse:
        wanted = request.GET.get("q", "").strip()
        page = Paginator(_find(wanted), PER_PAGE).get_page(request.GET.get("p"))
        replaced = {normalise(word) for word in Synonym.objects.values_list("colloquial", flat=True)}
        context: dict[str, Any] = self.get_context_data(
            wanted=wanted,
            page=page,
            rows=[(one, _direction(one).label, normalise(one.word) in replaced) for one in page],
            add_url=reverse("search_synonyms:add") if self.policy.user_has_permission(request.user, "add") else "",
        )
        return self.render_to_response(context)


def _direction(synonym: ShippedSynonym) -> Direction:
    return Direction.BOTH_WAYS if synonym.is_mutual else Direction.ONE_WAY


def _find(wanted: str) -> list[ShippedSynonym]:
    sought = normalise(wanted)
    return [one for one in read_shipped() if any(sought in normalise(word) for word in (one.word, *one.others))]
