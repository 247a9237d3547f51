"""Registers what interaction shows in the admin, and nothing else."""

from typing import Any

from django.templatetags.static import static
from django.utils.html import format_html_join
from wagtail import hooks

from civic_interaction.home import add_panels
from civic_interaction.viewsets.collections.rules import CollectionRuleViewSet
from civic_interaction.viewsets.collections.viewset import CollectionViewSet
from civic_interaction.viewsets.letters.viewset import LetterViewSet
from civic_interaction.viewsets.looks import LookRegisters
from civic_interaction.viewsets.questions import CommonQuestionViewSet
from civic_interaction.viewsets.registers import LetterRegisters
from civic_interaction.viewsets.topics import HotTopicViewSet


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[Any]:
    return [
        LetterViewSet(),
        LetterRegisters(),
        CollectionViewSet(),
        CollectionRuleViewSet(),
        LookRegisters(),
        CommonQuestionViewSet(),
        HotTopicViewSet(),
    ]


@hooks.register("insert_global_admin_css")
def add_css() -> str:
    sheets = ("civic_interaction/desk.css", "civic_interaction/collections.css")
    return format_html_join("", '<link rel="stylesheet" href="{}">', ((static(sheet),) for sheet in sheets))


hooks.register("construct_homepage_panels", add_panels, order=2)
