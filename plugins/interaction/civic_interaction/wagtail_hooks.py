"""Registers what interaction shows in the admin, and nothing else."""

from typing import Any

from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks

from civic_interaction.home import add_panels
from civic_interaction.viewsets.letters.viewset import LetterViewSet
from civic_interaction.viewsets.registers import LetterRegisters


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[Any]:
    return [LetterViewSet(), LetterRegisters()]


@hooks.register("insert_global_admin_css")
def add_css() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("civic_interaction/desk.css"))


hooks.register("construct_homepage_panels", add_panels, order=2)
