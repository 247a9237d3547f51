"""The shapes of the answers, for the schema. Items' own answers are JSON in the database: a test holds them to these."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.helpers import lazy_serializer
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from civic_disclosure.enums import ColumnKind, DisclosureMode, FreshnessState, Genre, ItemKind, Openness, Validity
from civic_office.enums import UnitKind


def coded(name: str, choices: Any) -> type[serializers.Serializer]:
    """A closed vocabulary's value with its Chinese label."""
    fields = {"code": serializers.ChoiceField(choices.choices), "label": serializers.CharField()}
    return type(name, (serializers.Serializer,), fields)


CodedItemKind = coded("CodedItemKind", ItemKind)
CodedGenre = coded("CodedGenre", Genre)
CodedMode = coded("CodedDisclosureMode", DisclosureMode)
CodedUnitKind = coded("CodedUnitKind", UnitKind)
CodedOpenness = coded("CodedOpenness", Openness)


class ValidityOfItem(serializers.Serializer):
    code = serializers.ChoiceField(Validity.choices)
    label = serializers.CharField()  # type: ignore[assignment]  # the metaclass takes it off the class
    effective_on = serializers.DateField(allow_null=True)
    ended_on = serializers.DateField(allow_null=True)


class UnitReference(serializers.Serializer):
    id = serializers.IntegerField()
    code = serializers.CharField()
    name = serializers.CharField()


class ColumnReference(serializers.Serializer):
    id = serializers.IntegerField()
    title = serializers.CharField()


class Breadcrumb(serializers.Serializer):
    id = serializers.IntegerField()
    title = serializers.CharField()
    kind = serializers.ChoiceField(["unit", "channel", "column"])


class ItemReference(serializers.Serializer):
    id = serializers.IntegerField()
    title = serializers.CharField()
    url = serializers.CharField(help_text=_("Address on the public site, from its root."))


class ItemRow(serializers.Serializer):
    """An item as lists show it."""

    id = serializers.IntegerField()
    index_number = serializers.CharField()
    title = serializers.CharField()
    kind = CodedItemKind()
    document_number = serializers.CharField(allow_blank=True)
    unit = UnitReference()
    column = ColumnReference()
    subject = serializers.CharField(allow_blank=True, help_text=_("Both levels with a slash between them."))
    genre = CodedGenre(allow_null=True)
    validity = ValidityOfItem(allow_null=True)
    formed_on = serializers.DateField(allow_null=True)
    published_at = serializers.DateTimeField(help_text=_("First publication. It never changes."))
    updated_at = serializers.DateTimeField(help_text=_("Publication of the text that is shown."))
    summary = serializers.CharField(allow_blank=True)
    url = serializers.CharField(help_text=_("Address on the public site, from its root."))


class File(serializers.Serializer):
    title = serializers.CharField()
    file_name = serializers.CharField()
    type = serializers.CharField(help_text=_("Extension of the file name."))
    size = serializers.IntegerField(allow_null=True, help_text=_("In bytes."))
    url = serializers.CharField()


class PictureSource(serializers.Serializer):
    url = serializers.CharField()
    width = serializers.IntegerField(help_text=_("In pixels."))


class Block(serializers.Serializer):
    """A piece of the body. Which of the other fields it has depends on its type."""

    type = serializers.ChoiceField(["text", "image", "table", "attachment", "video"])
    html = serializers.CharField(required=False, allow_blank=True, help_text=_("Of a text: clean HTML."))
    url = serializers.CharField(required=False, help_text=_("Of an image or a video."))
    width = serializers.IntegerField(required=False)
    height = serializers.IntegerField(required=False)
    alt = serializers.CharField(required=False, allow_blank=True)
    caption = serializers.CharField(required=False, allow_blank=True)
    sources = PictureSource(many=True, required=False, help_text=_("Of an image: in WebP, the widest first."))
    has_header_row = serializers.BooleanField(required=False)
    has_header_column = serializers.BooleanField(required=False)
    rows = serializers.ListField(
        child=serializers.ListField(child=serializers.CharField(allow_blank=True)), required=False
    )
    file = File(required=False)
    title = serializers.CharField(required=False)
    transcript = serializers.CharField(required=False, allow_blank=True)


class RelatedItems(serializers.Serializer):
    policies = ItemReference(many=True, help_text=_("The policy documents that this item interprets."))
    interpretations = ItemReference(many=True)
    successor = ItemReference(allow_null=True, help_text=_("What replaced this document."))
    predecessors = ItemReference(many=True)


class MetaTags(serializers.Serializer):
    """The meta tags of the item's page, in three groups (国办发〔2017〕47号)."""

    SiteName = serializers.CharField(allow_blank=True)
    SiteDomain = serializers.CharField(allow_blank=True)
    SiteIDCode = serializers.CharField(allow_blank=True)
    ColumnName = serializers.CharField()
    ColumnDescription = serializers.CharField()
    ColumnKeywords = serializers.CharField()
    ColumnType = serializers.CharField()
    ArticleTitle = serializers.CharField()
    PubDate = serializers.CharField()
    ContentSource = serializers.CharField()
    Keywords = serializers.CharField(allow_blank=True)
    Author = serializers.CharField(allow_blank=True)
    Description = serializers.CharField(allow_blank=True)
    Image = serializers.CharField(allow_blank=True)
    Url = serializers.CharField()


class ItemVersionPage(ItemRow):
    """An item's page without its links to other items."""

    issued_by = UnitReference(many=True)
    keywords = serializers.ListField(child=serializers.CharField())
    source = serializers.CharField(allow_blank=True)  # type: ignore[assignment]  # the metaclass takes it off the class
    author = serializers.CharField(allow_blank=True)
    mode = CodedMode()
    is_important = serializers.BooleanField()
    verified_on = serializers.DateField(allow_null=True, help_text=_("When the facts were last checked."))
    body = Block(many=True)
    body_html = serializers.CharField(allow_blank=True, help_text=_("The body as clean HTML."))
    attachments = File(many=True)
    breadcrumbs = Breadcrumb(many=True)
    meta = MetaTags()


class Item(ItemVersionPage):
    """An item's page."""

    related = RelatedItems()


class ItemList(serializers.Serializer):
    """A page of a list of items. Lists are not counted."""

    next = serializers.CharField(allow_null=True, help_text=_("Where the next page is, from the root of this server."))
    previous = serializers.CharField(allow_null=True)
    results = ItemRow(many=True)


class ItemVersionRow(serializers.Serializer):
    """A version of an item as its history lists it."""

    number = serializers.IntegerField(help_text=_("Versions are numbered for good, from 1."))
    until = serializers.DateTimeField(allow_null=True, help_text=_("Null for what is shown now."))
    title = serializers.CharField()

    def get_fields(self) -> dict[str, Any]:
        """`from` is a word of Python's own."""
        fields: dict[str, Any] = super().get_fields()
        return {"number": fields.pop("number"), "from": serializers.DateTimeField(), **fields}


class ItemVersion(ItemVersionRow):
    page = ItemVersionPage()


class ItemHistory(serializers.Serializer):
    """A page of the history of an item."""

    next = serializers.CharField(allow_null=True, help_text=_("Where the next page is, from the root of this server."))
    previous = serializers.CharField(allow_null=True)
    results = ItemVersionRow(many=True)


class Site(serializers.Serializer):
    """What the header and the footer of every page show (R103), and the meta tags of the site."""

    name = serializers.CharField(allow_blank=True)
    domain = serializers.CharField(allow_blank=True)
    identification_code = serializers.CharField(allow_blank=True)
    icp_number = serializers.CharField(allow_blank=True)
    police_number = serializers.CharField(allow_blank=True)
    sponsor = serializers.CharField(allow_blank=True)
    operator = serializers.CharField(allow_blank=True)
    contact = serializers.CharField(allow_blank=True)
    about_url = serializers.CharField(allow_blank=True)
    help_url = serializers.CharField(allow_blank=True)
    statement_url = serializers.CharField(allow_blank=True)
    error_report_url = serializers.CharField(allow_blank=True)
    meta = serializers.DictField(child=serializers.CharField(allow_blank=True))


class ColumnLeaf(serializers.Serializer):
    """A column as trees show it; `link_url` is set where the column is a link to another site."""

    id = serializers.IntegerField()
    code = serializers.CharField(allow_blank=True, help_text=_("Code of the standard column, when it is one."))
    title = serializers.CharField()
    kind = serializers.ChoiceField(ColumnKind.choices)
    link_url = serializers.CharField(allow_blank=True)
    item_kind = serializers.ChoiceField(ItemKind.choices)
    openness = serializers.ChoiceField(Openness.choices, allow_blank=True)
    description = serializers.CharField(allow_blank=True)


class ColumnNode(ColumnLeaf):
    children = serializers.SerializerMethodField()

    @extend_schema_field(lazy_serializer("civic_disclosure.api.serializers.ColumnNode")(many=True))
    def get_children(self, node: Any) -> Any:
        """Columns nest: the children have the form of their parent."""
        return node["children"]


CodedFreshness = coded("CodedFreshness", FreshnessState)


class ColumnFreshness(serializers.Serializer):
    """Whether a column is fed as often as it must be."""

    state = CodedFreshness()
    last_fed_on = serializers.DateField(
        allow_null=True, help_text=_("First publication of the newest item in the column or below.")
    )
    due_on = serializers.DateField(allow_null=True, help_text=_("The last day on which the next item is in time."))
    overdue_since = serializers.DateField(allow_null=True)
    is_provisional = serializers.BooleanField(help_text=_("It rests on holidays that have not been announced."))


class ExplainedFreshness(ColumnFreshness):
    explanation = serializers.ListField(child=serializers.CharField())


class PublicStatusNote(serializers.Serializer):
    """What a column without items, or without a fixed day, says of itself (R023)."""

    text = serializers.CharField()
    approved_on = serializers.DateField()


class CountedColumnNode(ColumnLeaf):
    items = serializers.IntegerField(help_text=_("Public items in the column and below it."))
    freshness = ColumnFreshness(allow_null=True)
    children = serializers.SerializerMethodField()

    @extend_schema_field(lazy_serializer("civic_disclosure.api.serializers.CountedColumnNode")(many=True))
    def get_children(self, node: Any) -> Any:
        return node["children"]


class Channel(serializers.Serializer):
    """A channel of the portal with its columns."""

    id = serializers.IntegerField()
    title = serializers.CharField()
    description = serializers.CharField(allow_blank=True)
    columns = ColumnNode(many=True)


class ChannelList(serializers.Serializer):
    channels = Channel(many=True)


class Column(ColumnNode):
    """A column, the way to it, its unit, and the columns in it."""

    unit = UnitReference()
    breadcrumbs = Breadcrumb(many=True)
    freshness = ExplainedFreshness(allow_null=True)
    status_note = PublicStatusNote(allow_null=True)


class UnitRow(serializers.Serializer):
    id = serializers.IntegerField()
    code = serializers.CharField()
    kind = CodedUnitKind()
    official_name = serializers.CharField()
    short_name = serializers.CharField()


class UnitList(serializers.Serializer):
    results = UnitRow(many=True)


class StandardColumn(serializers.Serializer):
    id = serializers.IntegerField()
    code = serializers.CharField()
    title = serializers.CharField()


class UnitFacts(UnitRow):
    """What a disclosure guide names of a unit (R026) and where its functions, sections and leaders are published (R027)."""

    parent = UnitReference(allow_null=True)
    address = serializers.CharField(allow_blank=True)
    office_hours = serializers.CharField(allow_blank=True)
    phone = serializers.CharField(allow_blank=True)
    fax = serializers.CharField(allow_blank=True)
    web_contact = serializers.CharField(allow_blank=True)
    active_from = serializers.DateField(allow_null=True)
    active_until = serializers.DateField(allow_null=True)
    succeeded_by = UnitReference(allow_null=True)
    predecessors = UnitReference(many=True)
    standard_columns = StandardColumn(many=True, help_text=_("The standard columns of its catalogue."))


class UnitTree(serializers.Serializer):
    """A unit's catalogue: one tree of columns (R002), each with the number of its public items."""

    unit = UnitReference()
    title = serializers.CharField()
    columns = CountedColumnNode(many=True)
