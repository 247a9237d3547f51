from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from civic_disclosure.enums import DutyPart, DutyRank, Method


class DutyQuerySet(models.QuerySet["Duty"]):
    def of_unit(self, unit: object) -> Self:
        return self.filter(Q(unit=unit) | Q(group__members=unit)).distinct()


class Duty(models.Model):
    """Who owes what to a column: a unit (or a group of units) provides, reviews or publishes it (R035–R054).

    One row of a responsibility table becomes several duties: one for each unit, part and method.
    """

    column = models.ForeignKey(
        "civic_disclosure.ColumnPage", verbose_name=_("column"), on_delete=models.PROTECT, related_name="duties"
    )
    unit = models.ForeignKey(
        "civic_office.Unit",
        verbose_name=_("unit"),
        null=True,
        blank=True,
        db_index=False,
        on_delete=models.PROTECT,
        related_name="duties",
    )
    group = models.ForeignKey(
        "civic_office.UnitGroup",
        verbose_name=_("group of units"),
        null=True,
        blank=True,
        db_index=False,
        on_delete=models.PROTECT,
        related_name="duties",
    )
    part = models.CharField(_("part"), max_length=12, choices=DutyPart.choices, default=DutyPart.PROVIDES)
    rank = models.CharField(_("rank"), max_length=8, choices=DutyRank.choices, default=DutyRank.LEAD)
    method = models.CharField(_("guarantee method"), max_length=12, choices=Method.choices, blank=True)
    method_text = models.CharField(_("method as written"), max_length=120, blank=True)
    cadence_text = models.CharField(_("cadence as written"), max_length=200, blank=True)
    content = models.TextField(_("content"), blank=True)
    responsible_person = models.CharField(_("responsible person"), max_length=60, blank=True)  # R048
    note = models.TextField(_("note"), blank=True)

    objects = DutyQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("duty")
        verbose_name_plural = _("duties")
        ordering = ("column__path", "part", "rank", "pk")
        indexes = (models.Index(fields=("unit", "part")), models.Index(fields=("group", "part")))
        constraints = (
            models.CheckConstraint(
                condition=Q(unit__isnull=False, group__isnull=True) | Q(unit__isnull=True, group__isnull=False),
                name="disclosure_duty_of_unit_or_group",
            ),
            models.UniqueConstraint(
                fields=("column", "unit", "part", "method", "content"),
                condition=Q(unit__isnull=False),
                name="disclosure_duty_of_unit_once",
            ),
            models.UniqueConstraint(
                fields=("column", "group", "part", "method", "content"),
                condition=Q(group__isnull=False),
                name="disclosure_duty_of_group_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit or self.group} {self.get_part_display()} {self.column}"
