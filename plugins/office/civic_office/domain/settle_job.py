"""A person decides about a job that gave up."""

import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from civic_office.jobs.failures import ready_again
from civic_office.models import DeadLetter
from civic_office.permissions import may_settle_jobs
from civic_office.workdays import civil_date


@transaction.atomic
def retry_job(letter: DeadLetter, *, by: Any, now: datetime.datetime) -> DeadLetter:
    """Put the job back into the queue with a fresh set of attempts; it runs as soon as a worker is free.

    Raises `PermissionDenied`; `ValidationError` when somebody has decided already, or the job itself has been cleared
    away.
    """
    letter = _settle(letter, outcome=DeadLetter.Outcome.RETRIED, by=by, now=now)
    if letter.result is None:
        raise ValidationError(_("This job has been cleared away; it cannot be tried again."))
    ready_again(letter.result)
    return letter


@transaction.atomic
def discard_job(letter: DeadLetter, *, by: Any, now: datetime.datetime) -> DeadLetter:
    """Let the job go. It stays in the list as discarded. Raises `PermissionDenied`, `ValidationError`."""
    return _settle(letter, outcome=DeadLetter.Outcome.DISCARDED, by=by, now=now)


def _settle(letter: DeadLetter, *, outcome: str, by: Any, now: datetime.datetime) -> DeadLetter:
    if not may_settle_jobs(by, today=civil_date(now)):
        raise PermissionDenied
    letter = DeadLetter.objects.select_for_update().get(pk=letter.pk)
    if letter.outcome != DeadLetter.Outcome.OPEN:
        raise ValidationError(_("This job has been dealt with already."))
    letter.outcome, letter.settled_by, letter.settled_at = outcome, by, now
    letter.save()
    return letter
