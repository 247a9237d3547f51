"""Registers what interaction shows in the admin, and nothing else."""

from typing import Any

from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks

from civic_interaction.viewsets.collection_rules import CollectionRuleViewSet
from civic_interaction.viewsets.collections import CollectionViewSet


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[Any]:
    return [CollectionViewSet(), CollectionRuleViewSet()]


@hooks.register("insert_global_admin_css")
def add_css() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("civic_interaction/collections.css"))
