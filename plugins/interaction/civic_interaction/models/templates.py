from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from civic_interaction.models.channels import Channel
from civic_office.models import Unit


class ReplyTemplate(models.Model):
    """The beginning of a reply: text with placeholders such as `{name}`; `domain/fill_template.py` knows them all.

    Of one unit or for all, for one channel or for all.
    """

    name = models.CharField(_("name"), max_length=60)
    unit = models.ForeignKey(
        Unit, verbose_name=_("unit"), null=True, blank=True, db_index=False, on_delete=models.CASCADE, related_name="+"
    )
    channel = models.ForeignKey(
        Channel,
        verbose_name=pgettext_lazy("interaction", "channel"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    text = models.TextField(pgettext_lazy("interaction", "text"))
    is_offered = models.BooleanField(_("offered"), default=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("reply template")
        verbose_name_plural = _("reply templates")
        ordering = ("name", "pk")
        constraints = (
            models.UniqueConstraint(fields=("unit", "name"), name="reply_template_named_once_in_unit"),
            models.UniqueConstraint(
                fields=("name",), condition=Q(unit__isnull=True), name="reply_template_named_once_for_all"
            ),
        )

    def __str__(self) -> str:
        return self.name
