"""The buttons under the page editor, in the office's words."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.action_menu import (
    ActionMenuItem,
    CancelWorkflowMenuItem,
    PublishMenuItem,
    RestartWorkflowMenuItem,
    SaveDraftMenuItem,
    SubmitForModerationMenuItem,
    UnpublishMenuItem,
    WorkflowMenuItem,
)
from wagtail.admin.widgets import Button

from civic_disclosure.models import ColumnPage, ItemPage, UnitCatalogue
from civic_disclosure.permissions import may_change_structure, may_withdraw
from civic_office.workdays import civil_date


class SendForReview(SubmitForModerationMenuItem):
    label = _("Send for review")

    def is_shown(self, context: Any) -> bool:
        return context["view"] == "create" or super().is_shown(context)

    def get_context_data(self, parent_context: Any) -> Any:
        return {**ActionMenuItem.get_context_data(self, parent_context), "label": self.label}


class TakeBack(CancelWorkflowMenuItem):
    label = _("Take back from review")


class ReviewHere(ActionMenuItem):
    """Leads a reviewer to the review screen, in place of Wagtail's own buttons."""

    name = "action-review"
    label = _("Review")
    icon_name = "tasks"

    def is_shown(self, context: Any) -> bool:
        task = context["page"].current_workflow_task
        return task is not None and bool(task.get_actions(context["page"], context["request"].user))

    def get_url(self, parent_context: Any) -> str:
        return reverse("civic_office_review:decide", args=(parent_context["page"].current_workflow_task_state.pk,))


class Withdraw(ActionMenuItem):
    name = "action-withdraw"
    label = _("Withdraw from the public")
    icon_name = "download"

    def is_shown(self, context: Any) -> bool:
        page = context["page"]
        return page.live and may_withdraw(context["request"].user, page, today=civil_date(timezone.now()))

    def get_url(self, parent_context: Any) -> str:
        return reverse("civic_disclosure_withdraw", args=(parent_context["page"].pk,))


def shape_menu(menu_items: list[Any], request: Any, context: Any) -> None:
    """For items: send for review first, then save, withdraw. For columns: publish; there is nothing to review."""
    is_item = _edits_item(request, context)
    for item in list(menu_items):
        if (
            (
                is_item
                and isinstance(item, (PublishMenuItem, UnpublishMenuItem, RestartWorkflowMenuItem, WorkflowMenuItem))
            )
            or isinstance(item, (SubmitForModerationMenuItem, CancelWorkflowMenuItem))
            or (not is_item and isinstance(item, SaveDraftMenuItem) and len(menu_items) > 1)
        ):
            menu_items.remove(item)
    if is_item:
        ours: list[ActionMenuItem] = [SendForReview(), TakeBack()]
        ours += [ReviewHere(), Withdraw()] if "page" in context else []
        shown = [item for item in ours if item.is_shown(context)]
        menu_items[:] = [
            *(i for i in shown if i.name == "action-review"),
            *(i for i in shown if i.name != "action-review"),
            *menu_items,
        ]


def _edits_item(request: Any, context: Any) -> bool:
    if "page" in context:
        return isinstance(context["page"], ItemPage)
    return request.resolver_match.kwargs.get("content_type_model_name") == ItemPage._meta.model_name


def header_buttons(page: Any, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """Under the title of a page: the paper forms of an item; for units, the way to ask for a column."""
    page = page.specific_deferred
    if isinstance(page, ItemPage):
        yield Button(
            _("Approval form"),
            url=reverse("civic_disclosure_approval_form", args=(page.pk,)),
            icon_name="form",
            priority=70,
        )
        yield Button(
            _("Review form"),
            url=reverse("civic_disclosure_review_form", args=(page.pk,)),
            icon_name="form",
            priority=71,
        )
    elif isinstance(page, (ColumnPage, UnitCatalogue)) and not may_change_structure(
        user, today=civil_date(timezone.now())
    ):
        yield Button(
            _("Ask for a column"),
            url=reverse("civic_disclosure_ask_column", args=(page.pk,)),
            icon_name="list-ul",
            priority=70,
        )
