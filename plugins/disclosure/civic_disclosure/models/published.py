from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from civic_disclosure.enums import DisclosureMode, Genre, ItemKind, LinkKind, Validity

IS_PUBLIC = Q(withdrawn_at__isnull=True)


class PublishedItemQuerySet(models.QuerySet["PublishedItem"]):
    def public(self) -> Self:
        return self.filter(IS_PUBLIC)

    def newest_first(self) -> Self:
        return self.order_by("-published_at", "-page_id")

    def in_column(self, column_id: int) -> Self:
        """Items shown in a column or below it, a portal column that is fed from units' columns included."""
        return self.filter(placements__column_id=column_id)


class PublishedItem(models.Model):
    """What the public sees of an item: one flat row, written when the page is published, never edited by hand.

    **The visibility rule** of the catalogue is `PublishedItem.objects.public()`: every channel reads through it.

    `row` and `page` hold the JSON of a list row and of the item's own page, rendered once; everything else is there
    to filter and to order. Withdrawn items keep their row, and with it their index number.
    `published_at` is the moment of first publication and never changes: back-dating is a veto item (国办秘函〔2019〕19号).
    """

    page_id = models.PositiveBigIntegerField(_("item"), primary_key=True)
    index_number = models.CharField(_("index number"), max_length=80, unique=True)
    unit = models.ForeignKey("civic_office.Unit", verbose_name=_("unit"), on_delete=models.PROTECT, related_name="+")
    column_id = models.PositiveBigIntegerField(_("column"))
    kind = models.CharField(_("kind"), max_length=16, choices=ItemKind.choices)
    title = models.CharField(_("title"), max_length=255)
    document_number = models.CharField(_("document number"), max_length=80, blank=True)
    subject = models.CharField(pgettext_lazy("classification", "subject"), max_length=130, blank=True)
    subject_class = models.CharField(_("first level of the subject"), max_length=60, blank=True)
    genre = models.CharField(_("genre"), max_length=16, choices=Genre.choices, blank=True)
    validity = models.CharField(_("validity"), max_length=12, choices=Validity.choices, blank=True)
    mode = models.CharField(_("disclosure mode"), max_length=12, choices=DisclosureMode.choices)
    year = models.PositiveSmallIntegerField(_("year"))
    formed_on = models.DateField(_("formed on"), null=True)
    published_at = models.DateTimeField(_("published at"))
    updated_at = models.DateTimeField(_("updated at"))
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True)
    withdrawn_reason = models.CharField(_("reason for withdrawal"), max_length=200, blank=True)
    revision_id = models.PositiveBigIntegerField(_("revision"), null=True)
    digest = models.CharField(_("digest"), max_length=64)
    row = models.TextField(_("list row"))
    page = models.TextField(pgettext_lazy("record", "page"))

    objects = PublishedItemQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["row"])

    class Meta:
        verbose_name = _("published record")
        verbose_name_plural = _("published records")
        ordering = ("-published_at", "-page_id")
        indexes = (
            *(
                models.Index(
                    fields=(*fields, "-published_at", "-page_id"), condition=IS_PUBLIC, name=f"published_{name}_idx"
                )
                for name, fields in {
                    "all": (),
                    "unit": ("unit",),
                    "column": ("column_id",),
                    "unit_year": ("unit", "year"),
                    "year": ("year",),
                    "subject": ("subject",),
                    "subject_class": ("subject_class",),
                    "genre": ("genre",),
                    "validity": ("validity",),
                    "kind": ("kind",),
                }.items()
            ),
            # Everything the sitemap says of an item, so that it reads no rows.
            models.Index(fields=("page_id", "updated_at"), condition=IS_PUBLIC, name="published_sitemap_idx"),
        )
        constraints = (
            models.CheckConstraint(condition=~Q(index_number=""), name="published_has_index_number"),
            models.CheckConstraint(condition=~Q(title=""), name="published_has_title"),
            models.CheckConstraint(
                condition=Q(updated_at__gte=models.F("published_at")), name="published_not_updated_before_published"
            ),
        )

    def __str__(self) -> str:
        return self.title

    def is_public(self) -> bool:
        return self.withdrawn_at is None


class Placement(models.Model):
    """That an item is listed in a column: the one that shows it and those above, as far as the public knows them."""

    item = models.ForeignKey(PublishedItem, db_index=False, on_delete=models.CASCADE, related_name="placements")
    column_id = models.PositiveBigIntegerField()
    published_at = models.DateTimeField()

    class Meta:
        verbose_name = _("placement")
        verbose_name_plural = _("placements")
        indexes = (models.Index(fields=("column_id", "-published_at", "-item"), name="placement_column_idx"),)
        constraints = (models.UniqueConstraint(fields=("item", "column_id"), name="placement_once"),)

    def __str__(self) -> str:
        return f"{self.item_id} → {self.column_id}"


class PublishedLink(models.Model):
    """That one published item points to another. `other_id` may not be published (yet): readers join to those that are."""

    item = models.ForeignKey(PublishedItem, db_index=False, on_delete=models.CASCADE, related_name="links")
    other_id = models.PositiveBigIntegerField(db_index=True)
    kind = models.CharField(max_length=12, choices=LinkKind.choices)

    class Meta:
        verbose_name = _("link between items")
        verbose_name_plural = _("links between items")
        constraints = (models.UniqueConstraint(fields=("item", "other_id", "kind"), name="published_link_once"),)

    def __str__(self) -> str:
        return f"{self.item_id} {self.kind} {self.other_id}"


class PublishedFile(models.Model):
    """That a published item shows a file. A document that no public item shows is not served to the public."""

    item = models.ForeignKey(PublishedItem, db_index=False, on_delete=models.CASCADE, related_name="files")
    document_id = models.PositiveBigIntegerField(db_index=True)

    class Meta:
        verbose_name = _("published file")
        verbose_name_plural = _("published files")
        constraints = (models.UniqueConstraint(fields=("item", "document_id"), name="published_file_once"),)

    def __str__(self) -> str:
        return f"{self.item_id} {self.document_id}"
