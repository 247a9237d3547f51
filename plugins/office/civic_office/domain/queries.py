"""What the office asks about reviews and people."""

import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from wagtail.models import Revision, TaskState, WorkflowState

from civic_office.enums import REQUIRED_ROLES, UnitKind
from civic_office.models import Post, ReviewState, Unit
from civic_office.models.units import UnitQuerySet


def steps_waiting_for(user: Any, *, today: datetime.date) -> QuerySet[ReviewState]:
    """Steps that `user` decides, longest waiting first; not those of texts they wrote themselves."""
    return (
        ReviewState.objects.waiting()
        .for_holder(user, today=today)
        .exclude(revision__user=user)
        .select_related("task__unitroletask", "unit", "revision__user__wagtail_userprofile", "workflow_state")
        .order_by("started_at", "pk")
    )


def steps_returned_to(user: Any) -> QuerySet[ReviewState]:
    """Steps that sent back what `user` wrote or sent for review, newest first, while they wait to be mended."""
    return (
        ReviewState.objects.filter(
            Q(revision__user=user) | Q(workflow_state__requested_by=user),
            status=TaskState.STATUS_REJECTED,
            workflow_state__status=WorkflowState.STATUS_NEEDS_CHANGES,
            workflow_state__current_task_state=F("pk"),
        )
        .select_related("task__unitroletask", "unit", "finished_by", "revision", "workflow_state")
        .order_by("-finished_at", "-pk")
    )


def opinions_on(obj: Any) -> QuerySet[ReviewState]:
    """Every step of review that was decided on `obj`, oldest first, of all its revisions."""
    return (
        ReviewState.objects.filter(
            workflow_state__base_content_type=obj.get_base_content_type(),
            workflow_state__object_id=str(obj.pk),
            status__in=(TaskState.STATUS_APPROVED, TaskState.STATUS_REJECTED),
        )
        .select_related("task__unitroletask", "finished_by")
        .order_by("finished_at", "pk")
    )


def last_approved_revision(obj: Any) -> Revision | None:
    """The text that passed review last: what is public now, or was before it was withdrawn; None when none has."""
    if obj.live_revision_id is not None:
        return obj.live_revision
    finished = (
        WorkflowState.objects.filter(
            base_content_type=obj.get_base_content_type(), object_id=str(obj.pk), status=WorkflowState.STATUS_APPROVED
        )
        .select_related("current_task_state__revision")
        .order_by("-current_task_state__finished_at", "-pk")
        .first()
    )
    return finished.current_task_state.revision if finished is not None else None


def units_with_people(units: UnitQuerySet, *, today: datetime.date) -> UnitQuerySet:
    """`units`, each with `has_supervising_leader` and `has_information_officer` as of `today`."""
    held = Post.objects.held_on(today).filter(unit=OuterRef("pk"), user__is_active=True)
    return units.annotate(**{f"has_{role}": Exists(held.filter(role=role)) for role in sorted(REQUIRED_ROLES)})


def units_lacking_people(*, today: datetime.date) -> UnitQuerySet:
    """Active units without a supervising leader or without an information officer (R173, R180).

    The government as a whole is no unit with staff of its own: its office stands for it.
    """
    units = units_with_people(Unit.objects.active_on(today).exclude(kind=UnitKind.GOVERNMENT), today=today)
    return units.exclude(**{f"has_{role}": True for role in sorted(REQUIRED_ROLES)})
