from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from civic_interaction.enums import ExtensionState
from civic_interaction.models.cases import Case


class Extension(models.Model):
    """That a unit asked for more time, why, who decided, and what the due date was before (条例第33条的做法; R126)."""

    case = models.ForeignKey(Case, verbose_name=_("case"), on_delete=models.PROTECT, related_name="extensions")
    round = models.PositiveSmallIntegerField(_("round"))
    state = models.CharField(_("state"), max_length=10, choices=ExtensionState.choices, default=ExtensionState.ASKED)
    period = models.JSONField(pgettext_lazy("interaction", "by"))
    reason = models.TextField(_("reason"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("asked by"), on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField(pgettext_lazy("interaction", "asked"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=pgettext_lazy("interaction", "decided by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    answer = models.TextField(_("answer"), blank=True)
    original_due_on = models.DateField(_("originally due on"))
    extended_due_on = models.DateField(_("due on after that"), null=True, blank=True)

    class Meta:
        verbose_name = _("extension")
        verbose_name_plural = _("extensions")
        ordering = ("asked_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("case",), condition=Q(state=ExtensionState.ASKED), name="extension_one_waiting"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="extension_has_a_reason"),
            models.CheckConstraint(
                condition=Q(state=ExtensionState.ASKED) ^ Q(decided_at__isnull=False), name="extension_decided_sometime"
            ),
        )

    def __str__(self) -> str:
        return f"{self.case_id} {self.get_state_display()}"
