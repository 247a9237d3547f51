from django.db import models
from django.utils.translation import gettext_lazy as _

from civic_search.enums import ENDINGS
from civic_search.files.endings import Ending


class ExtractedText(models.Model):
    """The text of a file, by the digest of its content: whoever shows it, and under whatever name, it is read once."""

    digest = models.CharField(_("digest"), max_length=64, primary_key=True)
    ending = models.CharField(_("outcome"), max_length=12, choices=ENDINGS.items(), default=Ending.WAITING)
    text = models.TextField(_("text"), blank=True)
    changed_at = models.DateTimeField(_("changed at"))

    class Meta:
        verbose_name = _("text of an attachment")
        verbose_name_plural = _("texts of attachments")
        indexes = (models.Index(fields=("ending", "changed_at")),)

    def __str__(self) -> str:
        return self.digest
