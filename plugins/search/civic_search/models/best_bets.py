import datetime
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords


class BestBetQuerySet(models.QuerySet["BestBet"]):
    def shown_on(self, day: datetime.date) -> Self:
        return self.filter(
            Q(starts_on__isnull=True) | Q(starts_on__lte=day), Q(ends_on__isnull=True) | Q(ends_on__gte=day)
        )


class BestBet(models.Model):
    """What the office wants to stand first when exactly this is asked (推荐结果). `documents` are ids, in order."""

    question = models.CharField(pgettext_lazy("search", "question"), max_length=100)
    documents = models.JSONField(_("results"), default=list)
    starts_on = models.DateField(_("shown from"), null=True, blank=True)
    ends_on = models.DateField(_("shown until"), null=True, blank=True)

    objects = BestBetQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("recommended result")
        verbose_name_plural = _("recommended results")
        ordering = ("question", "pk")
        indexes = (models.Index(fields=("question",)),)

    def __str__(self) -> str:
        return self.question

    def clean(self) -> None:
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": _("It cannot end before it begins.")})
