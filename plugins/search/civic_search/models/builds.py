from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from civic_search.enums import BuildState


class IndexBuildQuerySet(models.QuerySet["IndexBuild"]):
    def running(self) -> Self:
        return self.filter(state=BuildState.RUNNING)


class IndexBuild(models.Model):
    """An index that is built anew, and how far it has come: everything up to `key` of the source `kind` is in it.

    `place` is the name that the engine gave it: what was written into another one does not count.
    """

    engine = models.CharField(_("engine"), max_length=30)
    fingerprint = models.CharField(_("fingerprint"), max_length=64)
    state = models.CharField(_("state"), max_length=12, choices=BuildState.choices, default=BuildState.RUNNING)
    place = models.CharField(max_length=255, blank=True)
    kind = models.CharField(_("kind"), max_length=30, blank=True)
    key = models.CharField(_("key"), max_length=64, blank=True)
    done = models.PositiveIntegerField(_("done"), default=0)
    total = models.PositiveIntegerField(_("total"), default=0)
    started_at = models.DateTimeField(_("started at"))
    finished_at = models.DateTimeField(_("finished at"), null=True)

    objects = IndexBuildQuerySet.as_manager()

    class Meta:
        verbose_name = _("rebuild of an index")
        verbose_name_plural = _("rebuilds of indexes")
        ordering = ("-started_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("engine",), condition=Q(state="running"), name="search_one_build_an_engine"
            ),
        )

    def __str__(self) -> str:
        return f"{self.engine} {self.started_at:%Y-%m-%d %H:%M}"

    @property
    def percent(self) -> int:
        """From 0 to 100; 100 only when it answers."""
        if self.state == BuildState.DONE:
            return 100
        return min(99, self.done * 100 // self.total) if self.total else 0
