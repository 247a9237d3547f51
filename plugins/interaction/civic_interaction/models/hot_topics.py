from typing import Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from civic_interaction.models.channels import default_levels
from civic_interaction.models.public import PublicLetter
from civic_office.enums import Role
from civic_office.models import Unit

IS_PUBLIC = Q(published_at__isnull=False, withdrawn_at__isnull=True)


class HotTopicQuerySet(models.QuerySet["HotTopic"]):
    def public(self) -> Self:
        return self.filter(IS_PUBLIC)


class HotTopic(models.Model):
    """What many talk about, and what the government says of it (热点回应, R137): at once, and followed up.

    **The visibility rule** is `HotTopic.objects.public()`; what is said stands in `responses`, of which the published ones
    are public for good. `letters` are public letters about the matter, `items` names catalogue items by index number.
    """

    title = models.CharField(_("title"), max_length=160)
    question = models.TextField(_("what people ask"), max_length=2000)
    unit = models.ForeignKey(Unit, verbose_name=_("answering unit"), on_delete=models.PROTECT, related_name="+")
    levels = models.JSONField(
        _("levels of review"), default=default_levels, help_text=_("Roles, in the order in which they review.")
    )
    letters = models.ManyToManyField(PublicLetter, verbose_name=_("public letters"), related_name="+", blank=True)
    items = models.JSONField(_("items of the catalogue"), default=dict, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=pgettext_lazy("topic", "prepared by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    created_at = models.DateTimeField(_("prepared"))
    published_at = models.DateTimeField(pgettext_lazy("interaction", "published at"), null=True, editable=False)
    updated_at = models.DateTimeField(_("updated at"), null=True, editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, editable=False)
    withdrawn_reason = models.CharField(_("reason for withdrawal"), max_length=200, blank=True, editable=False)

    objects = HotTopicQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("hot topic")
        verbose_name_plural = _("hot topics")
        ordering = ("-created_at", "-pk")
        indexes = (
            models.Index(fields=("-updated_at", "-id"), condition=IS_PUBLIC, name="hot_topic_public_idx"),
            models.Index(fields=("unit", "-updated_at", "-id"), condition=IS_PUBLIC, name="hot_topic_unit_idx"),
        )
        constraints = (
            models.CheckConstraint(condition=~Q(title="") & ~Q(question=""), name="hot_topic_says_something"),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(published_at__isnull=False),
                name="hot_topic_withdrawn_only_published",
            ),
        )

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        if not self.levels or set(self.levels) - set(Role.values):
            raise ValidationError({"levels": _("What is published passes at least one level of review.")})

    @property
    def is_public(self) -> bool:
        return self.published_at is not None and self.withdrawn_at is None
