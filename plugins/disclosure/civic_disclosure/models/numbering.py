from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords


class NumberRule(models.Model):
    """How index numbers (索引号) are formed: a pattern of segments, and what makes the counter start again.

    The default is the national form `机构码/年-5位流水`: ``{unit_code}/{year}-{serial:05d}``, counted per unit and year.
    A number once given stays with its item for ever, and is never given again (目录系统实施指引).
    """

    name = models.CharField(_("name"), max_length=60, unique=True)
    pattern = models.CharField(
        _("pattern"),
        max_length=120,
        default="{unit_code}/{year}-{serial:05d}",
        help_text=_("Segments: {unit_code}, {column_code}, {year}, {month}, {serial}."),
    )
    per_unit = models.BooleanField(_("counted for each unit"), default=True)
    per_column = models.BooleanField(_("counted for each column"), default=False)
    per_year = models.BooleanField(_("starts again every year"), default=True)
    is_default = models.BooleanField(_("in use"), default=False)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("index number rule")
        verbose_name_plural = _("index number rules")
        ordering = ("-is_default", "name")
        constraints = (
            models.UniqueConstraint(
                fields=("is_default",), condition=Q(is_default=True), name="disclosure_one_rule_in_use"
            ),
        )

    def __str__(self) -> str:
        return self.name


class NumberCounter(models.Model):
    """The last serial number given within a scope. Rows only grow."""

    scope = models.CharField(_("scope"), max_length=160, unique=True)
    last = models.PositiveIntegerField(_("last serial number"), default=0)

    class Meta:
        verbose_name = _("index number counter")
        verbose_name_plural = _("index number counters")

    def __str__(self) -> str:
        return f"{self.scope}: {self.last}"
