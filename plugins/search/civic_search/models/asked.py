import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Sum
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

#: Longer ones are pasted texts. They are answered, and not counted.
LONGEST = 60


class QueryCountQuerySet(models.QuerySet["QueryCount"]):
    def since(self, day: datetime.date) -> Self:
        return self.filter(day__gte=day)

    def by_question(self) -> Any:
        """A QuerySet of dicts: one row a question: how often in all it was asked, found nothing, and led to a result."""
        sums = {name: Sum(name) for name in ("asked", "without_results", "clicked")}
        return self.order_by().values("question").annotate(**{f"{name}_in_all": total for name, total in sums.items()})


class QueryCount(models.Model):
    """How often a question was asked on a day. Nothing of who asked, from where, or what else they asked."""

    day = models.DateField(pgettext_lazy("statistics", "day"))
    question = models.CharField(pgettext_lazy("search", "question"), max_length=LONGEST)
    asked = models.PositiveIntegerField(_("asked"), default=0)
    without_results = models.PositiveIntegerField(_("without results"), default=0)
    clicked = models.PositiveIntegerField(_("results opened"), default=0)

    objects = QueryCountQuerySet.as_manager()

    class Meta:
        verbose_name = _("count of a question")
        verbose_name_plural = _("counts of questions")
        ordering = ("-day", "-asked", "pk")
        constraints = (models.UniqueConstraint(fields=("day", "question"), name="search_question_once_a_day"),)
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.day} {self.question}"
