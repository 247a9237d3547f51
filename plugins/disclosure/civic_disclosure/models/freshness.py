import datetime
from typing import Self

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from civic_disclosure.enums import ClockWhy, FreshnessState, LimitScope, LimitUnit
from civic_office.models import Unit
from civic_office.workdays import Policy, civil_date

WITH_PERIOD = (LimitScope.COLUMN, LimitScope.CATALOGUE, LimitScope.NOT_FED, LimitScope.HOME)
OF_COLUMNS = (LimitScope.COLUMN, LimitScope.NOT_FED)


class FreshnessLimitQuerySet(models.QuerySet["FreshnessLimit"]):
    def applying_on(self, day: datetime.date) -> list["FreshnessLimit"]:
        """Of each code the newest that had come into effect; those switched off are left out."""
        newest = {limit.code: limit for limit in self.filter(effective_from__lte=day).order_by("effective_from")}
        return [limit for _code, limit in sorted(newest.items()) if limit.is_applied]


class FreshnessLimit(models.Model):
    """How often columns of a kind must be fed, whatever the responsibility table says of each; from one day on (R060–R063).

    Data with its source, never law written in code: what nobody has read in the document (`is_verified`) ships switched
    off. The office enters the next version under the same `code`, or switches one off by a version that is not applied.

    A column belongs to it by its standard code (`codes`), or by a word in its name (`words`). Limits of the website are
    counted: those that share `counted_as` together, against `at_least`.
    """

    code = models.SlugField(_("code"), max_length=40, db_index=False)
    effective_from = models.DateField(_("effective from"))
    name = models.CharField(_("name"), max_length=80)
    scope = models.CharField(_("what it measures"), max_length=12, choices=LimitScope.choices)
    codes = models.JSONField(_("standard columns"), default=list, blank=True)
    words = models.JSONField(_("words in the name of the column"), default=list, blank=True)
    amount = models.PositiveSmallIntegerField(_("period"), null=True, blank=True, validators=[MinValueValidator(1)])
    unit = models.CharField(_("unit of the period"), max_length=16, choices=LimitUnit.choices, blank=True)
    at_least = models.PositiveSmallIntegerField(
        _("fails from (number of columns)"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    counted_as = models.SlugField(
        _("counted together under"), max_length=40, blank=True, help_text=_("Left empty: counted alone.")
    )
    basis = models.CharField(pgettext_lazy("limit", "source"), max_length=200)
    is_verified = models.BooleanField(
        _("checked against the source"), default=False, help_text=_("Somebody has read these figures in the document.")
    )
    is_applied = models.BooleanField(_("applied"), default=False)

    objects = FreshnessLimitQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("limit of feeding")
        verbose_name_plural = _("limits of feeding")
        ordering = ("scope", "code", "-effective_from")
        constraints = (models.UniqueConstraint(fields=("code", "effective_from"), name="freshness_limit_once_a_day"),)

    def __str__(self) -> str:
        return self.name

    @property
    def period(self) -> Policy | None:
        return Policy(self.amount, self.unit) if self.amount else None  # type: ignore[arg-type]  # Policy reads the word

    def is_about(self, *, code: str, title: str) -> bool:
        return (code != "" and code in self.codes) or any(word in title for word in self.words)

    def clean(self) -> None:
        needs_period = self.scope in WITH_PERIOD
        if needs_period and not (self.amount and self.unit):
            raise ValidationError({"amount": _("Give the period, a number and its unit.")})
        if not needs_period and (self.amount or self.unit):
            raise ValidationError({"amount": _("What is counted here has no period.")})
        if self.scope in OF_COLUMNS and not (self.codes or self.words):
            raise ValidationError({"words": _("Say which columns: by standard column, or by a word in their names.")})
        if self.scope not in (LimitScope.COLUMN, LimitScope.CATALOGUE) and not self.at_least:
            raise ValidationError({"at_least": _("Give the number of columns from which the website fails.")})


class FreshnessQuerySet(models.QuerySet["Freshness"]):
    def of_units(self, units: object) -> Self:
        return self.filter(unit__in=units)


class Freshness(models.Model):
    """How fresh a column is, or the whole catalogue of a unit: one row for each, written by `domain/keep_freshness.py`.

    `last_fed_at`: the newest first publication of what is public in it and below. `overdue_since` is the day after
    `due_on`, stored once when it has come, however late somebody looks.
    """

    page = models.OneToOneField(
        "wagtailcore.Page",
        primary_key=True,
        on_delete=models.CASCADE,
        related_name="freshness",
        verbose_name=_("column"),
    )
    unit = models.ForeignKey(Unit, verbose_name=_("unit"), db_index=False, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(_("freshness"), max_length=8, choices=FreshnessState.choices)
    why = models.CharField(_("reason"), max_length=12, choices=ClockWhy.choices)
    last_fed_at = models.DateTimeField(_("last fed"), null=True)
    due_on = models.DateField(_("next due on"), null=True)
    soon_from = models.DateField(_("due soon from"), null=True)
    overdue_since = models.DateField(_("overdue since"), null=True)
    is_provisional = models.BooleanField(_("provisional"), default=False)
    trace = models.JSONField(_("how it was computed"), default=dict)

    objects = FreshnessQuerySet.as_manager()

    #: What is compared and written when it is computed anew.
    FACTS = (
        "unit_id",
        "state",
        "why",
        "last_fed_at",
        "due_on",
        "soon_from",
        "overdue_since",
        "is_provisional",
        "trace",
    )

    class Meta:
        verbose_name = _("freshness")
        verbose_name_plural = pgettext_lazy("list", "freshness")
        ordering = ("due_on", "page")
        indexes = (
            models.Index(fields=("state", "due_on"), name="freshness_state_idx"),
            models.Index(fields=("unit", "state", "due_on"), name="freshness_unit_idx"),
        )

    def __str__(self) -> str:
        return f"{self.page_id} {self.state}"

    @property
    def last_fed_on(self) -> datetime.date | None:
        return self.last_fed_at and civil_date(self.last_fed_at)
