import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from civic_office.app_settings import app_settings


class PasswordState(models.Model):
    """When a person's password was last changed, and whether somebody else knows it (R175, R176)."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, primary_key=True, on_delete=models.CASCADE, related_name="password_state"
    )
    changed_at = models.DateTimeField(_("changed at"))
    must_change = models.BooleanField(_("must be changed"))

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("state of a password")
        verbose_name_plural = _("states of passwords")

    def __str__(self) -> str:
        return str(self.user)

    @classmethod
    def of(cls, user: Any) -> "PasswordState | None":
        return cls.objects.filter(user=user).first()

    def is_too_old(self, *, now: datetime.datetime) -> bool:
        return now - self.changed_at > datetime.timedelta(days=app_settings.PASSWORD_MAX_AGE_DAYS)
