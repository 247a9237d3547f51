from collections.abc import Iterable
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from civic_disclosure.enums import BatchState
from civic_office.enums import Role
from civic_office.models import Unit
from civic_office.models.jobs import JobProgress

#: The states of a batch that has been approved.
APPROVED = frozenset({BatchState.APPROVED, BatchState.RUNNING, BatchState.DONE})


class ImportBatchQuerySet(models.QuerySet["ImportBatch"]):
    def of_units(self, units: Any) -> Self:
        return self.filter(unit__in=units)

    def awaiting_approval(self) -> Self:
        return self.filter(state=BatchState.SUBMITTED)


class ImportBatch(models.Model):
    """Many items brought in at once from a table and a ZIP of attachments, and approved as one.

    The rows are read and judged when the batch is prepared; what is approved and carried out is these rows
    (`ImportRow.facts`) and this archive (`folder_digest`), not a file that could be exchanged later.
    """

    unit = models.ForeignKey(Unit, verbose_name=_("unit"), db_index=False, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(_("title"), max_length=200)
    table = models.FileField(_("table"), upload_to="imports/%Y/")
    folder = models.FileField(_("attachments (ZIP)"), upload_to="imports/%Y/", blank=True)
    folder_digest = models.CharField(_("digest of the attachments"), max_length=64, blank=True, editable=False)
    state = models.CharField(_("state"), max_length=12, choices=BatchState.choices, default=BatchState.DRAFT)
    round = models.PositiveSmallIntegerField(_("times sent"), default=0, editable=False)
    total = models.PositiveIntegerField(_("rows"), default=0, editable=False)
    progress = models.ForeignKey(
        JobProgress,
        verbose_name=_("progress"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("prepared by"), on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(_("prepared at"))
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)

    objects = ImportBatchQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["progress"])

    class Meta:
        verbose_name = _("import batch")
        verbose_name_plural = _("import batches")
        ordering = ("-made_at", "-pk")
        indexes = (models.Index(fields=("unit", "-made_at")), models.Index(fields=("state", "-made_at")))

    def __str__(self) -> str:
        return self.title

    def is_editable(self) -> bool:
        return self.state == BatchState.DRAFT


class ImportApproval(models.Model):
    """One opinion on a batch, by the holder of a role whose approval the gate asks for. Never changed.

    `round` counts how often the batch was sent: what was approved before it was changed counts no more.
    """

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="approvals")
    round = models.PositiveSmallIntegerField(_("times sent"))
    role = models.CharField(_("role"), max_length=24, choices=Role.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"))
    opinion = models.TextField(_("opinion"))
    is_approval = models.BooleanField(_("approved"))

    class Meta:
        verbose_name = _("opinion on a batch")
        verbose_name_plural = _("opinions on a batch")
        ordering = ("at",)
        constraints = (
            models.UniqueConstraint(
                fields=("batch", "round", "role"),
                condition=Q(is_approval=True),
                name="disclosure_batch_role_approves_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.batch} {self.get_role_display()}"


class ImportRowQuerySet(models.QuerySet["ImportRow"]):
    def good(self) -> Self:
        return self.filter(errors=[])

    def bad(self) -> Self:
        return self.exclude(errors=[])

    def waiting(self) -> Self:
        """Good rows that have not become items yet."""
        return self.good().filter(outcome__isnull=True)


class ImportRow(models.Model):
    """One row of a batch: what it says, and what is wrong with it."""

    batch = models.ForeignKey(ImportBatch, db_index=False, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField(_("row"))
    facts = models.JSONField(_("facts"), default=dict)
    errors = models.JSONField(_("errors"), default=list)

    objects = ImportRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("import row")
        verbose_name_plural = _("import rows")
        ordering = ("batch", "number")
        constraints = (models.UniqueConstraint(fields=("batch", "number"), name="disclosure_import_row_once"),)

    def __str__(self) -> str:
        return f"{self.batch_id}:{self.number}"


class ImportedItemQuerySet(models.QuerySet["ImportedItem"]):
    def clearing(self, revision_ids: Iterable[int]) -> Self:
        """What approved batches made of these revisions; the texts are compared by the digest."""
        return self.filter(revision_id__in=revision_ids, row__batch__state__in=APPROVED)


class ImportedItem(models.Model):
    """What a row became: the item, and the very text that was approved with the batch."""

    row = models.OneToOneField(ImportRow, on_delete=models.CASCADE, related_name="outcome")
    page_id = models.PositiveBigIntegerField(_("item"), db_index=True)
    revision_id = models.PositiveBigIntegerField(_("revision"), unique=True)
    digest = models.CharField(_("digest of the text"), max_length=64)

    objects = ImportedItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("imported item")
        verbose_name_plural = _("imported items")

    def __str__(self) -> str:
        return f"{self.row} → {self.page_id}"
