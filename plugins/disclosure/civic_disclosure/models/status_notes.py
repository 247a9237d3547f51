from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from civic_disclosure.enums import NoteState
from civic_office.models import Unit


class StatusNoteQuerySet(models.QuerySet["StatusNote"]):
    def public(self) -> Self:
        """**The visibility rule** of status notes."""
        return self.filter(state=NoteState.PUBLIC)


class StatusNote(models.Model):
    """What the public reads in a column that holds nothing, or has no fixed day: 栏目状态说明 (R023).

    One for each column. The writers of its unit propose a text, somebody else approves it. It withdraws itself when an
    item appears, and waits for approval again when the column is empty again. Steps: `domain/status_note.py`.
    """

    column = models.OneToOneField(
        "civic_disclosure.ColumnPage",
        primary_key=True,
        on_delete=models.CASCADE,
        related_name="status_note",
        verbose_name=_("column"),
    )
    unit = models.ForeignKey(Unit, verbose_name=_("unit"), db_index=False, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("text"), max_length=500)
    state = models.CharField(_("state"), max_length=10, choices=NoteState.choices, default=NoteState.PROPOSED)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("written by"), on_delete=models.PROTECT, related_name="+"
    )
    written_at = models.DateTimeField(_("written at"))
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("approved by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    approved_at = models.DateTimeField(_("approved at"), null=True, blank=True)

    objects = StatusNoteQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = pgettext_lazy("column", "status note")
        verbose_name_plural = pgettext_lazy("column", "status notes")
        ordering = ("state", "-written_at")
        indexes = (models.Index(fields=("unit", "state"), name="status_note_unit_idx"),)
        constraints = (
            models.CheckConstraint(
                condition=~Q(state=NoteState.PUBLIC) | Q(approved_at__isnull=False, approved_by__isnull=False),
                name="status_note_public_is_approved",
            ),
        )

    def __str__(self) -> str:
        return self.text[:40]
