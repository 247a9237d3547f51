from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from civic_interaction.models.collections import Collection
from civic_office.models import Clock
from civic_office.models.clocks import ClockQuerySet


class CollectionClockQuerySet(ClockQuerySet):
    def late(self, *, today: Any) -> Self:
        """Running, past their last day, and not yet recorded as overdue."""
        return self.running().filter(due_on__lt=today, overdue_on__isnull=True)

    def lock_owners(self) -> None:
        """Their collections: every change of one locks it before its clock (`domain/collections/change.py`)."""
        list(Collection.objects.select_for_update().filter(pk__in=self.values("collection")).order_by("pk"))


class CollectionClock(Clock):
    """The period within which the results of a closed collection are published.

    `overdue_on` is stored once: the day after the last in time, whenever that was noticed.
    """

    collection = models.OneToOneField(
        Collection,
        verbose_name=pgettext_lazy("interaction", "collection"),
        on_delete=models.PROTECT,
        related_name="clock",
    )
    overdue_on = models.DateField(_("overdue since"), null=True, blank=True, editable=False)

    objects = CollectionClockQuerySet.as_manager()  # type: ignore[misc]  # a manager of its own, as Django means it

    class Meta(Clock.Meta):
        abstract = False
        verbose_name = _("clock of a collection")
        verbose_name_plural = _("clocks of collections")

    def __str__(self) -> str:
        return f"{self.collection_id} {self.due_on}"
