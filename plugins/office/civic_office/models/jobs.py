import datetime
import uuid
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_tasks_db.models import DBTaskResult


class JobLease(models.Model):
    """A running job's sign of life: the worker that runs it pushes `expires_at` ahead; a dead worker cannot."""

    result = models.OneToOneField(DBTaskResult, primary_key=True, on_delete=models.CASCADE, related_name="civic_lease")
    worker_id = models.CharField(max_length=64)
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("job lease")
        verbose_name_plural = _("job leases")

    def __str__(self) -> str:
        return f"{self.result_id} {self.worker_id}"


class DeadLetterQuerySet(models.QuerySet["DeadLetter"]):
    def open(self) -> Self:
        return self.filter(outcome=DeadLetter.Outcome.OPEN)


class DeadLetter(models.Model):
    """A job that failed as often as it may. It waits for a person: try again, or let go."""

    class Outcome(models.TextChoices):
        OPEN = "open", _("Waiting")
        RETRIED = "retried", _("Tried again")
        DISCARDED = "discarded", _("Discarded")

    result = models.ForeignKey(
        DBTaskResult, verbose_name=_("job"), null=True, on_delete=models.SET_NULL, related_name="civic_dead_letters"
    )
    task_path = models.CharField(pgettext_lazy("job", "task"), max_length=200)
    arguments = models.JSONField(_("arguments"), default=dict)
    reason = models.CharField(_("reason"), max_length=300)
    traceback = models.TextField(_("traceback"), blank=True)
    attempts = models.PositiveIntegerField(_("attempts"))
    died_at = models.DateTimeField(_("died at"))
    outcome = models.CharField(_("state"), max_length=12, choices=Outcome.choices, default=Outcome.OPEN)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("settled by"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    settled_at = models.DateTimeField(_("settled at"), null=True)

    objects = DeadLetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("failed job")
        verbose_name_plural = _("failed jobs")
        ordering = ("-died_at", "-pk")
        indexes = (models.Index(fields=("outcome", "-died_at")),)
        constraints = (
            models.UniqueConstraint(
                fields=("result",), condition=models.Q(outcome="open"), name="office_one_open_dead_letter"
            ),
        )

    def __str__(self) -> str:
        return self.task_path


class ScheduleSlot(models.Model):
    """One slot of a periodic job. The first clock to write the row enqueues the job; every other finds it taken."""

    name = models.CharField(max_length=200)
    slot = models.DateTimeField()
    enqueued_at = models.DateTimeField()

    class Meta:
        verbose_name = _("schedule slot")
        verbose_name_plural = _("schedule slots")
        constraints = (models.UniqueConstraint(fields=("name", "slot"), name="office_slot_once"),)

    def __str__(self) -> str:
        return f"{self.name} {self.slot:%Y-%m-%d %H:%M}"


class JobProgress(models.Model):
    """How far a long job has come, for the person who waits for it. Written by `civic_office.jobs.progress`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(_("title"), max_length=200)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("started by"), null=True, on_delete=models.CASCADE, related_name="+"
    )
    started_at = models.DateTimeField(_("started at"))
    total = models.PositiveIntegerField(_("total"), default=0)
    done = models.PositiveIntegerField(_("done"), default=0)
    message = models.CharField(_("message"), max_length=300, blank=True)
    error = models.TextField(_("error"), blank=True)
    finished_at = models.DateTimeField(_("finished at"), null=True)
    next_url = models.CharField(_("next address"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("progress")
        verbose_name_plural = _("progress")
        ordering = ("-started_at",)

    def __str__(self) -> str:
        return self.title

    @property
    def percent(self) -> int:
        """From 0 to 100; a job that does not know its total stands at 0 until it is finished."""
        if self.finished_at and not self.error:
            return 100
        return min(99, self.done * 100 // self.total) if self.total else 0

    @property
    def is_finished(self) -> bool:
        return self.finished_at is not None

    def facts(self, *, now: datetime.datetime) -> dict[str, Any]:
        """What the page that polls is told."""
        return {
            "title": self.title,
            "total": self.total,
            "done": self.done,
            "percent": self.percent,
            "message": self.message,
            "error": self.error,
            "finished": self.is_finished,
            "next_url": self.next_url,
            "seconds": round(((self.finished_at or now) - self.started_at).total_seconds()),
        }
