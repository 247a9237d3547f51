"""What replies, drafts and result reports have in common: each is reviewed level by level. Every kind has its own tables."""

import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from civic_office.enums import ReturnReason, Role

#: A level of review is open, or decided one way or the other.
DECIDED_SOMEHOW = Q(decided_at__isnull=True, is_approved__isnull=True) | Q(
    decided_at__isnull=False, is_approved__isnull=False
)


class ReviewedVersion(models.Model):
    """One version of a text. From the day it is sent for review it stays as it is; a returned one is followed by the next."""

    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=pgettext_lazy("interaction", "written by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    sent_for_review_at = models.DateTimeField(_("sent for review"), null=True, blank=True)
    sent_for_review_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("sent for review by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    approved_at = models.DateTimeField(_("approved"), null=True, blank=True)

    class Meta:
        abstract = True

    #: Each kind of text has its own states and reviews.
    state: Any
    reviews: Any
    IN_REVIEW: str

    def current_step(self) -> "Any | None":
        """The first step of review that nobody has decided."""
        if self.state != self.IN_REVIEW:
            return None
        return self.reviews.filter(decided_at__isnull=True).order_by("level").first()


class ReviewStep(models.Model):
    """One level of review of one version: by whom, in which role, with what outcome (R043, R117).

    The levels are copied when the text is sent for review: what is laid down later leaves texts under review alone.
    """

    level = models.PositiveSmallIntegerField(_("level"))
    role = models.CharField(pgettext_lazy("interaction", "role"), max_length=24, choices=Role.choices)
    is_approved = models.BooleanField(_("approved"), null=True)
    reason = models.CharField(_("reason"), max_length=24, choices=ReturnReason.choices, blank=True)
    comment = models.TextField(pgettext_lazy("interaction", "opinion"), blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=pgettext_lazy("interaction", "decided by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)

    class Meta:
        abstract = True

    def decide(self, *, is_approved: bool, reason: str, comment: str, by: Any, now: datetime.datetime) -> None:
        """Keep the decision of this level."""
        self.is_approved, self.reason, self.comment = is_approved, reason, comment
        self.decided_by, self.decided_at = by, now
        self.save()
