from typing import Any

from django.http import HttpRequest
from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem

from civic_interaction.models import Case
from civic_interaction.policies import CasePolicy
from civic_interaction.viewsets.histories import AssignmentHistoryView
from civic_interaction.viewsets.letters.bulk import BulkAssignView
from civic_interaction.viewsets.letters.case import AttachmentView, CaseView
from civic_interaction.viewsets.letters.inbox import InboxView
from civic_interaction.viewsets.letters.look import LookView
from civic_interaction.viewsets.letters.steps import ANNOTATIONS, STEPS, name_of
from civic_office.viewsets.base import OfficeViewSet


class LettersItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return CasePolicy(Case).user_has_permission(request.user, "view")


class LetterViewSet(OfficeViewSet):
    """The desk: the list of cases, the page of each, and its steps."""

    model = Case
    name = "civic_letters"
    url_prefix = "letters"
    icon = "mail"
    menu_label = _("Letters")
    menu_order = 120
    add_to_admin_menu = True
    menu_item_class = LettersItem
    offered = ("index", "index_results")
    index_view_class = InboxView
    form_fields = ("title",)

    def more_urls(self) -> list[Any]:
        return [
            path("assign/", self.construct_view(BulkAssignView), name="assign_many"),
            path("<int:pk>/", self.construct_view(CaseView), name="case"),
            path("<int:pk>/assignments/", self.construct_view(AssignmentHistoryView), name="assignments"),
            path("<int:pk>/look/", self.construct_view(LookView), name="look"),
            path("attachments/<int:pk>/", AttachmentView.as_view(), name="attachment"),
            *(
                path(f"<int:pk>/{step.slug}/", self.construct_view(step), name=name_of(step))
                for step in (*STEPS, *ANNOTATIONS)
            ),
        ]
