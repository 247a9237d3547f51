"""Named by the setting `WAGTAIL_FINISH_WORKFLOW_ACTION`. Wagtail imports this before models exist: no models at the top."""

from typing import Any


def publish_reviewed_revision(workflow_state: Any, user: Any = None) -> None:
    """Publish the revision that every step approved. Approvers hold no publish permission; the gate decides."""
    from wagtail.actions.publish_page_revision import PublishPageRevisionAction  # plc0415: see above

    revision = workflow_state.current_task_state.revision
    PublishPageRevisionAction(revision, user=user).execute(skip_permission_checks=True)
