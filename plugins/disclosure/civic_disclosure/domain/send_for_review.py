"""Sending an item for review: whoever starts it and by whatever way, the rule of `elements` holds (R051, R113)."""

import datetime

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from wagtail.models import TaskState, WorkflowState

from civic_disclosure.domain.elements import missing_elements
from civic_disclosure.models import ItemPage
from civic_office.models import ReviewState

#: How a step ends after which the next one begins.
PASSED = (TaskState.STATUS_APPROVED, TaskState.STATUS_SKIPPED)


class IncompleteError(PermissionDenied):
    """An item would have come under review without all it needs. `sentences` has one for each field at fault."""

    def __init__(self, item: ItemPage, sentences: dict[str, str]) -> None:
        refusal = _("“%(title)s” cannot be sent for review.") % {"title": item.title}
        super().__init__(" ".join([refusal, *sentences.values()]))
        self.sentences = sentences


def check_sending(state: WorkflowState, *, today: datetime.date) -> None:
    """Let a review begin, or be taken up again after a return, only with a complete item; else `IncompleteError`.

    Asked before every save of a review's state. Wagtail starts reviews in one transaction, but takes them up again in
    several: a refusal has to come before the first.
    """
    if state.status != WorkflowState.STATUS_IN_PROGRESS or not is_about_item(state):
        return
    if WorkflowState.objects.filter(pk=state.pk, status=WorkflowState.STATUS_IN_PROGRESS).exists():
        return
    refuse_incomplete(ItemPage.objects.get(pk=state.object_id).get_latest_revision_as_object(), today=today)


def check_step(step: ReviewState, *, today: datetime.date) -> None:
    """Let a step of review begin only with a complete text; else `IncompleteError`.

    Asked before every save of a step. One that goes on from the approval of the very same text is not asked again: what
    was complete when it was sent stays so, though a day passes meanwhile.
    """
    if step.pk or not is_about_item(step.workflow_state):
        return
    last = ReviewState.objects.filter(workflow_state=step.workflow_state_id).order_by("pk").last()
    if (
        last is not None
        and last.status in PASSED
        and (last.revision_id, last.digest) == (step.revision_id, step.digest)
    ):
        return
    refuse_incomplete(step.revision.as_object(), today=today)


def is_about_item(state: WorkflowState) -> bool:
    return state.content_type_id == ContentType.objects.get_for_model(ItemPage).pk


def refuse_incomplete(item: ItemPage, *, today: datetime.date) -> None:
    sentences = missing_elements(item, item.get_parent().specific.required_elements, today=today)
    if sentences:
        raise IncompleteError(item, sentences)
