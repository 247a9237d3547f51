from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from civic_interaction.enums import CollectionState, Step
from civic_interaction.models.collections import Collection
from civic_interaction.models.events import KeptEvent


class CollectionEvent(KeptEvent):
    """That something happened to a collection."""

    collection = models.ForeignKey(
        Collection,
        verbose_name=pgettext_lazy("interaction", "collection"),
        db_index=False,
        on_delete=models.PROTECT,
        related_name="events",
    )
    step = models.CharField(_("event"), max_length=16, choices=Step.choices)
    from_state = models.CharField(
        pgettext_lazy("interaction", "from"), max_length=12, choices=CollectionState.choices, blank=True
    )
    to_state = models.CharField(_("to"), max_length=12, choices=CollectionState.choices)

    class Meta:
        verbose_name = _("event of a collection")
        verbose_name_plural = _("events of collections")
        ordering = ("collection", "seq")
        constraints = (models.UniqueConstraint(fields=("collection", "seq"), name="collection_event_numbered_once"),)

    def __str__(self) -> str:
        return f"{self.collection_id}/{self.seq} {self.step}"
