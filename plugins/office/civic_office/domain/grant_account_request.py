"""The office grants an account request."""

import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from civic_office.domain.decide_filing import decide_filing
from civic_office.domain.reset_password import reset_password
from civic_office.enums import FilingKind, FilingState
from civic_office.models import Filing


@transaction.atomic
def grant_account_request(filing: Filing, *, username: str, answer: str = "", by: Any, now: datetime.datetime) -> str:
    """Accept the request and return the initial password of the account `username`, shown once (R169).

    1. Accept the filing (permission, guards and record as in `decide_filing`).
    2. Reset the password of the account that the office, not the applicant, has named.

    Raises `PermissionDenied`, `ValidationError`.
    """
    if filing.kind != FilingKind.ACCOUNT:
        raise ValidationError(_("This filing is not an account request."))
    user = get_user_model().objects.filter(username=username).first()
    if user is None:
        raise ValidationError({"username": _("There is no account of this name.")})
    decide_filing(filing, decision=FilingState.ACCEPTED, answer=answer, by=by, now=now)
    return reset_password(user, by=by, now=now)
