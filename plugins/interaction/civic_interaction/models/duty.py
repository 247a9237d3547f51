import datetime
from typing import Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from civic_interaction.models.cases import Case
from civic_office.models import Unit
from civic_office.workdays import WorkingHours

LONGEST_WAIT = 80
AN_HOUR_OR_MORE = [MinValueValidator(1), MaxValueValidator(LONGEST_WAIT)]


class DutyLevel(models.IntegerChoices):
    """Who hears that a new letter is not attended to, one after the other."""

    PERSON = 1, _("Person on duty")
    LEADER = 2, _("Unit leader")
    OFFICE = 3, _("Government office")


class DutyRuleQuerySet(models.QuerySet["DutyRule"]):
    def applying_to(self, unit: Unit | int) -> "DutyRule":
        """The unit's own, else the one for all, else what the fields say by default."""
        number = unit.pk if isinstance(unit, Unit) else unit
        rules = self.filter(Q(unit=number) | Q(unit__isnull=True))
        return rules.order_by(models.F("unit").asc(nulls_last=True)).first() or DutyRule()


class DutyRule(models.Model):
    """When somebody sits at the desk, and after how many working hours a new letter that nobody accepts is reported.

    Of one unit, or (without a unit) of all that have none of their own.
    """

    unit = models.OneToOneField(
        Unit, verbose_name=_("unit"), null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    opens_at = models.TimeField(_("desk opens"), default=datetime.time(8, 30))
    closes_at = models.TimeField(_("desk closes"), default=datetime.time(17, 30))
    person_after = models.PositiveSmallIntegerField(
        _("to the person on duty after (working hours)"), default=2, validators=AN_HOUR_OR_MORE
    )
    leader_after = models.PositiveSmallIntegerField(
        _("to the unit's leaders after (working hours)"), default=4, validators=AN_HOUR_OR_MORE
    )
    office_after = models.PositiveSmallIntegerField(
        _("to the government office after (working hours)"), default=8, validators=AN_HOUR_OR_MORE
    )

    objects = DutyRuleQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("duty rule")
        verbose_name_plural = _("duty rules")
        ordering = ("unit__position", "pk")
        constraints = (
            models.UniqueConstraint(models.Value(1), condition=Q(unit__isnull=True), name="duty_rule_one_for_all"),
            models.CheckConstraint(condition=Q(closes_at__gt=models.F("opens_at")), name="duty_rule_opens_first"),
        )

    def __str__(self) -> str:
        return str(self.unit or _("All units"))

    def clean(self) -> None:
        if self.opens_at and self.closes_at and self.closes_at <= self.opens_at:
            raise ValidationError({"closes_at": _("The desk closes after it has opened.")})
        waits = [self.person_after, self.leader_after, self.office_after]
        if None not in waits and waits != sorted(waits):
            raise ValidationError({"office_after": _("Each level hears no earlier than the one before.")})

    @property
    def hours(self) -> WorkingHours:
        return WorkingHours(self.opens_at, self.closes_at)

    def hours_until(self, level: DutyLevel) -> int:
        return {
            DutyLevel.PERSON: self.person_after,
            DutyLevel.LEADER: self.leader_after,
            DutyLevel.OFFICE: self.office_after,
        }[level]


class DutyMember(models.Model):
    """Who takes turns in a unit, in which order."""

    unit = models.ForeignKey(Unit, verbose_name=_("unit"), db_index=False, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.CASCADE, related_name="+"
    )
    position = models.PositiveSmallIntegerField(pgettext_lazy("interaction", "position"))

    class Meta:
        verbose_name = _("person who takes turns")
        verbose_name_plural = _("people who take turns")
        ordering = ("unit", "position")
        constraints = (models.UniqueConstraint(fields=("unit", "user"), name="duty_member_once"),)

    def __str__(self) -> str:
        return f"{self.unit_id} {self.user_id}"


class DutyShiftQuerySet(models.QuerySet["DutyShift"]):
    def of(self, unit: Unit, *, first: datetime.date, last: datetime.date) -> Self:
        return self.filter(unit=unit, day__range=(first, last)).order_by("day")


class DutyShift(models.Model):
    """Who watches the desk of a unit on a working day (R134 工作日在线值守，专人负责). Who it was before is in the history."""

    unit = models.ForeignKey(Unit, verbose_name=_("unit"), db_index=False, on_delete=models.PROTECT, related_name="+")
    day = models.DateField(pgettext_lazy("duty", "day"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), db_index=False, on_delete=models.PROTECT, related_name="+"
    )

    objects = DutyShiftQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = pgettext_lazy("roster", "duty")
        verbose_name_plural = pgettext_lazy("roster", "duties")
        ordering = ("day", "unit")
        indexes = (models.Index(fields=("user", "day"), name="duty_person_idx"),)
        constraints = (models.UniqueConstraint(fields=("unit", "day"), name="duty_one_person_a_day"),)

    def __str__(self) -> str:
        return f"{self.unit} {self.day:%Y-%m-%d}"


class DutyNoteQuerySet(models.QuerySet["DutyNote"]):
    def open(self) -> Self:
        """What somebody after has to follow up."""
        return self.filter(needs_follow_up=True, settled_at__isnull=True)


class DutyNote(models.Model):
    """What the log of a day says. Written once; an open point is settled by whoever followed it up.

    Names, numbers and addresses found in it are masked before it is written.
    """

    unit = models.ForeignKey(Unit, verbose_name=_("unit"), db_index=False, on_delete=models.PROTECT, related_name="+")
    day = models.DateField(pgettext_lazy("duty", "day"))
    text = models.TextField(pgettext_lazy("interaction", "text"))
    needs_follow_up = models.BooleanField(_("to be followed up by the next one"), default=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=pgettext_lazy("interaction", "written by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    written_at = models.DateTimeField(pgettext_lazy("interaction", "written"))
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=pgettext_lazy("duty", "settled by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    settled_at = models.DateTimeField(pgettext_lazy("duty", "settled at"), null=True)

    objects = DutyNoteQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("duty", "handover note")
        verbose_name_plural = _("handover notes")
        ordering = ("day", "written_at", "pk")
        indexes = (
            models.Index(fields=("unit", "day"), name="duty_note_day_idx"),
            models.Index(
                fields=("unit",),
                condition=Q(needs_follow_up=True, settled_at__isnull=True),
                name="duty_note_open_idx",
            ),
        )
        constraints = (models.CheckConstraint(condition=~Q(text=""), name="duty_note_says_something"),)

    def __str__(self) -> str:
        return f"{self.unit} {self.day:%Y-%m-%d}"


class Escalation(models.Model):
    """That a unit was told at a level of a new letter that nobody accepted. Once for each level: the constraint holds to it."""

    case = models.ForeignKey(
        Case, verbose_name=_("case"), db_index=False, on_delete=models.PROTECT, related_name="escalations"
    )
    unit = models.ForeignKey(Unit, verbose_name=_("unit"), on_delete=models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField(_("level"), choices=DutyLevel.choices)
    escalated_at = models.DateTimeField(_("moment"))

    class Meta:
        verbose_name = _("report of an unattended letter")
        verbose_name_plural = _("reports of unattended letters")
        ordering = ("case", "level")
        constraints = (models.UniqueConstraint(fields=("case", "unit", "level"), name="escalated_once_a_level"),)

    def __str__(self) -> str:
        return f"{self.case_id} {self.get_level_display()}"
