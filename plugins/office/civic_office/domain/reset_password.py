"""The office gives a person a new initial password."""

import datetime
from typing import Any

from axes.utils import reset as unlock
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from civic_office.accounts import make_initial_password, note_password
from civic_office.permissions import may_decide_filings
from civic_office.workdays import civil_date


@transaction.atomic
def reset_password(user: Any, *, by: Any, now: datetime.datetime) -> str:
    """Set an initial password and return it, once; it is stored nowhere in clear (R169, R175).

    1. Check that `by` decides for the office. The password of a superuser is reset by a superuser only: else the office
       could take over the site.
    2. Set the password, to be changed at the next sign-in; all sessions of the person end. Its history names `by`.
    3. Lift the lock that failed attempts have put on the account.

    Raises `PermissionDenied`, `ValidationError` for a closed account.
    """
    if not may_decide_filings(by, today=civil_date(now)) or (user.is_superuser and not by.is_superuser):
        raise PermissionDenied
    if not user.is_active:
        raise ValidationError(_("This account is closed."))
    password = make_initial_password()
    user.set_password(password)
    user.save(update_fields=["password"])
    note_password(user, must_change=True, now=now, by=by)
    unlock(username=user.get_username())
    return password
