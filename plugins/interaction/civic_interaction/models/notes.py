from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from civic_interaction.models.cases import Case
from civic_interaction.models.letters import KeptQuerySet
from civic_office.models import Unit


class Note(models.Model):
    """What people who handle a case tell each other. Neither the citizen nor the public ever sees it."""

    case = models.ForeignKey(Case, verbose_name=_("case"), on_delete=models.PROTECT, related_name="notes")
    text = models.TextField(pgettext_lazy("interaction", "text"))
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=pgettext_lazy("interaction", "written by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    unit = models.ForeignKey(Unit, verbose_name=_("unit"), null=True, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(_("written"))

    objects: Any = KeptQuerySet.as_manager()

    class Meta:
        verbose_name = _("internal note")
        verbose_name_plural = _("internal notes")
        ordering = ("written_at", "pk")
        constraints = (models.CheckConstraint(condition=~Q(text=""), name="note_says_something"),)

    def __str__(self) -> str:
        return f"{self.case_id} {self.written_at:%Y-%m-%d}"


class Tag(models.Model):
    """A word of the office for cases that belong together, such as 「供暖」."""

    name = models.CharField(_("name"), max_length=30, unique=True)
    cases = models.ManyToManyField(Case, verbose_name=_("cases"), related_name="tags", blank=True)

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class CatalogueLink(models.Model):
    """That an answer rests on an item of the catalogue, named by its index number: the catalogue is another plugin's."""

    case = models.ForeignKey(
        Case, verbose_name=_("case"), db_index=False, on_delete=models.PROTECT, related_name="links"
    )
    index_number = models.CharField(_("index number"), max_length=80)
    title = models.CharField(_("title"), max_length=255, blank=True)

    class Meta:
        verbose_name = _("link to the catalogue")
        verbose_name_plural = _("links to the catalogue")
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("case", "index_number"), name="catalogue_link_once"),)

    def __str__(self) -> str:
        return self.index_number
