"""When desks are open, and who hears after how long of a letter that nobody accepts."""

import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from civic_interaction.models import DutyRule
from civic_office.history import save_by
from civic_office.permissions import decides_for_office
from civic_office.workdays import civil_date


def change_duty_rule(rule: DutyRule, *, by: Any, now: datetime.datetime) -> DutyRule:
    """Save a rule that was entered or changed. The section does; it holds from now on, for letters that wait already too."""
    if not decides_for_office(by, today=civil_date(now)):
        raise PermissionDenied(_("Only the disclosure section of the government office changes the rules of duty."))
    rule.full_clean()
    save_by(rule, by=by)
    return rule
