"""What a site must be set to before the gate can be trusted. `manage.py check` and every start refuse without it."""

from typing import Any

from django.conf import settings
from django.core import checks

FINISH_ACTION = "civic_disclosure.finish_workflow.publish_reviewed_revision"


@checks.register
def check_review_settings(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    errors: list[checks.CheckMessage] = []
    if not getattr(settings, "WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT", False):
        errors.append(
            checks.Error(
                "Text changed during review would be published without a new approval.",
                hint="Set WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True.",
                id="civic_disclosure.E001",
            )
        )
    if getattr(settings, "WAGTAIL_FINISH_WORKFLOW_ACTION", "") != FINISH_ACTION:
        errors.append(
            checks.Error(
                "Approved items would not be published, for no approver holds the permission to publish.",
                hint=f'Set WAGTAIL_FINISH_WORKFLOW_ACTION = "{FINISH_ACTION}".',
                id="civic_disclosure.E002",
            )
        )
    if not getattr(settings, "WAGTAIL_WORKFLOW_ENABLED", True):
        errors.append(
            checks.Error(
                "Items reach the public through review only.",
                hint="Leave WAGTAIL_WORKFLOW_ENABLED on.",
                id="civic_disclosure.E003",
            )
        )
    return errors
