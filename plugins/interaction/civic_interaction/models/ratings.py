from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from civic_interaction.models.cases import Case

#: From the best to the worst grade; at `UNSATISFIED` and below the citizen may have the case reopened.
BEST, UNSATISFIED, WORST = 5, 2, 1


class Rating(models.Model):
    """What the citizen thinks of one answer: 5 (very satisfied) to 1 (very dissatisfied), and why."""

    case = models.ForeignKey(
        Case, verbose_name=_("case"), db_index=False, on_delete=models.PROTECT, related_name="ratings"
    )
    round = models.PositiveSmallIntegerField(_("round"))
    score = models.PositiveSmallIntegerField(
        _("satisfaction"), validators=[MinValueValidator(WORST), MaxValueValidator(BEST)]
    )
    text = models.TextField(_("remark"), blank=True)
    rated_at = models.DateTimeField(_("rated"))

    class Meta:
        verbose_name = _("rating")
        verbose_name_plural = _("ratings")
        ordering = ("rated_at",)
        constraints = (
            models.UniqueConstraint(fields=("case", "round"), name="rating_once_an_answer"),
            models.CheckConstraint(
                condition=Q(score__gte=WORST) & Q(score__lte=BEST), name="rating_between_worst_and_best"
            ),
        )

    def __str__(self) -> str:
        return f"{self.case_id}: {self.score}"
