import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from civic_interaction.enums import AssignmentEnd, AssignmentRank
from civic_interaction.models.cases import Case
from civic_office.models import Unit


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def active(self) -> Self:
        return self.filter(ended_at__isnull=True)

    def leading(self) -> Self:
        return self.filter(rank=AssignmentRank.LEAD)


class Assignment(models.Model):
    """That a unit leads a case or assists in it; each has its own clock, and the citizen gets one answer."""

    case = models.ForeignKey(Case, verbose_name=_("case"), on_delete=models.PROTECT, related_name="assignments")
    unit = models.ForeignKey(Unit, verbose_name=_("unit"), on_delete=models.PROTECT, related_name="+")
    rank = models.CharField(pgettext_lazy("interaction", "rank"), max_length=10, choices=AssignmentRank.choices)
    instructions = models.TextField(_("instructions"), blank=True)
    assigned_at = models.DateTimeField(_("assigned"))
    assigned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("assigned by"), on_delete=models.PROTECT, related_name="+"
    )
    refusable_until = models.DateField(_("may be refused until"), null=True, blank=True)
    contribution = models.TextField(_("contribution"), blank=True)
    contributed_at = models.DateTimeField(_("contributed"), null=True, blank=True)
    contributed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("contributed by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    ended_at = models.DateTimeField(pgettext_lazy("interaction", "ended"), null=True, blank=True)
    end_reason = models.CharField(_("ended because"), max_length=10, choices=AssignmentEnd.choices, blank=True)
    end_note = models.TextField(_("explanation"), blank=True)

    objects = AssignmentQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        ordering = ("assigned_at", "pk")
        indexes = (
            models.Index(
                fields=("unit", "case"), condition=Q(ended_at__isnull=True), name="assignment_active_unit_idx"
            ),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("case",),
                condition=Q(rank=AssignmentRank.LEAD, ended_at__isnull=True),
                name="assignment_one_lead",
            ),
            models.UniqueConstraint(
                fields=("case", "unit"), condition=Q(ended_at__isnull=True), name="assignment_once_a_unit"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) ^ ~Q(end_reason=""), name="assignment_ends_for_a_reason"
            ),
        )

    def __str__(self) -> str:
        return f"{self.case_id} {self.unit} {self.get_rank_display()}"

    def may_be_refused_on(self, day: datetime.date) -> bool:
        return self.refusable_until is None or day <= self.refusable_until
