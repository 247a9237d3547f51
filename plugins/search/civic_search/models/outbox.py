import datetime
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _


class PendingChangeQuerySet(models.QuerySet["PendingChange"]):
    def of_engine(self, engine: str) -> Self:
        return self.filter(engine=engine)

    def next_in_line(self) -> Self:
        """Oldest first; what failed before waits behind what has not."""
        return self.order_by("failures", "pk")


class PendingChange(models.Model):
    """That an engine has still to be told of a document. Written in the transaction that changes the document.

    Only ever added, and deleted when served: transactions never wait for one another here. What the engine is told is
    read from the database when it is told.
    """

    engine = models.CharField(_("engine"), max_length=30)
    kind = models.CharField(_("kind"), max_length=30)
    key = models.CharField(_("key"), max_length=64)
    requested_at = models.DateTimeField(_("requested at"))
    failures = models.PositiveSmallIntegerField(_("failures"), default=0)
    error = models.CharField(_("error"), max_length=300, blank=True)

    objects = PendingChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("pending change of the index")
        verbose_name_plural = _("pending changes of the index")
        indexes = (models.Index(fields=("engine", "failures", "id"), name="search_pending_idx"),)

    def __str__(self) -> str:
        return f"{self.engine} {self.kind}:{self.key}"


class EngineHealth(models.Model):
    """What those who write into an engine know of it: who is writing now, and whether it sleeps.

    One writes at a time (`turn` is the number of whoever wrote last, `domain.hold`), or an older text could be written
    over a newer one. `retry_at` is set while the engine is down: what it was not told grows in the outbox until then.
    """

    engine = models.CharField(_("engine"), max_length=30, unique=True)
    turn = models.BigIntegerField(default=0)
    held_until = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(_("failures"), default=0)
    failing_since = models.DateTimeField(_("failing since"), null=True)
    retry_at = models.DateTimeField(_("tried again at"), null=True)
    error = models.CharField(_("error"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("state of a search engine")
        verbose_name_plural = _("states of search engines")

    def __str__(self) -> str:
        return self.engine

    def is_asleep(self, *, now: datetime.datetime) -> bool:
        return self.retry_at is not None and self.retry_at > now
