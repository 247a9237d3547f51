from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _


class VocabularyRecordQuerySet(models.QuerySet["VocabularyRecord"]):
    def current(self) -> Self:
        return self.order_by("-pk")


class VocabularyRecord(models.Model):
    """What questions are completed and corrected to, as it was collected last; every process reads the newest.

    `entries`: [text, kind of thing ("" for a word), weight, ids of the things called so], the best first.
    """

    digest = models.CharField(max_length=64)
    entries = models.JSONField(default=list)
    made_at = models.DateTimeField()

    objects = VocabularyRecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("collected vocabulary")
        verbose_name_plural = _("collected vocabularies")
        default_permissions = ()

    def __str__(self) -> str:
        return self.digest
