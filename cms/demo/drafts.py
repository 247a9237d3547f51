"""What a writer hands over: an item before it is a page. Plain values, so two drafts can be compared."""

import datetime
import html
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Text:
    """Running text under an optional heading; `points` become a list after the paragraphs."""

    paragraphs: tuple[str, ...] = ()
    heading: str = ""
    points: tuple[str, ...] = ()

    @property
    def html(self) -> str:
        parts = [f"<h3>{html.escape(self.heading)}</h3>"] if self.heading else []
        parts += [f"<p>{html.escape(paragraph)}</p>" for paragraph in self.paragraphs]
        if self.points:
            parts.append("<ul>" + "".join(f"<li>{html.escape(point)}</li>" for point in self.points) + "</ul>")
        return "".join(parts)

    @property
    def lines(self) -> tuple[str, ...]:
        return tuple(line for line in (self.heading, *self.paragraphs, *self.points) if line)


@dataclass(frozen=True)
class Table:
    """Rows of cells, the first row being the head; numbers are already written as text."""

    rows: tuple[tuple[str, ...], ...]
    caption: str = ""


@dataclass(frozen=True)
class Picture:
    """A drawn picture without any lettering: a landscape, or bars for `values`."""

    seed: str
    values: tuple[float, ...] = ()


@dataclass(frozen=True)
class AttachmentDraft:
    """A file that is made when it is asked for, from the blocks the page itself shows."""

    name: str
    kind: str
    title: str
    dated: datetime.date
    content: tuple["Text | Table | Picture", ...] = ()

    def make_bytes(self) -> bytes:
        from cms.demo.files import make_file  # plc0415: the file libraries are heavy and texts do without them

        return make_file(self)


@dataclass(frozen=True)
class Image:
    file: AttachmentDraft
    caption: str = ""


@dataclass(frozen=True)
class Attached:
    """A file shown at its place in the text."""

    file: AttachmentDraft


Block = Text | Table | Image | Attached


@dataclass(frozen=True)
class ItemDraft:
    """One item. `ref` names it among all drafts of a city; `interprets` and `successor` hold such names."""

    ref: str
    unit_code: str
    column: str
    title: str
    published_at: datetime.datetime
    body: tuple[Block, ...]
    kind: str = "general"
    document_number: str = ""
    formed_on: datetime.date | None = None
    subject: tuple[str, str] = ("", "")
    genre: str = ""
    keywords: tuple[str, ...] = ()
    summary: str = ""
    source: str = ""
    author: str = ""
    validity: str = ""
    effective_on: datetime.date | None = None
    ended_on: datetime.date | None = None
    interprets: tuple[str, ...] = ()
    successor: str = ""
    is_important: bool = False
    attachments: tuple[AttachmentDraft, ...] = field(default=())

    @property
    def plain_text(self) -> str:
        """All that can be read in the body, tables included."""
        lines: list[str] = []
        for block in self.body:
            if isinstance(block, Text):
                lines += block.lines
            elif isinstance(block, Table):
                lines += [block.caption, *("\t".join(row) for row in block.rows)]
        return "\n".join(line for line in lines if line)

    @property
    def files(self) -> tuple[AttachmentDraft, ...]:
        """Every file of the item: attachments, and those shown in the text."""
        shown = tuple(block.file for block in self.body if isinstance(block, Image | Attached))
        return (*self.attachments, *shown)
