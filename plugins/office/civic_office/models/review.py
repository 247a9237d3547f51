import datetime
import hashlib
import json
from collections.abc import Callable
from typing import Any, Self

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision, Task, TaskState, WorkflowState
from wagtail.signals import task_submitted

from civic_office.enums import OFFICE_ROLES, ReturnReason, Role
from civic_office.models.posts import Post
from civic_office.models.units import Unit
from civic_office.workdays import civil_date


class ReviewStateQuerySet(models.QuerySet["ReviewState"]):
    def waiting(self) -> Self:
        return self.filter(status=TaskState.STATUS_IN_PROGRESS)

    def of_revision(self, revision: Revision) -> Self:
        return self.filter(revision=revision)

    def approving(self, revision: Revision) -> Self:
        """Steps that approved exactly the text that `revision` holds now."""
        return self.filter(status=TaskState.STATUS_APPROVED, revision=revision, digest=digest_of(revision))

    def for_holder(self, user: Any, *, today: datetime.date) -> Self:
        """Steps whose role the user holds, in the unit under review or in the government office."""
        return self.filter(
            Exists(
                Post.objects.held_by(user, today=today).filter(
                    Q(role__in=OFFICE_ROLES) | Q(unit=OuterRef("unit")),
                    role=OuterRef("task__unitroletask__role"),
                )
            )
        )


def digest_of(revision: Revision) -> str:
    """SHA-256 of a revision's content as canonical JSON, in hex."""
    text = json.dumps(revision.content, cls=DjangoJSONEncoder, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def under_review(workflow_state: WorkflowState) -> Any:
    """The object a workflow is about, as its latest revision has it (the stored row of a draft is older)."""
    return workflow_state.content_object.get_latest_revision_as_object()


class ReviewState(TaskState):
    """One step of review of one revision: Wagtail's task state, whose item it is, and why it was returned.

    `unit` is the unit that owned the object when the step began; it serves the queues. Who may decide is asked of the
    object itself (`UnitRoleTask.may_decide`). `digest` fixes the text that was approved: Wagtail's autosave overwrites
    a revision in place, so its id alone proves nothing.
    """

    reason = models.CharField(_("reason"), max_length=24, choices=ReturnReason.choices, blank=True)
    unit = models.ForeignKey(Unit, verbose_name=_("unit"), null=True, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(_("digest of the text"), max_length=64, blank=True)

    objects = ReviewStateQuerySet.as_manager()

    class Meta:
        verbose_name = _("review step")
        verbose_name_plural = _("review steps")


class UnitRoleTask(Task):
    """A step of review whose approvers hold `role` in the unit that owns the object, or in the government office.

    The object under review says whose it is (`owning_unit`) and whether it is important (`is_important`).
    Approvers need no page permission. Nobody approves a revision they wrote themselves (separation of duties).
    While a step waits, nobody edits the object: to change it, return it or withdraw it from review.
    """

    role = models.CharField(_("role"), max_length=24, choices=Role.choices)
    important_only = models.BooleanField(
        _("only for important items"), default=False, help_text=_("Others skip this step.")
    )  # R085

    task_state_class = ReviewState
    admin_form_fields = [*Task.admin_form_fields, "role", "important_only"]
    admin_form_readonly_on_edit_fields = [*Task.admin_form_readonly_on_edit_fields, "role"]

    class Meta:
        verbose_name = _("review by a role of the unit")
        verbose_name_plural = _("reviews by a role of the unit")

    @classmethod
    def get_description(cls) -> str:
        return str(_("The holders of a role in the unit that owns the item give their opinion"))

    def start(self, workflow_state: Any, user: Any = None) -> TaskState:
        """Begin this step; when the text has changed since earlier steps approved it, begin the first of them instead."""
        obj = under_review(workflow_state)
        revision = obj.get_latest_revision()
        first = self._first_open_step(workflow_state, revision)
        if first.pk != self.pk:
            return first.specific.start(workflow_state, user=user)
        skipped = self.important_only and not obj.is_important
        state = ReviewState(
            workflow_state=workflow_state,
            revision=revision,
            task=self,
            unit=obj.owning_unit,
            digest=digest_of(revision),
            status=TaskState.STATUS_SKIPPED if skipped else TaskState.STATUS_IN_PROGRESS,
            finished_at=timezone.now() if skipped else None,
        )
        state.save()
        if not skipped:
            task_submitted.send(sender=ReviewState, instance=state, user=user)
        return state

    def _first_open_step(self, workflow_state: Any, revision: Revision) -> Task:
        """The first step of the workflow that has not approved (or skipped) this very text."""
        done = ReviewState.objects.filter(
            workflow_state=workflow_state,
            revision=revision,
            digest=digest_of(revision),
            status__in=(TaskState.STATUS_APPROVED, TaskState.STATUS_SKIPPED),
        )
        steps = Task.objects.filter(workflow_tasks__workflow=workflow_state.workflow_id, active=True)
        return steps.exclude(pk__in=done.values("task")).order_by("workflow_tasks__sort_order").first() or self

    def holders(self, unit: Unit | None, *, today: datetime.date) -> models.QuerySet[Post]:
        """The posts whose holders decide this step for an object of `unit`."""
        return Post.objects.with_role_for(self.role, unit, today=today)

    def is_holder(self, obj: Any, user: Any, *, today: datetime.date) -> bool:
        obj = getattr(obj, "specific", obj)
        return user.is_active and self.holders(obj.owning_unit, today=today).filter(user=user).exists()

    def may_decide(self, obj: Any, user: Any, *, today: datetime.date) -> bool:
        """True for a holder of the role who did not write the revision under review."""
        revision = obj.get_latest_revision()
        return revision is not None and revision.user_id != user.pk and self.is_holder(obj, user, today=today)

    # Wagtail's questions, answered. Wagtail has no clock, so these read it.

    def user_can_access_editor(self, obj: Any, user: Any) -> bool:
        return self.is_holder(obj, user, today=civil_date(timezone.now()))

    def locked_for_user(self, obj: Any, user: Any) -> bool:
        return True

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, Any, bool]]:
        if not self.may_decide(obj, user, today=civil_date(timezone.now())):
            return []
        return [("reject", _("Return"), True), ("approve", _("Approve"), True)]

    def get_form_for_action(self, action: str) -> Any:
        from civic_office.forms.review import OpinionForm, ReturnForm  # plc0415: forms import models

        return ReturnForm if action == "reject" else OpinionForm

    def on_action(self, task_state: TaskState, user: Any, action_name: str, **kwargs: Any) -> None:
        from civic_office.domain.review import approve_step, return_step  # plc0415: the domain imports models

        steps: dict[str, Callable[..., Any]] = {"approve": approve_step, "reject": return_step}
        decide = steps.get(action_name)
        form = self.get_form_for_action(action_name)(kwargs)
        if decide is None or not form.is_valid():
            raise PermissionDenied
        try:
            decide(task_state, by=user, now=timezone.now(), **form.cleaned_data)
        except ValidationError as error:  # Wagtail's own dialog has no place for it; the review screen does
            raise PermissionDenied(" ".join(error.messages)) from error

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> models.QuerySet[TaskState]:
        states = ReviewState.objects.waiting().filter(task=self).for_holder(user, today=civil_date(timezone.now()))
        return TaskState.objects.filter(pk__in=states.values("pk"))
