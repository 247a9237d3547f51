"""Rules for passwords, as Django's password validators, and when a password must be changed."""

import datetime
import re
import secrets
from enum import Enum
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import get_active_log_context

from civic_office.app_settings import app_settings
from civic_office.history import save_by
from civic_office.models import PasswordState

#: Without the letters and digits that people mistake for each other on paper.
LETTERS, DIGITS = "abcdefghjkmnpqrstuvwxyz", "23456789"


class LettersAndDigitsValidator:
    """A password contains Latin letters and digits (R177; its length is Django's `MinimumLengthValidator`).

    It also notes every change: Django tells validators about each password that was saved.
    """

    def validate(self, password: str, user: Any = None) -> None:
        if not (re.search(r"[A-Za-z]", password) and re.search(r"[0-9]", password)):
            raise ValidationError(_("The password must contain both letters and digits."), code="password_too_plain")

    def get_help_text(self) -> str:
        return _("Your password must contain both letters and digits.")

    def password_changed(self, password: str, user: Any = None) -> None:
        """Whoever is signed in to the admin and changes their own password knows it alone; any other was handed out."""
        if user is None or not user.pk:
            return
        actor = get_active_log_context().user
        note_password(user, must_change=actor is None or actor.pk != user.pk, now=timezone.now())


def note_password(user: Any, *, must_change: bool, now: datetime.datetime, by: Any = None) -> None:
    """Record a change of password; its history names `by` or, in a request, whoever is signed in."""
    state = PasswordState.of(user) or PasswordState(user=user)
    state.changed_at, state.must_change = now, must_change
    save_by(state, by=by)


class PasswordDemand(Enum):
    """Why a person must change their password now."""

    INITIAL = "initial"
    OLD = "old"


def password_demand(user: Any, *, now: datetime.datetime) -> PasswordDemand | None:
    """What is wrong with the password of `user`, if anything.

    An account of which nothing is known has a password that somebody else chose: it counts as initial (R175).
    """
    if not app_settings.PASSWORD_CHANGE_REQUIRED or not user.has_usable_password():
        return None
    state = PasswordState.of(user)
    if state is None or state.must_change:
        return PasswordDemand.INITIAL
    return PasswordDemand.OLD if state.is_too_old(now=now) else None


def make_initial_password() -> str:
    """Twelve letters and digits that can be read out on the telephone; always some of both."""
    letters = [secrets.choice(LETTERS) for _ in range(8)]
    digits = [secrets.choice(DIGITS) for _ in range(4)]
    mixed = letters + digits
    secrets.SystemRandom().shuffle(mixed)
    return "".join(mixed)
