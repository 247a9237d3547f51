import datetime
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from civic_interaction.enums import Asked, ChannelKind, Concern, PublicationRule
from civic_office.enums import Role
from civic_office.models import Unit, UnitGroup
from civic_office.workdays import Policy

#: What a form may ask about the person; the name of each field of `Sender`, and what it is asked for by default.
PERSON_FIELDS: dict[str, str] = {
    "name": Asked.REQUIRED,
    "phone": Asked.REQUIRED,
    "mail": Asked.OPTIONAL,
    "id_number": Asked.HIDDEN,
    "address": Asked.OPTIONAL,
    "organisation": Asked.HIDDEN,
    "credit_code": Asked.HIDDEN,
}


def default_levels() -> list[str]:
    """A leader of the answering unit, then the government office (R043, R117)."""
    return [Role.SUPERVISING_LEADER.value, Role.DISCLOSURE_SECTION.value]


class ChannelQuerySet(models.QuerySet["Channel"]):
    def open(self) -> Self:
        """Those a citizen may write to."""
        return self.filter(is_open=True)


class Channel(models.Model):
    """A way to write to the government: who receives, what is asked, who reviews, what becomes public.

    `receiver` is the unit whose desk accepts and assigns; in a channel without one the citizen chooses it out of
    `receivers` (R117–R119, R138). `desk`, if set, accepts and assigns for whoever was chosen (R143: 12345办公室).
    """

    code = models.SlugField(_("code"), max_length=40, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=ChannelKind.choices)
    name = models.CharField(_("name"), max_length=60)
    introduction = models.TextField(
        _("introduction"), blank=True, help_text=_("What the citizen reads before writing.")
    )
    receiver = models.ForeignKey(
        Unit, verbose_name=_("receiver"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    receivers = models.ForeignKey(
        UnitGroup,
        verbose_name=_("receiver chosen by the citizen out of"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    desk = models.ForeignKey(
        Unit,
        verbose_name=_("accepts and assigns for the receiver"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    asked = models.JSONField(_("asked about the person"), default=dict, blank=True)
    requires_real_name = models.BooleanField(_("real name required"), default=False)
    levels = models.JSONField(
        _("levels of review"), default=default_levels, help_text=_("Roles, in the order in which they review a reply.")
    )
    publication = models.CharField(
        _("publication"), max_length=12, choices=PublicationRule.choices, default=PublicationRule.OFFERED
    )
    is_open = models.BooleanField(_("open to citizens"), default=True)
    position = models.PositiveIntegerField(pgettext_lazy("interaction", "position"), default=0)

    objects = ChannelQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = pgettext_lazy("interaction", "channel")
        verbose_name_plural = pgettext_lazy("interaction", "channels")
        ordering = ("position", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(receiver__isnull=False) ^ Q(receivers__isnull=False),
                name="channel_has_one_way_to_receivers",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def asks(self, field: str) -> str:
        """Whether the form asks for `field` of the person (`Asked`)."""
        if field == "name" and self.requires_real_name:
            return Asked.REQUIRED
        return self.asked.get(field, PERSON_FIELDS[field])

    def units(self, *, today: datetime.date) -> models.QuerySet[Unit]:
        """The units that a letter may be addressed to on `today`."""
        if self.receivers is not None:
            return self.receivers.units(today=today)
        return Unit.objects.filter(pk__in=[self.receiver_id])

    def clean(self) -> None:
        if unknown := set(self.levels) - set(Role.values):
            raise ValidationError({"levels": _("Unknown roles: %s") % ", ".join(sorted(unknown))})
        if not self.levels:
            raise ValidationError({"levels": _("A reply passes at least one level of review.")})
        if set(self.asked) - set(PERSON_FIELDS) or set(self.asked.values()) - set(Asked.values):
            raise ValidationError({"asked": _("Unknown field, or unknown way of asking.")})
        if (self.receiver is None) == (self.receivers is None):
            raise ValidationError({"receiver": _("Name one unit, or a group to choose from.")})


class Category(models.Model):
    """What a letter is about, within its channel, and how the statistics count it."""

    channel = models.ForeignKey(
        Channel,
        verbose_name=pgettext_lazy("interaction", "channel"),
        db_index=False,
        on_delete=models.CASCADE,
        related_name="categories",
    )
    name = models.CharField(_("name"), max_length=60)
    concern = models.CharField(_("counted as"), max_length=16, choices=Concern.choices)
    is_offered = models.BooleanField(_("offered"), default=True)
    position = models.PositiveIntegerField(pgettext_lazy("interaction", "position"), default=0)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        ordering = ("position", "pk")
        constraints = (models.UniqueConstraint(fields=("channel", "name"), name="category_named_once"),)

    def __str__(self) -> str:
        return self.name


class ReplyPolicyQuerySet(models.QuerySet["ReplyPolicy"]):
    def applying_to(self, channel: Channel, day: datetime.date) -> "ReplyPolicy | None":
        """What holds for a letter received on `day`: the newest that had come into effect."""
        return self.filter(channel=channel, effective_from__lte=day).order_by("-effective_from").first()


def validate_period(value: Any) -> None:
    """Refuse a period that could not be counted."""
    try:
        Policy.from_json(value)
    except (KeyError, TypeError, ValueError) as error:
        raise ValidationError(_("Not a period: %s") % error) from error


class ReplyPolicy(models.Model):
    """Within what time letters of a channel are dealt with, from one day on (R125–R128).

    The periods are `workdays.Policy` as JSON and differ from city to city: data with a source (`basis`), never law
    written in code. One that is NULL is not kept in this channel. `amber_share` is the percentage of the days after
    which a clock turns amber.
    """

    channel = models.ForeignKey(
        Channel,
        verbose_name=pgettext_lazy("interaction", "channel"),
        db_index=False,
        on_delete=models.CASCADE,
        related_name="policies",
    )
    effective_from = models.DateField(_("effective from"))
    accept_within = models.JSONField(_("accept within"), null=True, blank=True, validators=[validate_period])
    transfer_within = models.JSONField(_("assign within"), null=True, blank=True, validators=[validate_period])
    refuse_transfer_within = models.JSONField(
        _("a unit may refuse within"), null=True, blank=True, validators=[validate_period]
    )
    internal_within = models.JSONField(_("unit's part within"), null=True, blank=True, validators=[validate_period])
    reply_within = models.JSONField(_("answer within"), validators=[validate_period])
    extension_within = models.JSONField(_("extension by"), null=True, blank=True, validators=[validate_period])
    most_extensions = models.PositiveSmallIntegerField(_("extensions at most"), default=1)
    may_pause = models.BooleanField(_("may be paused"), default=True)
    reopened_within = models.JSONField(
        _("answer again within"),
        null=True,
        blank=True,
        validators=[validate_period],
        help_text=_("After the citizen was not satisfied; empty: as the first time."),
    )
    rate_within = models.JSONField(
        _("citizens rate within"),
        null=True,
        blank=True,
        validators=[validate_period],
        help_text=_("An answered case closes after that; empty: after 30 days."),
    )
    amber_share = models.PositiveSmallIntegerField(
        _("amber after (percent)"), default=60, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    exceptions = models.JSONField(
        _("exceptions"), default=list, blank=True, help_text=_("Reasons for which the limit does not hold (R126).")
    )
    basis = models.TextField(
        pgettext_lazy("interaction", "source"), help_text=_("Document and article that set these limits.")
    )
    is_verified = models.BooleanField(
        _("checked against the source"), default=False, help_text=_("Somebody has read these figures in the document.")
    )

    objects = ReplyPolicyQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("reply policy")
        verbose_name_plural = _("reply policies")
        ordering = ("channel", "-effective_from")
        constraints = (
            models.UniqueConstraint(fields=("channel", "effective_from"), name="reply_policy_once_a_day"),
            models.CheckConstraint(
                condition=Q(amber_share__gte=1) & Q(amber_share__lte=100), name="reply_policy_amber_is_a_share"
            ),
        )

    def __str__(self) -> str:
        return f"{self.channel} {self.effective_from}"
