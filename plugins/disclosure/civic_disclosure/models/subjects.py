from django.db import models
from django.utils.translation import gettext_lazy as _


class Subject(models.Model):
    """A subject class (主题分类): two levels, seeded from the policy library of gov.cn."""

    name = models.CharField(_("name"), max_length=60)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("belongs to"),
        null=True,
        blank=True,
        db_index=False,
        on_delete=models.PROTECT,
        related_name="children",
    )
    position = models.PositiveIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("subject class")
        verbose_name_plural = _("subject classes")
        ordering = ("position", "pk")
        constraints = (models.UniqueConstraint(fields=("parent", "name"), name="disclosure_subject_once"),)

    def __str__(self) -> str:
        return f"{self.parent.name}/{self.name}" if self.parent else self.name
