import uuid
from collections.abc import Iterable
from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page, PagePermissionTester

from civic_disclosure import panels, searched
from civic_disclosure.addresses import path_of_column, path_of_item
from civic_disclosure.app_settings import app_settings
from civic_disclosure.blocks import BodyBlock
from civic_disclosure.enums import ColumnKind, DisclosureMode, Genre, ItemKind, Openness, Validity
from civic_disclosure.forms.item import ItemForm
from civic_disclosure.forms.structure import CatalogueForm, ColumnForm, StructureForm
from civic_disclosure.models.site import SiteFacts
from civic_disclosure.models.subjects import Subject
from civic_office.models import ReviewState, Unit
from civic_office.workdays import civil_date


class InCatalogue(Page):
    """What all pages of the catalogue share: they belong to the unit at the root of their tree.

    The public knows them by number and reads them elsewhere, so a slug is only a name within the tree: drawn once,
    never typed, never made of a title that may change.
    """

    slug: str  # a field of Wagtail's, which is not typed
    base_form_class = StructureForm
    edit_handler = panels.STRUCTURE
    private_page_options: ClassVar[list[str]] = []
    preview_modes: ClassVar[list[tuple[str, str]]] = []

    class Meta:
        abstract = True

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        self.slug = self.slug or draw_slug()
        super().full_clean(*args, **kwargs)

    def minimal_clean(self) -> None:
        self.slug = self.slug or draw_slug()
        super().minimal_clean()

    @cached_property
    def owning_unit(self) -> Unit | None:
        """The unit of the catalogue or portal this page stands in; None outside both."""
        return unit_at(self.path)

    def permissions_for_user(self, user: Any) -> PagePermissionTester:
        from civic_disclosure.permissions import CatalogueTester  # plc0415: permissions ask about models

        return CatalogueTester(user, self, today=civil_date(timezone.now()))

    def get_url_parts(self, request: Any = None) -> tuple[int, str, str]:
        """Where the public reads this page: on the public site, which finds it by number. No Wagtail site is needed."""
        path = path_of_item(self.pk) if isinstance(self, ItemPage) else path_of_column(self.pk)
        return 0, SiteFacts.root_for_links(), path


def draw_slug() -> str:
    return uuid.uuid4().hex[:12]


def unit_at(path: str) -> Unit | None:
    """The unit whose catalogue or portal holds the treebeard `path`."""
    return units_at([path]).get(path)


def units_at(paths: Iterable[str]) -> dict[str, Unit]:
    """For each treebeard path the unit whose catalogue or portal holds it; those outside both are left out. Two queries."""
    left = set(paths)
    found: dict[str, Unit] = {}
    for model in (UnitCatalogue, PortalPage):
        tops = model.objects.filter(path__in=paths_to(left)).select_related("unit") if left else ()
        units = {top.path: top.unit for top in tops}
        found |= {path: units[top] for path in left for top in paths_to([path]) if top in units}
        left -= found.keys()
    return found


def paths_to(paths: Iterable[str]) -> set[str]:
    """The treebeard paths of pages and of all that stand above them."""
    return {path[:end] for path in paths for end in range(Page.steplen, len(path) + 1, Page.steplen)}


class CatalogueRoot(InCatalogue):
    """The root of all units' catalogues (R002)."""

    max_count = 1
    subpage_types = ["civic_disclosure.UnitCatalogue"]

    class Meta:
        verbose_name = _("disclosure catalogue")
        verbose_name_plural = _("disclosure catalogues")


class UnitCatalogue(InCatalogue):
    """One unit's tree of columns (R001, R002)."""

    unit = models.OneToOneField(Unit, verbose_name=_("unit"), on_delete=models.PROTECT, related_name="catalogue")
    template = models.ForeignKey(
        "civic_disclosure.ColumnTemplate",
        verbose_name=_("template"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    base_form_class = CatalogueForm
    edit_handler = panels.UNIT_CATALOGUE
    search_fields = [*InCatalogue.search_fields, *searched.UNIT]
    parent_page_types = ["civic_disclosure.CatalogueRoot"]
    subpage_types = ["civic_disclosure.ColumnPage"]

    class Meta:
        verbose_name = _("unit catalogue")
        verbose_name_plural = _("unit catalogues")


class PortalPage(InCatalogue):
    """The portal's own tree: channels and their columns, kept by the government office."""

    unit = models.ForeignKey(Unit, verbose_name=_("kept by"), on_delete=models.PROTECT, related_name="portals")

    base_form_class = CatalogueForm
    edit_handler = panels.PORTAL
    search_fields = [*InCatalogue.search_fields, *searched.UNIT]
    subpage_types = ["civic_disclosure.ChannelPage"]
    max_count = 1

    class Meta:
        verbose_name = _("portal")
        verbose_name_plural = _("portals")


class ChannelPage(InCatalogue):
    description = models.CharField(_("description"), max_length=200, blank=True)

    edit_handler = panels.CHANNEL
    search_fields = [*InCatalogue.search_fields, *searched.CHANNEL]
    parent_page_types = ["civic_disclosure.PortalPage"]
    subpage_types = ["civic_disclosure.ColumnPage"]

    class Meta:
        verbose_name = _("channel")
        verbose_name_plural = _("channels")


class ColumnPage(InCatalogue):
    """A column (栏目): of a unit's tree, or of a channel of the portal; columns nest.

    A column of a unit may *feed* a portal column: what is published in it is listed there, and the unit needs no
    permission on the portal.
    """

    code = models.SlugField(
        _("standard column"), max_length=60, blank=True, help_text=_("Code in the column template.")
    )
    kind = models.CharField(_("kind"), max_length=8, choices=ColumnKind.choices, default=ColumnKind.NORMAL)
    link_url = models.URLField(_("address"), blank=True)  # R009, R033
    item_kind = models.CharField(_("kind of items"), max_length=16, choices=ItemKind.choices, default=ItemKind.GENERAL)
    openness = models.CharField(_("openness"), max_length=12, choices=Openness.choices, blank=True)
    description = models.CharField(_("description"), max_length=200, blank=True)
    column_keywords = models.CharField(_("keywords"), max_length=120, blank=True)
    column_type = models.CharField(
        _("type of column"), max_length=60, blank=True, help_text=_("For the meta tag ColumnType.")
    )
    required_elements = models.JSONField(_("required elements"), default=list, blank=True)  # R051
    feeds = models.ForeignKey(
        "self",
        verbose_name=_("feeds the portal column"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="fed_by",
    )
    is_hidden = models.BooleanField(_("hidden"), default=False)  # R021

    base_form_class = ColumnForm
    edit_handler = panels.COLUMN
    search_fields = [*InCatalogue.search_fields, *searched.COLUMN]
    page_description = _("Columns are added by the government office; units ask for one here.")  # R005
    parent_page_types = [
        "civic_disclosure.UnitCatalogue",
        "civic_disclosure.ChannelPage",
        "civic_disclosure.ColumnPage",
    ]
    subpage_types = ["civic_disclosure.ColumnPage", "civic_disclosure.ItemPage"]

    class Meta:
        verbose_name = _("column")
        verbose_name_plural = _("columns")

    def clean(self) -> None:
        super().clean()
        if self.kind == ColumnKind.LINK and not self.link_url:
            raise ValidationError({"link_url": _("Give the address that this column leads to.")})

    def is_shown(self) -> bool:
        """Whether the column itself has a place in public; those above it decide too.

        A column that feeds a portal column has none: its items are listed there (see `Placement`).
        """
        return self.live and not self.is_hidden and self.feeds_id is None

    def takes_items(self) -> bool:
        """Columns that lead elsewhere or are hidden take no new items (R009, R021)."""
        return self.kind == ColumnKind.NORMAL and not self.is_hidden


class ItemPage(InCatalogue):
    """One piece of information (信息): what editors write and reviewers approve. The public reads `PublishedItem`."""

    kind = models.CharField(
        _("kind"), max_length=16, choices=ItemKind.choices, default=ItemKind.GENERAL, editable=False
    )
    is_important = models.BooleanField(
        _("important"),
        default=False,
        help_text=_("Of importance for the whole city: the office leader reviews it too."),
    )  # R085
    document_number = models.CharField(_("document number"), max_length=80, blank=True)
    issuing_units = ParentalManyToManyField(Unit, verbose_name=_("issued by"), blank=True, related_name="+")
    formed_on = models.DateField(_("formed on"), null=True, blank=True)
    subject = models.ForeignKey(
        Subject, verbose_name=_("subject class"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    genre = models.CharField(_("genre"), max_length=16, choices=Genre.choices, blank=True)
    keywords = models.CharField(
        _("keywords"), max_length=120, blank=True, help_text=_("Separated by spaces or commas.")
    )
    summary = models.TextField(_("summary"), max_length=300, blank=True)
    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)
    source = models.CharField(_("source"), max_length=120, blank=True)
    author = models.CharField(_("author"), max_length=60, blank=True)
    mode = models.CharField(
        _("disclosure mode"), max_length=12, choices=DisclosureMode.choices, default=DisclosureMode.PROACTIVE
    )
    validity = models.CharField(_("validity"), max_length=12, choices=Validity.choices, blank=True)
    effective_on = models.DateField(_("in force from"), null=True, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    successor = models.ForeignKey(
        "self",
        verbose_name=_("replaced by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="predecessors",
    )
    interprets = ParentalManyToManyField(
        "self", verbose_name=_("interprets"), blank=True, symmetrical=False, related_name="interpretations"
    )  # R113
    verified_on = models.DateField(
        _("verified on"),
        null=True,
        blank=True,
        help_text=_("When the facts were last checked. It never changes the date of publication."),
    )

    base_form_class = ItemForm
    edit_handler = panels.ITEM
    search_fields = [*InCatalogue.search_fields, *searched.ITEM]
    preview_modes = Page.DEFAULT_PREVIEW_MODES
    page_description = _("A piece of information: news, a document, an interpretation.")
    parent_page_types = ["civic_disclosure.ColumnPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("item")
        verbose_name_plural = _("items")

    def permissions_for_user(self, user: Any) -> PagePermissionTester:
        from civic_disclosure.permissions import ItemTester  # plc0415: permissions ask about models

        return ItemTester(user, self, today=civil_date(timezone.now()))

    @classmethod
    def can_create_at(cls, parent: Any) -> bool:
        return super().can_create_at(parent) and parent.specific.takes_items()

    def can_move_to(self, parent: Any) -> bool:
        """To a column of the same kind of items only: the kind decides which elements an item has."""
        return super().can_move_to(parent) and parent.specific.takes_items() and parent.specific.item_kind == self.kind

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        """Refuse to write over the whole row what somebody else has saved since this page was read."""
        if kwargs.get("update_fields") is None:
            self._check_nothing_was_saved_since()
        super().save(*args, **kwargs)

    @transaction.atomic
    def save_revision(self, *args: Any, **kwargs: Any) -> Any:
        """Refuse to save over what somebody else, or an earlier click, has saved since this page was read.

        An autosave that arrives after 「报送审核」 would otherwise change the text under review behind the reviewers.
        """
        self._check_nothing_was_saved_since()
        if kwargs.get("overwrite_revision") and ReviewState.objects.of_revision(kwargs["overwrite_revision"]).exists():
            kwargs["overwrite_revision"] = None  # what reviewers have seen stays as they saw it
        return super().save_revision(*args, **kwargs)

    def _check_nothing_was_saved_since(self) -> None:
        """Lock the row, and compare. Wagtail saves the form before the revision: with the row, a late autosave would put
        the older revision back in its place.
        """
        newest = (
            ItemPage.objects.select_for_update(of=("self",)).filter(pk=self.pk) if self.pk else ItemPage.objects.none()
        )
        if list(newest.values_list("latest_revision", flat=True)) not in ([], [self.latest_revision_id]):
            raise PermissionDenied(_("This item was saved or sent for review elsewhere just now. Open it again."))

    def clean(self) -> None:
        super().clean()
        if self.effective_on and self.ended_on and self.ended_on < self.effective_on:
            raise ValidationError({"ended_on": _("The document cannot end before it is in force.")})
        if self.successor_id and self.successor_id == self.pk:
            raise ValidationError({"successor": _("A document cannot replace itself.")})

    def serve_preview(self, request: Any, mode_name: str) -> HttpResponse:
        """The draft on the public site, which the browser is sent to; without one, drawn by our own template."""
        from civic_disclosure.domain.preview import keep_draft  # plc0415: the domain imports models

        if app_settings.PREVIEW_ADDRESS:
            token = keep_draft(self, by=request.user, now=timezone.now())
            return HttpResponseRedirect(f"{app_settings.PREVIEW_ADDRESS}/preview/{token}/")
        return TemplateResponse(request, "civic_disclosure/preview/item.html", self.shown_to_public())

    def render_for_review(self, request: Any) -> str:
        """What reviewers read on the left of their screen: the item as the public will see it."""
        return render_to_string("civic_disclosure/preview/_item.html", self.shown_to_public(), request=request)

    def remarks_for_review(self) -> list[str]:
        from civic_disclosure.domain.elements import remarks_on  # plc0415: the domain imports models

        return remarks_on(self)

    def shown_to_public(self) -> dict[str, Any]:
        from civic_disclosure.rendering.content import content_of  # plc0415: rendering imports models

        unit = self.owning_unit
        return {"item": self, "content": content_of(self), "unit": unit}


class ItemAttachment(Orderable):
    """A file of an item. An archived original (R091) is kept with it and never shown."""

    page = ParentalKey(ItemPage, on_delete=models.CASCADE, related_name="attachments")
    document = models.ForeignKey(
        "wagtaildocs.Document",
        verbose_name=pgettext_lazy("attachment", "document"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    title = models.CharField(_("title"), max_length=200, blank=True)
    is_archived_original = models.BooleanField(_("archived original, not public"), default=False)

    panels = panels.ATTACHMENT

    class Meta(Orderable.Meta):
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
