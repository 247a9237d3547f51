import datetime
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from civic_interaction.enums import ANNOUNCED_STATES, CollectionKind, CollectionState, Phase
from civic_interaction.models.channels import default_levels, validate_period
from civic_office.enums import Role
from civic_office.models import Unit


class CollectionRuleQuerySet(models.QuerySet["CollectionRule"]):
    def applying_to(self, kind: str, day: datetime.date) -> "CollectionRule | None":
        """What holds for a collection of `kind` that is announced on `day`."""
        return self.filter(kind=kind, effective_from__lte=day).order_by("-effective_from").first()


class CollectionRule(models.Model):
    """How long the public is asked, and when it hears what became of it, for one kind of matter from one day on.

    Periods are `workdays.Policy` as JSON. `least` is the minimum that a law sets (NULL: none is known); where
    `may_be_shortened`, a shorter period is lawful if the announcement gives the reason. Data with its source, never law
    written in code; the office enters the next version when the law changes.
    """

    kind = models.CharField(_("kind"), max_length=20, choices=CollectionKind.choices)
    effective_from = models.DateField(_("effective from"))
    least = models.JSONField(_("period at least"), null=True, blank=True, validators=[validate_period])
    may_be_shortened = models.BooleanField(_("may be shorter with an announced reason"), default=False)
    basis = models.TextField(
        pgettext_lazy("interaction", "source"), help_text=_("Document and article that set the period.")
    )
    is_verified = models.BooleanField(
        _("checked against the source"), default=False, help_text=_("Somebody has read these figures in the document.")
    )
    result_within = models.JSONField(_("results after closing within"), validators=[validate_period])
    result_basis = models.TextField(_("source for the results"))

    objects = CollectionRuleQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("period of collection")
        verbose_name_plural = _("periods of collection")
        ordering = ("kind", "-effective_from")
        constraints = (models.UniqueConstraint(fields=("kind", "effective_from"), name="collection_rule_once_a_day"),)

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.effective_from}"


class CollectionQuerySet(models.QuerySet["Collection"]):
    def public(self) -> Self:
        """What the public has been told of."""
        return self.filter(announced_at__isnull=False)

    def open_on(self, day: datetime.date) -> Self:
        """Those that take opinions on `day`."""
        return self.filter(state=CollectionState.OPEN, opens_on__lte=day, closes_on__gte=day)

    def ended_before(self, day: datetime.date) -> Self:
        """Announced ones whose last day has passed and that nobody has closed yet."""
        return self.filter(state=CollectionState.OPEN, closes_on__lt=day)

    def in_phase(self, phase: str, *, today: datetime.date) -> Self:
        """As the public reads it; see `Collection.phase_on`."""
        announced = Q(state=CollectionState.OPEN)
        return self.filter(
            {
                Phase.COMING: announced & Q(opens_on__gt=today),
                Phase.OPEN: announced & Q(opens_on__lte=today, closes_on__gte=today),
                Phase.CLOSED: Q(state=CollectionState.CLOSED) | announced & Q(closes_on__lt=today),
                Phase.REPORTED: Q(state=CollectionState.REPORTED),
                Phase.CANCELLED: Q(state=CollectionState.CANCELLED),
            }[Phase(phase)]
        )


class Collection(models.Model):
    """The public is asked for its opinion on a draft (R119, R122, R131, R132).

    `opens_on` and `closes_on` are the first and the last day on which opinions are taken. `rule` is what applied on the
    day of the announcement and stays. The draft itself stands in `versions`, the results in `reports`.
    """

    title = models.CharField(_("title"), max_length=160)
    kind = models.CharField(_("kind"), max_length=20, choices=CollectionKind.choices)
    unit = models.ForeignKey(
        Unit, verbose_name=_("asking unit"), db_index=False, on_delete=models.PROTECT, related_name="collections"
    )
    background = models.TextField(_("background"), help_text=_("Why the matter is regulated, and what is new."))
    contact = models.TextField(_("other ways to answer"), blank=True, help_text=_("Address, telephone, mail."))
    opens_on = models.DateField(_("first day"))
    closes_on = models.DateField(_("last day"))
    shortened_reason = models.TextField(
        _("reason for the short period"), blank=True, help_text=_("Stands in the announcement.")
    )
    shows_opinions = models.BooleanField(
        _("opinions are shown"), default=True, help_text=_("Each after somebody has read it; else only the results.")
    )
    requires_real_name = models.BooleanField(_("real name required"), default=False)
    levels = models.JSONField(
        _("levels of review"), default=default_levels, help_text=_("Roles, in the order in which they review.")
    )
    state = models.CharField(
        _("state"), max_length=12, choices=CollectionState.choices, default=CollectionState.DRAFT, editable=False
    )
    rule = models.ForeignKey(
        CollectionRule, verbose_name=_("rule"), null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    announced_at = models.DateTimeField(_("announced"), null=True, editable=False)
    closed_at = models.DateTimeField(_("period ended"), null=True, editable=False)
    reported_at = models.DateTimeField(_("results published"), null=True, editable=False)
    cancelled_reason = models.TextField(_("reason for cancelling"), blank=True, editable=False)
    legal_review_on = models.DateField(_("sent to the legal office's review on"), null=True, editable=False)  # R122
    due_on = models.DateField(_("results due on"), null=True, editable=False)
    overdue_on = models.DateField(_("results overdue since"), null=True, editable=False)
    event_count = models.PositiveIntegerField(default=0, editable=False)

    objects = CollectionQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["event_count"])

    class Meta:
        verbose_name = _("opinion collection")
        verbose_name_plural = _("opinion collections")
        ordering = ("-opens_on", "-pk")
        indexes = (
            models.Index(fields=("state", "closes_on"), name="collection_state_idx"),
            models.Index(fields=("unit", "-opens_on"), name="collection_unit_idx"),
            models.Index(fields=("-announced_at", "-id"), name="collection_announced_idx"),
        )
        constraints = (
            models.CheckConstraint(condition=Q(closes_on__gte=F("opens_on")), name="collection_closes_after_opening"),
            models.CheckConstraint(
                condition=~Q(state__in=sorted(ANNOUNCED_STATES)) | Q(announced_at__isnull=False, rule__isnull=False),
                name="collection_open_only_announced",
            ),
            models.CheckConstraint(
                condition=Q(legal_review_on__isnull=True) | Q(announced_at__isnull=False),
                name="collection_announced_before_legal_review",
            ),
        )

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        if self.opens_on and self.closes_on and self.closes_on < self.opens_on:
            raise ValidationError({"closes_on": _("The last day cannot lie before the first.")})
        if unknown := set(self.levels) - set(Role.values):
            raise ValidationError({"levels": _("Unknown roles: %s") % ", ".join(sorted(unknown))})
        if not self.levels:
            raise ValidationError({"levels": _("What is published passes at least one level of review.")})

    @property
    def is_public(self) -> bool:
        return self.announced_at is not None

    def takes_opinions_on(self, day: datetime.date) -> bool:
        return self.state == CollectionState.OPEN and self.opens_on <= day <= self.closes_on

    def phase_on(self, day: datetime.date) -> Phase:
        """What the public is told on `day`; one in preparation is told to nobody."""
        if self.state != CollectionState.OPEN:
            return Phase(self.state)
        if day < self.opens_on:
            return Phase.COMING
        return Phase.OPEN if day <= self.closes_on else Phase.CLOSED
