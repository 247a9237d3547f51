"""What editors see of a page, tab by tab."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    PageChooserPanel,
    TabbedInterface,
)

from civic_disclosure.enums import ItemKind


class KindList(ObjectList):
    """A tab that is shown for items of some kinds only."""

    def __init__(self, *args: Any, kinds: tuple[str, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kinds = kinds

    def clone_kwargs(self) -> dict[str, Any]:
        return {**super().clone_kwargs(), "kinds": self.kinds}

    class BoundPanel(ObjectList.BoundPanel):
        def is_shown(self) -> bool:
            return self.instance.kind in self.panel.kinds and super().is_shown()


class KindPanel(FieldPanel):
    """A field that items of one kind only have."""

    def __init__(self, *args: Any, kind: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind

    def clone_kwargs(self) -> dict[str, Any]:
        return {**super().clone_kwargs(), "kind": self.kind}

    class BoundPanel(FieldPanel.BoundPanel):
        def is_shown(self) -> bool:
            return self.instance.kind == self.panel.kind and super().is_shown()


CONTENT = ObjectList(
    [
        FieldPanel("title", heading=_("Title"), help_text=_("The title that the public reads.")),
        FieldPanel(
            "body",
            help_text=_(
                "Pictures wider than 800 pixels are scaled down by themselves. Put a table that is wide or has joined cells into an attachment."
            ),
        ),  # R093, R095
        FieldPanel("summary", help_text=_("One or two sentences, shown in lists and search results.")),
    ],
    heading=_("Content"),
)
ATTACHMENTS = ObjectList(
    [
        HelpPanel(content=_("Tables with joined cells, forms to fill in and originals with seals belong here.")),
        InlinePanel("attachments", label=_("attachment"), heading=_("Attachments")),
    ],
    heading=_("Attachments"),
)
CATALOGUE = ObjectList(
    [
        HelpPanel(content=_("The index number is given by the system when the item is published first.")),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("document_number"), FieldPanel("formed_on")]),
                FieldPanel("issuing_units", help_text=_("Leave empty when your own unit issues it.")),
                FieldRowPanel([FieldPanel("subject"), FieldPanel("genre")]),
                FieldPanel("keywords"),
            ],
            heading=_("Catalogue entry"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("source"), FieldPanel("author")]),
                FieldRowPanel([FieldPanel("mode"), FieldPanel("verified_on")]),
                FieldPanel("is_important"),
            ],
            heading=_("Source and handling"),
        ),
    ],
    heading=_("Catalogue information"),
)
POLICY = KindList(
    [
        KindPanel(
            "interprets",
            kind=ItemKind.INTERPRETATION,
            help_text=_("The policy documents that this text interprets; at least one."),
        ),
        FieldPanel("validity"),
        FieldRowPanel([FieldPanel("effective_on"), FieldPanel("ended_on")]),
        PageChooserPanel("successor"),
    ],
    kinds=(ItemKind.POLICY, ItemKind.INTERPRETATION),
    heading=_("Policy and validity"),
)
ITEM = TabbedInterface([CONTENT, ATTACHMENTS, CATALOGUE, POLICY])

ATTACHMENT = [
    FieldPanel("document"),
    FieldPanel("title", help_text=_("Left empty: the name of the file.")),
    FieldPanel("is_archived_original"),
]

NAME = FieldPanel("title", heading=_("Name"), help_text=_("As the public reads it."))
STRUCTURE = ObjectList([NAME])
UNIT_CATALOGUE = ObjectList([NAME, FieldPanel("unit"), FieldPanel("template")])
PORTAL = ObjectList([NAME, FieldPanel("unit")])
CHANNEL = ObjectList([NAME, FieldPanel("description")])
COLUMN = TabbedInterface(
    [
        ObjectList(
            [
                NAME,
                FieldRowPanel([FieldPanel("kind"), FieldPanel("item_kind")]),
                FieldPanel("link_url", help_text=_("For columns that lead to another site.")),
                FieldPanel("description"),
                FieldPanel(
                    "is_hidden", help_text=_("A hidden column is not shown to the public and takes no new items.")
                ),
            ],
            heading=_("Column"),
        ),
        ObjectList([FieldPanel("required_elements")], heading=_("Required elements")),
        ObjectList(
            [
                FieldPanel("code"),
                FieldPanel("openness"),
                PageChooserPanel("feeds", "civic_disclosure.ColumnPage"),
                FieldRowPanel([FieldPanel("column_keywords"), FieldPanel("column_type")]),
            ],
            heading=_("Catalogue information"),
        ),
    ]
)
