"""A batch is approved as one: by those whose approval the gate asks for, and never by who prepared it."""

import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from civic_disclosure.domain.gate import roles_required
from civic_disclosure.enums import BatchState
from civic_disclosure.models import ImportApproval, ImportBatch
from civic_office.enums import OFFICE_ROLES, Role
from civic_office.jobs.progress import start_progress
from civic_office.permissions import posts_of, units_open_to
from civic_office.workdays import civil_date


def roles_needed(batch: ImportBatch) -> frozenset[Role]:
    """Whose approval the batch needs: the gate's rule, for its most important row (R085)."""
    return roles_required(is_important=batch.rows.good().filter(facts__is_important=True).exists())


def roles_open_to(batch: ImportBatch, user: Any, *, today: datetime.date) -> list[str]:
    """The roles in which a user may still decide the batch; none for who prepared it."""
    if batch.state != BatchState.SUBMITTED or user.pk == batch.made_by_id or not user.is_active:
        return []
    posts = posts_of(user, today=today)
    held = {role for role, unit in posts if role in OFFICE_ROLES or unit == batch.unit_id}
    held &= roles_required(is_important=True)
    return sorted(held & (roles_needed(batch) - roles_given(batch))) if held else []


def batches_waiting_for(user: Any, *, today: datetime.date) -> list[ImportBatch]:
    """Batches that the user may give an opinion on, oldest first."""
    sent = ImportBatch.objects.awaiting_approval().of_units(units_open_to(user, today=today)).select_related("unit")
    return [batch for batch in sent.order_by("made_at") if roles_open_to(batch, user, today=today)]


def roles_given(batch: ImportBatch) -> set[str]:
    """The roles that approved the batch as it was sent last."""
    return set(batch.approvals.filter(round=batch.round, is_approval=True).values_list("role", flat=True))


@transaction.atomic
def decide_import(
    batch: ImportBatch, *, role: str, by: Any, opinion: str, is_approval: bool, now: datetime.datetime
) -> ImportBatch:
    """Give an opinion on a batch: lock → check → record → approved by all: queue it; refused: back to who prepared it.

    Raises `PermissionDenied` (not a holder, or the one who prepared it), `ValidationError` without an opinion.
    """
    from civic_disclosure.tasks import run_import  # plc0415: tasks import the domain

    batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if role not in roles_open_to(batch, by, today=civil_date(now)):
        raise PermissionDenied
    if not opinion.strip():
        raise ValidationError({"opinion": _("Write your opinion.")})
    ImportApproval.objects.create(
        batch=batch, round=batch.round, role=role, by=by, at=now, opinion=opinion.strip(), is_approval=is_approval
    )
    if not is_approval:
        batch.state = BatchState.DRAFT
        batch.save()
    elif roles_given(batch) >= roles_needed(batch):
        batch.state = BatchState.APPROVED
        batch.progress = start_progress(batch.title, by=batch.made_by, total=batch.rows.good().count())
        batch.save()
        run_import.enqueue(batch.pk)
    return batch
