"""Registers only."""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.utils.translation import pgettext_lazy
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSetGroup

from civic_search.permissions import editor_permissions
from civic_search.viewsets.best_bets import BestBetViewSet
from civic_search.viewsets.screens import HealthViewSet, QuestionsViewSet
from civic_search.viewsets.words import DictionaryWordViewSet, StopWordViewSet, SynonymViewSet


class SearchGroup(ViewSetGroup):
    menu_label = pgettext_lazy("plugin", "Search")
    menu_name = "civic-search"
    menu_icon = "search"
    menu_order = 310
    items = (
        QuestionsViewSet(),
        SynonymViewSet(),
        BestBetViewSet(),
        DictionaryWordViewSet(),
        StopWordViewSet(),
        HealthViewSet(),
    )


@hooks.register("register_admin_viewset")
def register_search() -> SearchGroup:
    return SearchGroup()


@hooks.register("register_permissions")
def register_permissions() -> "QuerySet[Permission]":
    return editor_permissions()
