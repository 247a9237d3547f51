"""The office answers a filing."""

import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from civic_office.enums import FilingState
from civic_office.history import save_by
from civic_office.models import Filing
from civic_office.permissions import may_decide_filings
from civic_office.signals import filing_decided
from civic_office.workdays import civil_date

DECISIONS = frozenset({FilingState.ACCEPTED, FilingState.REFUSED})


@transaction.atomic
def decide_filing(filing: Filing, *, decision: str, answer: str = "", by: Any, now: datetime.datetime) -> Filing:
    """Accept or refuse what a unit has filed.

    1. Lock the filing, check that `by` decides for the office.
    2. Guard: it waits for a decision, and a refusal says why.
    3. Write decision, answer, person and moment.
    4. Announce `filing_decided`.

    Raises `PermissionDenied`, `ValidationError`.
    """
    if not may_decide_filings(by, today=civil_date(now)):
        raise PermissionDenied
    filing = Filing.objects.select_for_update().get(pk=filing.pk)
    if filing.state != FilingState.FILED:
        raise ValidationError(_("This filing has been decided already."))
    if decision not in DECISIONS:
        raise ValidationError({"decision": _("Accept or refuse.")})
    if decision == FilingState.REFUSED and not answer.strip():
        raise ValidationError({"answer": _("Say why the filing is refused.")})
    filing.state, filing.answer, filing.decided_by, filing.decided_at = decision, answer, by, now
    save_by(filing, by=by)
    filing_decided.send(sender=Filing, filing=filing, by=by)
    return filing
