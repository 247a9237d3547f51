import uuid
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Subquery
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

#: Notices before this year are not in the table, and a typing error beyond the last one is refused.
FIRST_YEAR, LAST_YEAR = 2000, 2100
#: The `source` of the years that a new database brings with it: the library they are read from.
SEED_SOURCE = "chinesecalendar"


class HolidayNotice(models.Model):
    """A yearly holiday notice: which days of `year` are off, and which weekend days are worked (调休).

    Written by `domain.load_notice` and `domain.withdraw_notice` only: each change is a new `CalendarVersion`.
    Its days may lie in December of the year before: New Year often begins there.
    """

    year = models.PositiveSmallIntegerField(_("year"), unique=True)
    document_number = models.CharField(_("document number"), max_length=60, blank=True)
    issued_on = models.DateField(_("issued on"), null=True, blank=True)
    loaded_at = models.DateTimeField(_("loaded at"))
    source = models.CharField(_("source"), max_length=120, blank=True)

    history = HistoricalRecords(history_change_reason_field=models.CharField(max_length=200, null=True))
    #: Set before saving or deleting: whom the history names, and why.
    _history_user: Any
    _change_reason: str

    class Meta:
        verbose_name = _("holiday notice")
        verbose_name_plural = _("holiday notices")
        ordering = ("-year",)

    def __str__(self) -> str:
        return f"{self.year}"

    @property
    def source_in_words(self) -> str:
        """Where the days are from, for people: they need not know the library by name."""
        return str(_("the record of past years' holidays")) if self.source == SEED_SOURCE else self.source


class CalendarDay(models.Model):
    """A day of which a notice says something: off, or a make-up working day. Its changes are kept by `CalendarVersion`."""

    notice = models.ForeignKey(
        HolidayNotice, verbose_name=_("holiday notice"), on_delete=models.CASCADE, related_name="days"
    )
    date = models.DateField(_("date"), unique=True)
    is_working = models.BooleanField(_("working day"))
    name = models.CharField(_("holiday"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("calendar day")
        verbose_name_plural = _("calendar days")
        ordering = ("date",)

    def __str__(self) -> str:
        return f"{self.date:%Y-%m-%d}"


class CalendarVersionQuerySet(models.QuerySet["CalendarVersion"]):
    def of_year(self, year: int) -> Self:
        return self.filter(year=year)

    def latest_value(self, field: str) -> Subquery:
        """The newest version's `field`, for use inside another query."""
        return Subquery(self.order_by("-number").values(field)[:1])

    def current_number(self) -> int:
        """The number of the newest version; 0 before the first."""
        return self.order_by("-number").values_list("number", flat=True).first() or 0


class CalendarVersion(models.Model):
    """Grows by one whenever a notice is loaded, changed or withdrawn; a due date carries the number it was computed with.

    `changes` lists what became of which day: `[["2027-01-01", null, "off 元旦"], …]`. `token` differs even where a number
    was given away in a transaction that did not last, so that it can serve as the key of a cache.
    """

    number = models.PositiveIntegerField(_("version"), unique=True)
    token = models.UUIDField(default=uuid.uuid4, editable=False)
    made_at = models.DateTimeField(_("made at"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("made by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    reason = models.CharField(_("reason"), max_length=200)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    changes = models.JSONField(_("changes"), default=list, blank=True)
    covers_until = models.DateField(_("published until"), null=True)

    objects = CalendarVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("calendar version")
        verbose_name_plural = _("calendar versions")
        ordering = ("-number",)
        indexes = (models.Index(fields=("year", "-number")),)

    def __str__(self) -> str:
        return str(self.number)
