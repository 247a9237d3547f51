"""A person changes their own password."""

import datetime
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from civic_office.accounts import note_password


@transaction.atomic
def change_password(user: Any, *, new: str, now: datetime.datetime) -> None:
    """Set the password of `user` to one that only they know (R175–R177).

    1. Guard: it is not the present one, and satisfies every validator of the site.
    2. Save it; other sessions of the person end.
    3. Note the moment: the next change is due in three months.

    Raises `ValidationError`.
    """
    if user.check_password(new):
        raise ValidationError(_("Choose a password other than the present one."), code="password_unchanged")
    validate_password(new, user)
    user.set_password(new)
    user.save(update_fields=["password"])
    note_password(user, must_change=False, now=now, by=user)
