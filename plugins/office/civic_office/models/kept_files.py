import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

#: How long a file waits for its form.
KEPT = datetime.timedelta(days=1)


class KeptFile(models.Model):
    """A file that came with a form which was refused: it need not be chosen again. Deleted after a day."""

    name = models.CharField(_("file name"), max_length=255)
    file = models.FileField(_("file"), upload_to="kept/%Y/%m/", max_length=200)
    kept_at = models.DateTimeField(_("kept at"), db_index=True)

    class Meta:
        verbose_name = _("kept file")
        verbose_name_plural = _("kept files")

    def __str__(self) -> str:
        return self.name
