from typing import Any

from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks
from wagtail.admin.compare import BlockComparison, diff_text
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

#: Plain text with the marks an official text needs (R092); pictures, tables and files have blocks of their own.
RICH_TEXT_FEATURES = ["h2", "h3", "h4", "bold", "italic", "ol", "ul", "link", "document-link", "hr"]


class FigureBlock(blocks.StructBlock):
    image = ImageChooserBlock(label=_("image"))
    caption = blocks.CharBlock(label=_("caption"), required=False, max_length=120)

    class Meta:
        icon = "image"
        label = _("Image")


class TableComparison(BlockComparison):
    """Two versions of a table, row by row, as reviewers read them."""

    def htmlvalue(self, value: Any) -> str:
        return format_html_join("", "<div>{}</div>", ((row,) for row in rows_of(value)))

    def htmldiff(self) -> str:
        return diff_text("\n".join(rows_of(self.val_a)), "\n".join(rows_of(self.val_b))).to_html()


def rows_of(value: Any) -> list[str]:
    """A table as lines of text."""
    caption = (value or {}).get("table_caption")
    rows = [" | ".join(str(cell or "") for cell in row) for row in (value or {}).get("data", [])]
    return [str(caption), *rows] if caption else rows


class PlainTableBlock(TableBlock):
    def get_comparison_class(self) -> type[BlockComparison]:
        return TableComparison


class AttachmentBlock(blocks.StructBlock):
    document = DocumentChooserBlock(label=pgettext_lazy("attachment", "document"))
    title = blocks.CharBlock(label=_("title"), required=False, max_length=120)

    class Meta:
        icon = "doc-full"
        label = _("Attachment")


class VideoBlock(blocks.StructBlock):
    """A video that is already a stream (R094): its address, and a text for those who cannot see or hear it."""

    url = blocks.URLBlock(label=_("address of the stream"))
    title = blocks.CharBlock(label=_("title"), max_length=120)
    transcript = blocks.TextBlock(label=_("transcript"), required=False)

    class Meta:
        icon = "media"
        label = _("Video")


class BodyBlock(blocks.StreamBlock):
    text = blocks.RichTextBlock(label=_("Text"), features=RICH_TEXT_FEATURES)
    image = FigureBlock()
    table = PlainTableBlock(label=_("Table"))
    attachment = AttachmentBlock()
    video = VideoBlock()

    class Meta:
        block_counts: dict[str, Any] = {}
