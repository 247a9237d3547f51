from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from civic_interaction.enums import Concern
from civic_interaction.models.cases import Case
from civic_interaction.models.channels import Channel
from civic_interaction.models.replies import Reply
from civic_office.models import Unit

IS_PUBLIC = Q(withdrawn_at__isnull=True)


class PublicLetterQuerySet(models.QuerySet["PublicLetter"]):
    def public(self) -> Self:
        return self.filter(IS_PUBLIC)

    def newest_first(self) -> Self:
        return self.order_by("-published_at", "-case_id")


class PublicLetter(models.Model):
    """What the public sees of an answered case: one flat row, masked, written when it is published (发展指引 §互动交流).

    **The visibility rule** of letters is `PublicLetter.objects.public()`: every channel reads through it, and nothing
    public is read from anywhere else. Its history is the public history: what could be seen, and when.
    `row` and `page` hold the JSON of a list row and of the letter's own page, rendered once. `published_at` never changes.
    """

    case = models.OneToOneField(Case, primary_key=True, on_delete=models.PROTECT, related_name="public")
    reply = models.ForeignKey(Reply, verbose_name=_("reply"), on_delete=models.PROTECT, related_name="+")
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    number = models.CharField(_("case number"), max_length=30, unique=True)
    channel = models.ForeignKey(
        Channel, verbose_name=pgettext_lazy("interaction", "channel"), on_delete=models.PROTECT, related_name="+"
    )
    category = models.CharField(_("category"), max_length=60, blank=True)
    concern = models.CharField(_("counted as"), max_length=16, choices=Concern.choices)
    unit = models.ForeignKey(Unit, verbose_name=_("answering unit"), on_delete=models.PROTECT, related_name="+")
    title = models.CharField(_("title"), max_length=120)
    question = models.TextField(_("letter"))
    answer = models.TextField(_("answer"))
    received_on = models.DateField(_("received on"))
    accepted_on = models.DateField(_("accepted on"))
    answered_on = models.DateField(_("answered on"))
    year = models.PositiveSmallIntegerField(_("year"))
    published_at = models.DateTimeField(pgettext_lazy("interaction", "published at"))
    updated_at = models.DateTimeField(_("updated at"))
    correction = models.CharField(_("what was corrected"), max_length=200, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True)
    withdrawn_reason = models.CharField(_("reason for withdrawal"), max_length=200, blank=True)
    row = models.TextField(_("list row"))
    page = models.TextField(pgettext_lazy("record", "page"))

    objects = PublicLetterQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["row"])

    class Meta:
        verbose_name = _("public letter")
        verbose_name_plural = _("public letters")
        ordering = ("-published_at", "-case_id")
        indexes = tuple(
            models.Index(
                fields=(*fields, "-published_at", "-case"), condition=IS_PUBLIC, name=f"public_letter_{name}_idx"
            )
            for name, fields in {
                "all": (),
                "channel": ("channel",),
                "unit": ("unit",),
                "concern": ("concern",),
                "year": ("year",),
                "category": ("category",),
                "channel_year": ("channel", "year"),
                "unit_year": ("unit", "year"),
            }.items()
        )
        constraints = (
            models.CheckConstraint(condition=~Q(title="") & ~Q(answer=""), name="public_letter_says_something"),
            models.CheckConstraint(
                condition=Q(updated_at__gte=F("published_at")), name="public_letter_not_updated_before_published"
            ),
        )

    def __str__(self) -> str:
        return self.title

    def is_public(self) -> bool:
        return self.withdrawn_at is None
