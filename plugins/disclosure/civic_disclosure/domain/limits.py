"""The limits of feeding that hold whatever a responsibility table says: shipped with their sources, changed by versions."""

import datetime
import json
from importlib import resources
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from civic_disclosure.models import FreshnessLimit
from civic_disclosure.permissions import may_change_structure
from civic_office.history import save_by
from civic_office.workdays import civil_date

FILE = resources.files("civic_disclosure") / "data" / "limits.json"


@transaction.atomic
def add_limit(limit: FreshnessLimit, *, by: Any | None, now: datetime.datetime) -> FreshnessLimit:
    """Enter what holds from a day on; earlier versions stay. Every column is judged by it, in a job, when its day comes.

    Raises `PermissionDenied`, `ValidationError`.
    """
    from civic_disclosure.tasks import sweep_freshness  # plc0415: tasks import the domain

    if by is not None and not may_change_structure(by, today=civil_date(now)):
        raise PermissionDenied(_("Only the disclosure section of the government office changes limits."))
    limit.full_clean()
    save_by(limit, by=by)
    sweep_freshness.enqueue()
    return limit


@transaction.atomic
def load_limits() -> list[FreshnessLimit]:
    """Create the shipped limits; those of a code that is there already stay what the office has made of them."""
    known = set(FreshnessLimit.objects.values_list("code", flat=True))
    missing = [facts for facts in _shipped() if facts["code"] not in known]
    limits = [_limit(facts) for facts in missing]
    for limit in limits:
        limit.full_clean()
        limit.save()
    return limits


def _shipped() -> list[dict[str, Any]]:
    limits: list[dict[str, Any]] = json.loads(FILE.read_text(encoding="utf-8"))["limits"]
    return limits


def _limit(facts: dict[str, Any]) -> FreshnessLimit:
    return FreshnessLimit(**facts | {"effective_from": datetime.date.fromisoformat(facts["effective_from"])})
