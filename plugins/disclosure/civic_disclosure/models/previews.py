from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class DraftPreview(models.Model):
    """What an editor sees of a draft on the public site, for some minutes: `page` is the JSON that the API would answer.

    One row for each editor and page, written anew by each preview; `page_id` is 0 for an item that was never saved.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, db_index=False, on_delete=models.CASCADE, related_name="+")
    page_id = models.PositiveBigIntegerField(_("item"), default=0)
    column_id = models.PositiveBigIntegerField(_("column"))
    page = models.TextField(_("page"))
    made_at = models.DateTimeField(_("made at"), db_index=True)

    class Meta:
        verbose_name = _("preview of a draft")
        verbose_name_plural = _("previews of drafts")
        constraints = (models.UniqueConstraint(fields=("user", "page_id", "column_id"), name="draft_preview_once"),)

    def __str__(self) -> str:
        return f"{self.page_id} ({self.user_id})"
