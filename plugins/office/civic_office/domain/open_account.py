"""Open an account for a person who has none."""

import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db import transaction

from civic_office.accounts import make_initial_password, note_password
from civic_office.permissions import may_appoint_somewhere
from civic_office.workdays import civil_date


@transaction.atomic
def open_account(username: str, *, name: str, by: Any, now: datetime.datetime) -> tuple[Any, str]:
    """Create an active account without any rights and return it with its initial password, shown once (R174, R175).

    1. Check that `by` may appoint somewhere: an account is opened for a post.
    2. Guard the name (length, characters, not taken in any spelling of case).
    3. Set an initial password, to be changed at the first sign-in.

    Raises `PermissionDenied`, `ValidationError` naming `username` or `last_name`.
    """
    if not may_appoint_somewhere(by, today=civil_date(now)):
        raise PermissionDenied
    password = make_initial_password()
    user = get_user_model()(username=username, last_name=name)
    user.set_password(password)
    user.full_clean()
    user.save()
    note_password(user, must_change=True, now=now, by=by)
    return user, password
