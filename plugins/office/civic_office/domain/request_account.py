"""Somebody who cannot sign in asks the office for help."""

import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import translation
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from civic_office.app_settings import app_settings
from civic_office.domain.file_with_office import file_with_office
from civic_office.enums import FilingKind
from civic_office.models import Filing, Unit


class Trouble(models.TextChoices):
    """What is wrong with the account (R169)."""

    FORGOTTEN = "forgotten", gettext_lazy("I forgot the password")
    LOST = "lost", gettext_lazy("The password got into other hands")
    NO_PERMISSION = "no_permission", gettext_lazy("I cannot get at what I am in charge of")


@transaction.atomic
def request_account(
    trouble: str,
    *,
    unit: Unit,
    name: str,
    phone: str,
    username: str = "",
    text: str = "",
    address: str,
    now: datetime.datetime,
) -> Filing:
    """Leave an account request with the office (R169).

    1. Refuse when the network address has sent too many in the last hour. Only a keyed digest of it is kept.
    2. File it. Whether the account exists is neither checked nor told.

    Raises `ValidationError`.
    """
    sender = salted_hmac("civic_office.request_account", address, algorithm="sha256").hexdigest()[:32]
    recent = Filing.objects.filter(
        kind=FilingKind.ACCOUNT, filed_at__gt=now - datetime.timedelta(hours=1), facts__sender=sender
    )
    if recent.count() >= app_settings.ACCOUNT_REQUESTS_PER_HOUR:
        raise ValidationError(_("Too many requests came from your network. Try again in an hour, or telephone us."))
    with translation.override(settings.LANGUAGE_CODE):  # the office's language, whatever the applicant's browser asks
        subject = f"{Trouble(trouble).label}：{name}"
    return file_with_office(
        FilingKind.ACCOUNT,
        unit=unit,
        subject=subject,
        text=text,
        facts={"trouble": trouble, "name": name, "phone": phone, "username": username, "sender": sender},
        by=None,
        now=now,
    )
