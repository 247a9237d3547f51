from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from civic_office.enums import FilingKind, FilingState
from civic_office.models.units import Unit


class FilingQuerySet(models.QuerySet["Filing"]):
    def awaiting_office(self) -> Self:
        return self.filter(state=FilingState.FILED)


class Filing(models.Model):
    """What a unit reports to the government office (报备), and the office's answer (R005, R100, R168, R169)."""

    unit = models.ForeignKey(
        Unit,
        verbose_name=_("unit"),
        null=True,
        blank=True,
        db_index=False,
        on_delete=models.PROTECT,
        related_name="filings",
    )
    kind = models.CharField(_("kind"), max_length=24, choices=FilingKind.choices)
    subject = models.CharField(pgettext_lazy("filing", "subject"), max_length=200)
    text = models.TextField(_("text"), blank=True)
    facts = models.JSONField(_("facts"), default=dict, blank=True, editable=False)
    state = models.CharField(_("state"), max_length=12, choices=FilingState.choices, default=FilingState.FILED)
    filed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("filed by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    filed_at = models.DateTimeField(_("filed at"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    answer = models.TextField(_("answer"), blank=True)

    objects = FilingQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("filing")
        verbose_name_plural = _("filings")
        ordering = ("-filed_at", "-pk")
        indexes = (models.Index(fields=("state", "-filed_at")), models.Index(fields=("unit", "-filed_at")))

    def __str__(self) -> str:
        return self.subject
