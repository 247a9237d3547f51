from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from civic_interaction.models.collections import Collection
from civic_interaction.privacy.fields import EncryptedTextField


class FollowerQuerySet(models.QuerySet["Follower"]):
    def confirmed(self) -> Self:
        return self.filter(confirmed_at__isnull=False)


class Follower(models.Model):
    """Somebody who wants to be told by mail what becomes of a collection. Deleted with the last word, or when asked to."""

    collection = models.ForeignKey(
        Collection,
        verbose_name=pgettext_lazy("interaction", "collection"),
        db_index=False,
        on_delete=models.CASCADE,
        related_name="followers",
    )
    mail = EncryptedTextField(_("mail"))
    mail_digest = models.CharField(max_length=64, editable=False)
    asked_at = models.DateTimeField(pgettext_lazy("interaction", "asked"))
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)

    objects = FollowerQuerySet.as_manager()

    class Meta:
        verbose_name = _("follower of a collection")
        verbose_name_plural = _("followers of collections")
        constraints = (models.UniqueConstraint(fields=("collection", "mail_digest"), name="follower_once"),)

    def __str__(self) -> str:
        return f"{self.collection_id} {self.mail_digest[:8]}"
