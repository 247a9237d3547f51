from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from simple_history.models import HistoricalRecords
from wagtail.models import Orderable

from civic_disclosure.enums import ItemKind, Openness


class ColumnTemplate(ClusterableModel):
    """The standard columns that every unit's tree must have, versioned by year (R001, R011)."""

    name = models.CharField(_("name"), max_length=120)
    year = models.PositiveSmallIntegerField(_("year"), help_text=_("In force from this year on."))
    basis = models.CharField(_("basis"), max_length=200, blank=True, help_text=_("The document that orders it."))
    is_default = models.BooleanField(_("applied to new units"), default=False)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("column template")
        verbose_name_plural = _("column templates")
        ordering = ("-year", "name")
        constraints = (
            models.UniqueConstraint(fields=("name", "year"), name="disclosure_template_once_a_year"),
            models.UniqueConstraint(
                fields=("is_default",), condition=Q(is_default=True), name="disclosure_one_default_template"
            ),
        )

    def __str__(self) -> str:
        return f"{self.name}（{self.year}）"


class TemplateColumn(Orderable):
    """One standard column. `code` names it across units and years; the name may change, the code never."""

    template = ParentalKey(ColumnTemplate, db_index=False, on_delete=models.CASCADE, related_name="columns")
    code = models.SlugField(_("code"), max_length=60)
    name = models.CharField(_("name"), max_length=60)
    openness = models.CharField(_("openness"), max_length=12, choices=Openness.choices, blank=True)
    item_kind = models.CharField(_("kind of items"), max_length=16, choices=ItemKind.choices, default=ItemKind.GENERAL)
    description = models.CharField(_("description"), max_length=200, blank=True)
    required_elements = models.JSONField(_("required elements"), default=list, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("standard column")
        verbose_name_plural = _("standard columns")
        constraints = (models.UniqueConstraint(fields=("template", "code"), name="disclosure_standard_column_once"),)

    def __str__(self) -> str:
        return self.name
