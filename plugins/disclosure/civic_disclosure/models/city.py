from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from civic_office.models import JobProgress


class CityLoad(models.Model):
    """A responsibility table on its way into the catalogue: what was uploaded and decided, step by step.

    The file is kept in the database and not among the media, which the public can reach. Nothing a person decided is
    lost between the steps, or when the browser is closed.
    """

    city = models.SlugField(_("shipped table"), max_length=40, blank=True)
    name = models.CharField(_("name of the city or county"), max_length=60, blank=True)
    filename = models.CharField(_("file"), max_length=200, blank=True)
    content = models.BinaryField(_("table"), editable=False)
    mapping = models.JSONField(_("mapping"), default=dict, editable=False)
    choices = models.JSONField(_("choices"), default=dict, editable=False)
    progress = models.ForeignKey(
        JobProgress,
        verbose_name=_("progress"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    result = models.JSONField(_("result"), default=dict, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("prepared by"), on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(_("prepared at"))
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("done by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    applied_at = models.DateTimeField(_("done at"), null=True, blank=True)

    class Meta:
        verbose_name = _("loading of a city's table")
        verbose_name_plural = _("loadings of city tables")
        ordering = ("-made_at", "-pk")

    def __str__(self) -> str:
        return self.filename or self.name

    @property
    def is_under_way(self) -> bool:
        """A job has it in hand; one that ended in an error has laid it down again."""
        return self.applied_at is None and self.progress is not None and not self.progress.is_finished

    @property
    def bytes(self) -> Any:
        return bytes(self.content)
