"""Where in the admin a step of review is dealt with."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from wagtail.models import Page, TaskState


def address_of_step(step: TaskState) -> str:
    """The screen where `step` is decided."""
    return reverse("civic_office_review:decide", args=(step.pk,))


def address_of_mending(step: Any) -> str:
    """The editor of the page that was returned; for what is no page, the screen that says why."""
    if step.workflow_state.base_content_type_id != ContentType.objects.get_for_model(Page).pk:
        return address_of_step(step)
    return reverse("wagtailadmin_pages:edit", args=(step.workflow_state.object_id,))
