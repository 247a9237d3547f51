from django.contrib.auth.models import Group
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from civic_office.models.units import Unit


class AccessGroup(models.Model):
    """Which auth group stands for what: the writers of one unit, or everyone who holds a post.

    Memberships follow posts (`domain/grant.py`) and are never edited by hand; the group's name is for people only.
    """

    class Purpose(models.TextChoices):
        WRITERS = "writers", _("Writers of a unit")
        STAFF = "staff", _("Everyone who holds a post")

    group = models.OneToOneField(Group, verbose_name=_("group"), on_delete=models.PROTECT, related_name="civic_access")
    purpose = models.CharField(_("purpose"), max_length=12, choices=Purpose.choices)
    unit = models.OneToOneField(
        Unit, verbose_name=_("unit"), null=True, blank=True, on_delete=models.PROTECT, related_name="writers"
    )

    class Meta:
        verbose_name = _("access group")
        verbose_name_plural = _("access groups")
        constraints = (
            models.UniqueConstraint(fields=("purpose",), condition=Q(purpose="staff"), name="office_one_staff_group"),
            models.CheckConstraint(
                condition=Q(purpose="staff", unit__isnull=True) | Q(purpose="writers", unit__isnull=False),
                name="office_writers_have_a_unit",
            ),
        )

    def __str__(self) -> str:
        return str(self.group)
