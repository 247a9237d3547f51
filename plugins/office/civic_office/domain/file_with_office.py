"""A unit reports to the government office (报备)."""

import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from civic_office.enums import FilingKind
from civic_office.models import Filing, Unit
from civic_office.permissions import may_see_unit
from civic_office.signals import filing_filed
from civic_office.workdays import civil_date


@transaction.atomic
def file_with_office(
    kind: str,
    *,
    unit: Unit | None,
    subject: str,
    text: str = "",
    facts: dict[str, Any] | None = None,
    by: Any | None,
    now: datetime.datetime,
) -> Filing:
    """Report a matter to the office (R005, R100, R168, R169).

    1. Check that `by` belongs to `unit` or to the office. Account requests come from people who cannot sign in:
       they have no `by`.
    2. Write the filing; it waits for the office.
    3. Announce `filing_filed`.

    Raises `PermissionDenied`.
    """
    permitted = kind == FilingKind.ACCOUNT if by is None else may_see_unit(by, unit, today=civil_date(now))
    if not permitted:
        raise PermissionDenied
    filing = Filing(
        kind=kind, unit=unit, subject=subject[:200], text=text, facts=facts or {}, filed_by=by, filed_at=now
    )
    filing.save()
    filing_filed.send(sender=Filing, filing=filing, by=by)
    return filing
