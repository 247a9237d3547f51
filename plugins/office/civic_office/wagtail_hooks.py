"""Registers what the office shows in the admin, and nothing else."""

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSet, ViewSetGroup

from civic_office.home import add_panels
from civic_office.viewsets.accounts import PasswordViewSet
from civic_office.viewsets.calendar import CalendarViewSet
from civic_office.viewsets.filings import FilingViewSet
from civic_office.viewsets.jobs import JobViewSet
from civic_office.viewsets.notice_templates import NoticeTemplateViewSet
from civic_office.viewsets.notices import NoticeViewSet
from civic_office.viewsets.posts import PostViewSet
from civic_office.viewsets.review import ReviewViewSet
from civic_office.viewsets.units import UnitGroupViewSet, UnitViewSet


class OfficeGroup(ViewSetGroup):
    menu_label = gettext_lazy("Office")
    menu_name = "civic-office"
    menu_icon = "group"
    menu_order = 300
    items = (
        UnitViewSet(),
        UnitGroupViewSet(),
        PostViewSet(),
        FilingViewSet(),
        CalendarViewSet(),
        NoticeTemplateViewSet(),
        JobViewSet(),
    )


@hooks.register("register_admin_viewset")
def register_office() -> list[ViewSetGroup | ViewSet]:
    return [NoticeViewSet(), ReviewViewSet(), OfficeGroup(), PasswordViewSet()]


@hooks.register("register_icons")
def register_icons(icons: list[str]) -> list[str]:
    return [*icons, "civic_office/icons/bell.svg"]


@hooks.register("register_account_menu_item")
def register_password_item(request: HttpRequest) -> dict[str, str]:
    return {
        "url": reverse("civic_password:change"),
        "label": _("Change password"),
        "help_text": _("At least 8 characters, with both letters and digits; every three months a new one."),
    }


@hooks.register("register_account_menu_item")
def register_notices_item(request: HttpRequest) -> dict[str, str]:
    return {
        "url": reverse("civic_notices:choices"),
        "label": _("How I am told"),
        "help_text": _("At once by mail, once a working day, or only on the list."),
    }


@hooks.register("insert_global_admin_css")
def add_css() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("civic_office/admin.css"))


hooks.register("construct_homepage_panels", add_panels, order=0)
