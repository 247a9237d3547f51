"""The standard levels of review, laid over a tree of pages (R080–R089)."""

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page, Workflow, WorkflowPage, WorkflowTask

from civic_office.enums import Role
from civic_office.models import UnitRoleTask

#: In order: the unit's section, secrecy, the unit's leader; then the government office. True: important items only.
STANDARD_STEPS: tuple[tuple[Role, bool], ...] = (
    (Role.SECTION_REVIEWER, False),
    (Role.SECRECY_REVIEWER, False),  # R088, R089
    (Role.SUPERVISING_LEADER, False),  # R080, R084
    (Role.PROOFREADER, False),  # R090, R188
    (Role.DISCLOSURE_SECTION, False),  # R083
    (Role.OFFICE_LEADER, True),  # R085
)


@transaction.atomic
def lay_out_review(page: Page) -> Workflow:
    """Put the standard review over `page` and all below it. Running it again changes nothing; offices may edit it after."""
    assigned = WorkflowPage.objects.filter(page=page).select_related("workflow").first()
    if assigned is not None and assigned.workflow.workflow_tasks.filter(task__unitroletask__isnull=False).exists():
        return assigned.workflow
    workflow = Workflow.objects.create(name=_("Review before publication: %(tree)s") % {"tree": page.title})
    for position, (role, important_only) in enumerate(STANDARD_STEPS):
        task = UnitRoleTask.objects.create(name=str(role.label), role=role, important_only=important_only)
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=position)
    WorkflowPage.objects.update_or_create(page=page, defaults={"workflow": workflow})
    return workflow
