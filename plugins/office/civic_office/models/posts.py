import datetime
from typing import Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from civic_office.enums import OFFICE_ROLES, Role, UnitKind
from civic_office.models.units import Unit


class PostQuerySet(models.QuerySet["Post"]):
    def held_on(self, day: datetime.date) -> Self:
        lasts = Q(ends_on__isnull=True) | Q(ends_on__gt=day) | Q(ends_on=day, is_ended=False)
        return self.filter(lasts, starts_on__lte=day)

    def held_by(self, user: Any, *, today: datetime.date) -> Self:
        return self.held_on(today).filter(user=user)

    def with_role_for(self, role: str, unit: Unit | None, *, today: datetime.date) -> Self:
        """Who holds `role` for `unit`: in the unit itself or, for an office role, in the government office."""
        posts = self.held_on(today).filter(role=role)
        return posts if role in OFFICE_ROLES else posts.filter(unit=unit)


class Post(models.Model):
    """A person's function in a unit from one day to another (R167, R173, R180).

    `ends_on` is the last day held. A post that was ended or handed over (`is_ended`) stops at once: on its last day
    it is held no more.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        db_index=False,
        on_delete=models.PROTECT,
        related_name="posts",
    )
    unit = models.ForeignKey(
        Unit, verbose_name=_("unit"), db_index=False, on_delete=models.PROTECT, related_name="posts"
    )
    role = models.CharField(_("role"), max_length=24, choices=Role.choices)
    title = models.CharField(_("job title"), max_length=60, blank=True)
    phone = models.CharField(_("telephone"), max_length=60, blank=True)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)
    is_ended = models.BooleanField(_("ended"), default=False, editable=False)
    succeeded_by = models.ForeignKey(
        "self",
        verbose_name=_("handed over to"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="predecessors",
    )
    handover_note = models.TextField(_("handover note"), blank=True)

    objects = PostQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        ordering = ("unit__position", "role", "-starts_on")
        indexes = (
            models.Index(fields=("user", "ends_on")),
            models.Index(fields=("unit", "role", "ends_on")),
            models.Index(fields=("role", "ends_on")),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("user", "unit", "role"), condition=Q(ends_on__isnull=True), name="office_post_held_once"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=models.F("starts_on")),
                name="office_post_ends_after_start",
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit} {self.get_role_display()} {self.user.get_full_name() or self.user.get_username()}"

    def clean(self) -> None:
        if self.role in OFFICE_ROLES and self.unit_id and self.unit.kind != UnitKind.GOVERNMENT_OFFICE:
            raise ValidationError({"role": _("This role is held in the government office only.")})
