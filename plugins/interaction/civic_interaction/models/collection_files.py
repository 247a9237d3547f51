from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from civic_interaction.models.collections import Collection
from civic_interaction.models.uploads import Upload


class CollectionFileQuerySet(models.QuerySet["CollectionFile"]):
    def public(self) -> Self:
        """Those of announced collections, without what waits for the virus scanner."""
        return self.filter(collection__announced_at__isnull=False, upload__quarantined=False)


class CollectionFile(models.Model):
    """A file that the asking unit adds to its draft: 起草说明, 对照表. Public with the announcement, and as it was then.

    **The visibility rule** is `CollectionFile.objects.public()`. The file was opened and judged like those of citizens.
    """

    collection = models.ForeignKey(
        Collection,
        verbose_name=pgettext_lazy("interaction", "collection"),
        db_index=False,
        on_delete=models.PROTECT,
        related_name="files",
    )
    upload = models.OneToOneField(
        Upload, verbose_name=_("upload"), on_delete=models.PROTECT, related_name="collection_file"
    )
    title = models.CharField(_("title"), max_length=120)
    position = models.PositiveSmallIntegerField(pgettext_lazy("interaction", "position"))

    objects = CollectionFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("file of a collection")
        verbose_name_plural = _("files of collections")
        ordering = ("position", "pk")
        constraints = (
            models.UniqueConstraint(fields=("collection", "position"), name="collection_file_place_once"),
            models.CheckConstraint(condition=~Q(title=""), name="collection_file_has_title"),
        )

    def __str__(self) -> str:
        return self.title
