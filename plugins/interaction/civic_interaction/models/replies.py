import datetime
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from civic_interaction.enums import ReplyState
from civic_interaction.models.cases import Case
from civic_interaction.models.reviews import DECIDED_SOMEHOW, ReviewedVersion, ReviewStep
from civic_office.models import Unit

IN_WORK = (ReplyState.DRAFT, ReplyState.IN_REVIEW, ReplyState.APPROVED)
#: A reply in work that nobody wrote at or sent for so long is forgotten: it holds up nothing any more.
FORGOTTEN_AFTER = datetime.timedelta(days=90)


class ReplyQuerySet(models.QuerySet["Reply"]):
    def newest(self) -> "Reply | None":
        return self.order_by("-version").first()

    def in_work(self) -> Self:
        return self.filter(state__in=IN_WORK)

    def worked_on(self, *, today: datetime.date) -> Self:
        """In work, and not forgotten."""
        since = today - FORGOTTEN_AFTER
        touched = Q(drafted_at__date__gte=since) | Q(sent_for_review_at__date__gte=since)
        return self.in_work().filter(touched | Q(approved_at__date__gte=since))

    def give_up(self) -> None:
        """What is in work comes to nothing; a draft without a word is not kept."""
        self.filter(state=ReplyState.DRAFT, text="").delete()
        self.in_work().update(state=ReplyState.RETURNED)

    def sent(self) -> Self:
        return self.filter(state=ReplyState.SENT)


class Reply(ReviewedVersion):
    """One version of the answer to a case. One that was sent and needs correcting is followed by the next, as returned ones are."""

    IN_REVIEW = ReplyState.IN_REVIEW

    case = models.ForeignKey(
        Case, verbose_name=_("case"), db_index=False, on_delete=models.PROTECT, related_name="replies"
    )
    version = models.PositiveSmallIntegerField(_("version"))
    unit = models.ForeignKey(Unit, verbose_name=_("answering unit"), on_delete=models.PROTECT, related_name="+")
    text = models.TextField(pgettext_lazy("interaction", "text"), blank=True)
    state = models.CharField(_("state"), max_length=10, choices=ReplyState.choices, default=ReplyState.DRAFT)
    drafted_at = models.DateTimeField(_("drafted"))
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
                condition=Q(state__in=IN_WORK),
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


class ReplyReviewQuerySet(models.QuerySet["ReplyReview"]):
    def waiting(self) -> Self:
        """Steps whose turn it is: undecided, and every level before approved."""
        undecided = self.filter(reply__state=ReplyState.IN_REVIEW, decided_at__isnull=True)
        before = ReplyReview.objects.filter(reply=OuterRef("reply"), level__lt=OuterRef("level"), decided_at=None)
        return undecided.filter(~Exists(before))


class ReplyReview(ReviewStep):
    """One level of review of a reply; the levels are those of its channel."""

    reply = models.ForeignKey(
        Reply, verbose_name=_("reply"), db_index=False, on_delete=models.CASCADE, related_name="reviews"
    )
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
            models.CheckConstraint(condition=DECIDED_SOMEHOW, name="reply_review_decided_somehow"),
        )

    def __str__(self) -> str:
        return f"{self.reply} {self.get_role_display()}"
