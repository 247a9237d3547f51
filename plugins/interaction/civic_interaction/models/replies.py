from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from civic_interaction.enums import ReplyState
from civic_interaction.models.cases import Case
from civic_office.enums import ReturnReason, Role
from civic_office.models import Unit


class ReplyQuerySet(models.QuerySet["Reply"]):
    def newest(self) -> "Reply | None":
        return self.order_by("-version").first()

    def sent(self) -> Self:
        return self.filter(state=ReplyState.SENT)


class Reply(models.Model):
    """One version of the answer to a case. From the day it is sent for review its text stays as it is.

    A returned one is followed by the next version; so is one that was sent and needs correcting.
    """

    case = models.ForeignKey(Case, verbose_name=_("case"), on_delete=models.PROTECT, related_name="replies")
    version = models.PositiveSmallIntegerField(_("version"))
    unit = models.ForeignKey(Unit, verbose_name=_("answering unit"), on_delete=models.PROTECT, related_name="+")
    text = models.TextField(pgettext_lazy("interaction", "text"), blank=True)
    state = models.CharField(_("state"), max_length=10, choices=ReplyState.choices, default=ReplyState.DRAFT)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=pgettext_lazy("interaction", "written by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    drafted_at = models.DateTimeField(_("drafted"))
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
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)

    objects = ReplyQuerySet.as_manager()

    class Meta:
        verbose_name = _("reply")
        verbose_name_plural = _("replies")
        ordering = ("case", "version")
        constraints = (
            models.UniqueConstraint(fields=("case", "version"), name="reply_version_once"),
            models.UniqueConstraint(
                fields=("case",),
                condition=Q(state__in=[ReplyState.DRAFT, ReplyState.IN_REVIEW, ReplyState.APPROVED]),
                name="reply_one_in_work",
            ),
            models.CheckConstraint(condition=Q(state=ReplyState.DRAFT) | ~Q(text=""), name="reply_says_something"),
            models.CheckConstraint(
                condition=~Q(state__in=[ReplyState.APPROVED, ReplyState.SENT]) | Q(approved_at__isnull=False),
                name="reply_sent_only_approved",
            ),
        )

    def __str__(self) -> str:
        return f"{self.case_id} v{self.version}"

    def current_step(self) -> "ReplyReview | None":
        """The first step of review that nobody has decided."""
        if self.state != ReplyState.IN_REVIEW:
            return None
        return self.reviews.filter(decided_at__isnull=True).order_by("level").first()


class ReplyReviewQuerySet(models.QuerySet["ReplyReview"]):
    def waiting(self) -> Self:
        """Steps whose turn it is: undecided, and every level before approved."""
        undecided = self.filter(reply__state=ReplyState.IN_REVIEW, decided_at__isnull=True)
        before = ReplyReview.objects.filter(reply=OuterRef("reply"), level__lt=OuterRef("level"), decided_at=None)
        return undecided.filter(~Exists(before))


class ReplyReview(models.Model):
    """One level of review of one version of a reply: by whom in which role, with what outcome (R043, R117).

    The levels are copied from the channel when the reply is sent for review: a later change of the channel leaves
    replies under review alone.
    """

    reply = models.ForeignKey(Reply, verbose_name=_("reply"), on_delete=models.CASCADE, related_name="reviews")
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

    objects = ReplyReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("review of a reply")
        verbose_name_plural = _("reviews of replies")
        ordering = ("reply", "level")
        indexes = (
            models.Index(fields=("role", "reply"), condition=Q(decided_at__isnull=True), name="reply_review_open_idx"),
        )
        constraints = (
            models.UniqueConstraint(fields=("reply", "level"), name="reply_level_once"),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, is_approved__isnull=True)
                | Q(decided_at__isnull=False, is_approved__isnull=False),
                name="reply_review_decided_somehow",
            ),
        )

    def __str__(self) -> str:
        return f"{self.reply} {self.get_role_display()}"
