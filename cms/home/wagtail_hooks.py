"""Registers the colour of the reference site, and nothing else."""

from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks


@hooks.register("insert_global_admin_css")
def add_brand() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("home/brand.css"))
