from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from civic_interaction.enums import CollectionState, Step
from civic_interaction.models.collections import Collection
from civic_interaction.models.events import KeptEvent
from civic_interaction.privacy.fields import EncryptedTextField
from civic_office.models import Clock
from civic_office.models.clocks import ClockQuerySet


class CollectionEvent(KeptEvent):
    """That something happened to a collection."""

    collection = models.ForeignKey(
        Collection,
        verbose_name=pgettext_lazy("interaction", "collection"),
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


class CollectionClockQuerySet(ClockQuerySet):
    def late(self, *, today: Any) -> Self:
        """Running, past their last day, and not yet recorded as overdue."""
        return self.running().filter(due_on__lt=today, overdue_on__isnull=True)


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


class FollowerQuerySet(models.QuerySet["Follower"]):
    def confirmed(self) -> Self:
        return self.filter(confirmed_at__isnull=False)


class Follower(models.Model):
    """Somebody who wants to be told by mail what becomes of a collection. Deleted with the last word, or when asked to."""

    collection = models.ForeignKey(
        Collection,
        verbose_name=pgettext_lazy("interaction", "collection"),
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


class FollowerNotice(models.Model):
    """That a follower was told of an event: a job that runs twice sends one mail."""

    follower = models.ForeignKey(Follower, on_delete=models.CASCADE, related_name="notices")
    event = models.ForeignKey(CollectionEvent, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(_("sent"))

    class Meta:
        verbose_name = _("notice to a follower")
        verbose_name_plural = _("notices to followers")
        constraints = (models.UniqueConstraint(fields=("follower", "event"), name="follower_told_once"),)

    def __str__(self) -> str:
        return f"{self.follower_id} {self.event_id}"
