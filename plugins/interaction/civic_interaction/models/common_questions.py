from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from civic_interaction.models.cases import Case
from civic_interaction.models.channels import Channel
from civic_office.models import Unit

IS_PUBLIC = Q(published_at__isnull=False, withdrawn_at__isnull=True)


class CommonQuestionQuerySet(models.QuerySet["CommonQuestion"]):
    def public(self) -> Self:
        return self.filter(IS_PUBLIC)

    def waiting(self) -> Self:
        """Proposed, or worded anew after it was withdrawn; not public."""
        is_new = Q(published_at__isnull=True, withdrawn_at__isnull=True)
        return self.filter(is_new | Q(withdrawn_at__lt=F("proposed_at")))


class CommonQuestion(models.Model):
    """What many ask (共性问题, R140), answered once for all: made from answered cases, published by the office.

    **The visibility rule** is `CommonQuestion.objects.public()`. Which cases it was made from stays inside. `useful` and
    `not_useful` count what readers said; who said it is stored nowhere.
    """

    question = models.CharField(_("question"), max_length=200)
    answer = models.TextField(_("answer"))
    channel = models.ForeignKey(
        Channel,
        verbose_name=pgettext_lazy("interaction", "channel"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    category = models.CharField(_("category"), max_length=60, blank=True)
    unit = models.ForeignKey(Unit, verbose_name=_("answering unit"), on_delete=models.PROTECT, related_name="+")
    cases = models.ManyToManyField(Case, verbose_name=_("cases"), related_name="common_questions")
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("proposed by"), on_delete=models.PROTECT, related_name="+"
    )
    proposed_at = models.DateTimeField(_("proposed"))
    published_at = models.DateTimeField(pgettext_lazy("interaction", "published at"), null=True, blank=True)
    updated_at = models.DateTimeField(_("updated at"))
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    useful = models.PositiveIntegerField(_("useful"), default=0, editable=False)
    not_useful = models.PositiveIntegerField(_("not useful"), default=0, editable=False)

    objects = CommonQuestionQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["useful", "not_useful"])

    class Meta:
        verbose_name = _("common question")
        verbose_name_plural = _("common questions")
        ordering = ("-published_at", "-pk")
        indexes = (
            models.Index(fields=("-published_at", "-id"), condition=IS_PUBLIC, name="common_question_public_idx"),
            models.Index(fields=("unit", "-published_at", "-id"), condition=IS_PUBLIC, name="common_question_unit_idx"),
        )
        constraints = (
            models.CheckConstraint(condition=~Q(question="") & ~Q(answer=""), name="common_question_says_something"),
        )

    def __str__(self) -> str:
        return self.question

    @property
    def is_public(self) -> bool:
        return self.published_at is not None and self.withdrawn_at is None

    @property
    def is_waiting(self) -> bool:
        """As `waiting`."""
        if self.withdrawn_at is None:
            return self.published_at is None
        return self.proposed_at > self.withdrawn_at
