import datetime
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from civic_office.enums import UnitKind


class UnitQuerySet(models.QuerySet["Unit"]):
    def active_on(self, day: datetime.date) -> Self:
        return self.filter(
            Q(active_from__isnull=True) | Q(active_from__lte=day),
            Q(active_until__isnull=True) | Q(active_until__gte=day),
        )

    def addressed_by(self, code: str) -> Self:
        """The unit of that code, or the one that had it before its code was replaced: addresses once given go on working."""
        return self.filter(Q(code=code) | Q(pk__in=Unit.history.filter(code=code).values("id")))


class Unit(models.Model):
    """A body that owes the public information and answers: department, county, town, institution.

    Renamed and merged units stay in the table, closed by `active_until` and pointing to `succeeded_by`:
    what they published keeps its issuing unit.
    """

    code = models.CharField(
        pgettext_lazy("unit", "code"),
        max_length=32,
        unique=True,
        help_text=_("Organisation code; the first segment of index numbers. Numbers already given keep the old code."),
    )
    code_is_provisional = models.BooleanField(
        _("provisional code"),
        default=False,
        help_text=_("Made up when a table was loaded, because the table gives none. Replace it by the official code."),
    )
    kind = models.CharField(_("kind"), max_length=24, choices=UnitKind.choices)
    official_name = models.CharField(_("official name"), max_length=120, unique=True)
    short_name = models.CharField(_("short name"), max_length=60)
    parent = models.ForeignKey(
        "self",
        verbose_name=pgettext_lazy("unit", "belongs to"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
    )
    # What a disclosure guide must name (R026, R027).
    address = models.CharField(pgettext_lazy("unit", "address"), max_length=200, blank=True)
    office_hours = models.CharField(_("office hours"), max_length=200, blank=True)
    phone = models.CharField(_("telephone"), max_length=60, blank=True)
    fax = models.CharField(_("fax"), max_length=60, blank=True)
    web_contact = models.CharField(_("web contact"), max_length=200, blank=True)
    active_from = models.DateField(_("active from"), null=True, blank=True)
    active_until = models.DateField(_("active until"), null=True, blank=True)
    succeeded_by = models.ForeignKey(
        "self",
        verbose_name=_("succeeded by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="predecessors",
    )
    position = models.PositiveIntegerField(_("position"), default=0)

    objects = UnitQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        ordering = ("position", "pk")
        indexes = (models.Index(fields=("kind", "position")),)

    def __str__(self) -> str:
        return self.short_name or self.official_name

    def clean(self) -> None:
        if Unit.history.filter(code=self.code).exclude(id=self.pk).exists():
            raise ValidationError({"code": _("Another unit had this code; its index numbers begin with it.")})
        ancestor, seen = self.parent, {self.pk}
        while ancestor is not None:
            if ancestor.pk in seen:
                raise ValidationError({"parent": _("A unit cannot belong to itself or to a unit below it.")})
            seen.add(ancestor.pk)
            ancestor = ancestor.parent
        if self.active_from and self.active_until and self.active_until < self.active_from:
            raise ValidationError({"active_until": _("The unit cannot end before it begins.")})

    def is_active_on(self, day: datetime.date) -> bool:
        return (self.active_from is None or self.active_from <= day) and (
            self.active_until is None or day <= self.active_until
        )


class UnitAlias(models.Model):
    """Another name a unit goes by: an earlier one, an abbreviation, a spelling of some circular."""

    unit = models.ForeignKey(
        Unit, verbose_name=_("unit"), db_index=False, on_delete=models.CASCADE, related_name="aliases"
    )
    name = models.CharField(_("name"), max_length=120)

    class Meta:
        verbose_name = _("alias")
        verbose_name_plural = _("aliases")
        constraints = (models.UniqueConstraint(fields=("unit", "name"), name="office_alias_once"),)
        indexes = (models.Index(fields=("name",)),)

    def __str__(self) -> str:
        return self.name


class UnitGroup(models.Model):
    """A name for several units, such as 「各县区」 (R053): by kind, by explicit list, or both.

    `is_situational` marks a name that no list can fill, such as 「各有关单位」: who is meant depends on the matter.
    """

    name = models.CharField(_("name"), max_length=60, unique=True)
    kinds = models.JSONField(_("kinds"), default=list, blank=True)
    members = models.ManyToManyField(Unit, verbose_name=_("units"), blank=True, related_name="unit_groups")
    is_situational = models.BooleanField(_("depends on the matter"), default=False)

    history = HistoricalRecords(m2m_fields=[members])

    class Meta:
        verbose_name = _("group of units")
        verbose_name_plural = _("groups of units")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name

    def units(self, *, today: datetime.date) -> UnitQuerySet:
        """The active units the name stands for on `today`; empty for a situational group."""
        return Unit.objects.active_on(today).filter(Q(kind__in=self.kinds) | Q(unit_groups=self)).distinct()


class UnitGroupAlias(models.Model):
    group = models.ForeignKey(
        UnitGroup, verbose_name=_("group of units"), on_delete=models.CASCADE, related_name="aliases"
    )
    name = models.CharField(_("name"), max_length=60, unique=True)

    class Meta:
        verbose_name = _("alias")
        verbose_name_plural = _("aliases")

    def __str__(self) -> str:
        return self.name
