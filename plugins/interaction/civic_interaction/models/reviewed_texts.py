from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from civic_interaction.enums import UNDER_WORK, TextState
from civic_interaction.models.collections import Collection
from civic_interaction.models.hot_topics import HotTopic
from civic_interaction.models.reviews import DECIDED_SOMEHOW, ReviewedVersion, ReviewStep


class ReviewedTextQuerySet(models.QuerySet["ReviewedText"]):
    def published(self) -> Self:
        return self.filter(state=TextState.PUBLISHED)

    def under_work(self) -> Self:
        return self.filter(state__in=UNDER_WORK)

    def newest(self) -> "ReviewedText | None":
        return self.order_by("-number").first()


def text_constraints(owner: str) -> tuple[models.BaseConstraint, ...]:
    """What holds for every kind of reviewed text; `owner` is the field that names what it belongs to."""
    return (
        models.UniqueConstraint(fields=(owner, "number"), name="%(class)s_numbered_once"),
        models.UniqueConstraint(fields=(owner,), condition=Q(state__in=UNDER_WORK), name="%(class)s_one_in_work"),
        models.CheckConstraint(condition=~Q(text=""), name="%(class)s_says_something"),
        models.CheckConstraint(
            condition=~Q(state__in=[TextState.APPROVED, TextState.PUBLISHED]) | Q(approved_at__isnull=False),
            name="%(class)s_published_only_approved",
        ),
    )


class ReviewedText(ReviewedVersion):
    """A text of a collection or of a hot topic in numbered versions."""

    IN_REVIEW = TextState.IN_REVIEW

    number = models.PositiveSmallIntegerField(_("version"))
    text = models.TextField(pgettext_lazy("interaction", "text"))
    state = models.CharField(_("state"), max_length=10, choices=TextState.choices, default=TextState.DRAFT)
    written_at = models.DateTimeField(_("written"))
    published_at = models.DateTimeField(_("published"), null=True, blank=True)

    objects = ReviewedTextQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{getattr(self, f'{self.OWNER}_id')} v{self.number}"

    #: The field that names what the text belongs to, and the field of `TextReview` that names the text.
    OWNER = "collection"
    REVIEWED_AS = ""


class DraftVersion(ReviewedText):
    """One version of the draft the public is asked about. Published ones are public for good, with what changed.

    `note` tells the public why there is a new version. What opinions quote is the version they were written on.
    """

    collection = models.ForeignKey(
        Collection,
        verbose_name=pgettext_lazy("interaction", "collection"),
        db_index=False,
        on_delete=models.PROTECT,
        related_name="versions",
    )
    note = models.CharField(_("what is new"), max_length=300, blank=True)

    REVIEWED_AS = "version"

    class Meta:
        ordering = ("collection", "number")
        constraints = text_constraints("collection")
        verbose_name = _("version of a draft")
        verbose_name_plural = _("versions of drafts")


class ResultReport(ReviewedText):
    """What became of the opinions, as a whole (R131 及时公开反馈结果).

    `figures` are counted when it is published: how many opinions came, were shown, excluded, and how each was decided.
    """

    collection = models.ForeignKey(
        Collection,
        verbose_name=pgettext_lazy("interaction", "collection"),
        db_index=False,
        on_delete=models.PROTECT,
        related_name="reports",
    )
    figures = models.JSONField(_("figures"), default=dict, editable=False)

    REVIEWED_AS = "report"

    class Meta:
        ordering = ("collection", "number")
        constraints = text_constraints("collection")
        verbose_name = _("result report")
        verbose_name_plural = _("result reports")


class TopicResponse(ReviewedText):
    """What the government says of a hot topic; each one that is published stays, and the next follows it up (R137 跟进)."""

    topic = models.ForeignKey(
        HotTopic, verbose_name=_("hot topic"), db_index=False, on_delete=models.PROTECT, related_name="responses"
    )

    OWNER, REVIEWED_AS = "topic", "response"

    class Meta:
        ordering = ("topic", "number")
        constraints = text_constraints("topic")
        verbose_name = _("response to a hot topic")
        verbose_name_plural = _("responses to hot topics")


#: The fields of `TextReview` of which one names the text.
REVIEWED = ("version", "report", "response")


class TextReviewQuerySet(models.QuerySet["TextReview"]):
    def waiting(self) -> Self:
        """Steps whose turn it is: undecided, and the one before approved."""
        under_review, same = Q(), Q()
        for name in REVIEWED:
            under_review |= Q(**{f"{name}__state": TextState.IN_REVIEW})
            same |= Q(**{name: models.OuterRef(name)})
        earlier = self.model.objects.filter(
            same,
            level__lt=models.OuterRef("level"),
            decided_at__isnull=True,
        )
        return self.filter(under_review, ~models.Exists(earlier), decided_at__isnull=True)


class TextReview(ReviewStep):
    """One level of review of a draft, report or response; the levels are those of its collection or topic."""

    version = models.ForeignKey(
        DraftVersion,
        verbose_name=pgettext_lazy("interaction", "draft"),
        null=True,
        db_index=False,
        on_delete=models.CASCADE,
        related_name="reviews",
    )
    report = models.ForeignKey(
        ResultReport,
        verbose_name=_("report"),
        null=True,
        db_index=False,
        on_delete=models.CASCADE,
        related_name="reviews",
    )
    response = models.ForeignKey(
        TopicResponse,
        verbose_name=_("response"),
        null=True,
        db_index=False,
        on_delete=models.CASCADE,
        related_name="reviews",
    )
    objects = TextReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("review of a draft or report")
        verbose_name_plural = _("reviews of drafts and reports")
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=Q(version__isnull=False, report__isnull=True, response__isnull=True)
                | Q(version__isnull=True, report__isnull=False, response__isnull=True)
                | Q(version__isnull=True, report__isnull=True, response__isnull=False),
                name="text_review_of_one_text",
            ),
            models.UniqueConstraint(fields=("response", "level"), name="response_review_level_once"),
            models.UniqueConstraint(fields=("version", "level"), name="version_review_level_once"),
            models.UniqueConstraint(fields=("report", "level"), name="report_review_level_once"),
            models.CheckConstraint(condition=DECIDED_SOMEHOW, name="text_review_decided_somehow"),
        )

    def __str__(self) -> str:
        return f"{self.version_id or self.report_id or self.response_id} {self.get_role_display()}"
