"""Registers only. What the screens do is in `viewsets/`, `home.py`, `guards.py` and `action_menu.py`."""

from typing import Any

from django.templatetags.static import static
from django.urls import path
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy
from wagtail import hooks

from civic_disclosure import action_menu, guards, home, page_log
from civic_disclosure.domain import log_import, reconcile
from civic_disclosure.viewsets.city import CityViewSet
from civic_disclosure.viewsets.explorer import ColumnPages
from civic_disclosure.viewsets.filings import AskColumnView
from civic_disclosure.viewsets.freshness import FreshnessViewSet
from civic_disclosure.viewsets.imports import ImportViewSet
from civic_disclosure.viewsets.limits import FreshnessLimitViewSet
from civic_disclosure.viewsets.print import PrintView
from civic_disclosure.viewsets.register import DisclosureRegisters
from civic_disclosure.viewsets.trees import TreesViewSet
from civic_disclosure.viewsets.withdraw import WithdrawView


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[Any]:
    return [
        DisclosureRegisters(),
        CityViewSet(),
        TreesViewSet(),
        ImportViewSet(),
        ColumnPages(),
        FreshnessViewSet(),
        FreshnessLimitViewSet(),
    ]


@hooks.register("register_admin_urls")
def register_urls() -> list[Any]:
    return [
        path("items/<int:page_id>/withdraw/", WithdrawView.as_view(), name="civic_disclosure_withdraw"),
        path(
            "items/<int:page_id>/approval-form/",
            PrintView.as_view(template_name="civic_disclosure/print/approval.html"),
            name="civic_disclosure_approval_form",
        ),
        path(
            "items/<int:page_id>/review-form/",
            PrintView.as_view(template_name="civic_disclosure/print/review.html"),
            name="civic_disclosure_review_form",
        ),
        path("columns/<int:page_id>/ask/", AskColumnView.as_view(), name="civic_disclosure_ask_column"),
    ]


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    actions.register_action(log_import.LOGGED)(page_log.ImportFormatter)
    actions.register_action(
        reconcile.LOGGED,
        gettext_lazy("Mend the record"),
        gettext_lazy("What the public reads was not in step with the page; it has been mended by itself."),
    )


@hooks.register("insert_global_admin_css")
def add_css() -> str:
    sheets = ("civic_disclosure/admin.css", "civic_disclosure/item.css")
    return format_html_join("", '<link rel="stylesheet" href="{}">', ((static(sheet),) for sheet in sheets))


hooks.register("before_serve_document", guards.check_open_file)
hooks.register("before_create_page", guards.check_create)
hooks.register("after_create_page", guards.remark_on_sent)
hooks.register("after_edit_page", guards.remark_on_sent)
hooks.register("before_delete_page", guards.check_delete)
hooks.register("before_move_page", guards.check_move)
hooks.register("before_bulk_action", guards.check_bulk)
hooks.register("construct_page_chooser_queryset", guards.narrow_chooser)
hooks.register("construct_page_action_menu", action_menu.shape_menu)
hooks.register("register_page_header_buttons", action_menu.header_buttons)
hooks.register("construct_homepage_panels", home.add_panels, order=1)
hooks.register("construct_homepage_summary_items", home.drop_numbers, order=1000)
hooks.register("construct_main_menu", home.shorten_menu, order=1000)
