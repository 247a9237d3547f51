from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from civic_interaction.models.letters import Letter, Supplement
from civic_interaction.models.uploads import Upload


class Attachment(models.Model):
    """That an upload belongs to a letter, or to what was added to it later. Erased, the row stays and says so."""

    letter = models.ForeignKey(Letter, verbose_name=_("letter"), on_delete=models.PROTECT, related_name="attachments")
    supplement = models.ForeignKey(
        Supplement,
        verbose_name=_("supplement"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="attachments",
    )
    upload = models.OneToOneField(
        Upload, verbose_name=_("upload"), null=True, on_delete=models.SET_NULL, related_name="attachment"
    )
    position = models.PositiveSmallIntegerField(pgettext_lazy("interaction", "position"), default=0)

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return f"{self.letter_id}/{self.position}"
