"""PDF files with one thing in them that they should not have, made by the library that also reads them."""

import io
from collections.abc import Callable

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from tests.search.files.office_files import make_pdf

Change = Callable[[pikepdf.Pdf], object]
SCRIPT = "app.alert('x')"


def pdf(
    change: Change | None = None, *, compressed: bool = False, encryption: pikepdf.Encryption | None = None
) -> bytes:
    """A page of text, changed. `compressed` puts the objects into streams, where no search for words finds them."""
    file = io.BytesIO()
    with pikepdf.open(io.BytesIO(make_pdf("关于路灯的来信"))) as document:
        if change:
            change(document)
        streams = pikepdf.ObjectStreamMode.generate if compressed else pikepdf.ObjectStreamMode.disable
        document.save(file, object_stream_mode=streams, encryption=encryption or False)
    return file.getvalue()


def script(**more: object) -> Dictionary:
    return Dictionary(S=Name.JavaScript, JS=String(SCRIPT), **more)


def open_action(document: pikepdf.Pdf, action: object) -> None:
    document.Root.OpenAction = action


def annotate(document: pikepdf.Pdf, **fields: object) -> None:
    note = Dictionary(Type=Name.Annot, Rect=Array([0, 0, 9, 9]), **fields)
    note = document.make_indirect(note)
    document.pages[0].Annots = Array([note])
    if fields["Subtype"] == Name.Widget:
        document.Root.AcroForm = Dictionary(Fields=Array([note]))


def name_script(document: pikepdf.Pdf) -> None:
    document.Root.Names = Dictionary(
        JavaScript=Dictionary(Names=Array([String("a"), document.make_indirect(script())]))
    )


def attach(document: pikepdf.Pdf) -> None:
    document.attachments["evil.exe"] = b"MZ\x90\0"


HARMFUL: dict[str, tuple[Change, str]] = {
    "script when opened": (lambda d: open_action(d, script()), "scripts"),
    "script behind a reference": (lambda d: open_action(d, d.make_indirect(script())), "scripts"),
    "script in a stream": (
        lambda d: open_action(d, Dictionary(S=Name.JavaScript, JS=d.make_stream(SCRIPT.encode()))), "scripts",
    ),
    "script by name": (name_script, "scripts"),
    "script of the document's events": (lambda d: d.Root.__setattr__("AA", Dictionary(WC=script())), "scripts"),
    "script of a page's events": (lambda d: d.pages[0].obj.__setattr__("AA", Dictionary(O=script())), "scripts"),
    "script of a button": (lambda d: annotate(d, Subtype=Name.Widget, A=script()), "scripts"),
    "script of a field's events": (lambda d: annotate(d, Subtype=Name.Widget, AA=Dictionary(K=script())), "scripts"),
    "script that comes next": (
        lambda d: open_action(d, Dictionary(S=Name.URI, URI=String("https://a.cn/"), Next=Array([script()]))), "scripts",
    ),
    "script that nothing refers to": (lambda d: d.Root.__setattr__("Old", d.make_indirect(script())), "scripts"),
    "form with scripts of its own": (
        lambda d: d.Root.__setattr__("AcroForm", Dictionary(Fields=Array([]), XFA=d.make_stream(b"<xdp/>"))), "scripts",
    ),
    "launch": (lambda d: open_action(d, Dictionary(S=Name.Launch, F=String("cmd.exe"))), "actions"),
    "launch by a link": (
        lambda d: annotate(d, Subtype=Name.Link, A=Dictionary(S=Name.Launch, Win=Dictionary(F=String("cmd.exe")))), "actions",
    ),
    "another file": (lambda d: open_action(d, Dictionary(S=Name.GoToR, F=String("\\\\evil\\a.pdf"))), "actions"),
    "embedded file opened": (lambda d: open_action(d, Dictionary(S=Name.GoToE)), "actions"),
    "form sent away": (lambda d: open_action(d, Dictionary(S=Name.SubmitForm, F=String("http://evil/"))), "actions"),
    "data brought in": (lambda d: open_action(d, Dictionary(S=Name.ImportData, F=String("a.fdf"))), "actions"),
    "address of a file": (lambda d: annotate(d, Subtype=Name.Link, A=Dictionary(S=Name.URI, URI=String("file:///c:/a.exe"))), "actions"),
    "address of a script": (lambda d: annotate(d, Subtype=Name.Link, A=Dictionary(S=Name.URI, URI=String("javascript:x"))), "actions"),
    "embedded file": (attach, "embedded"),
    "attached file": (lambda d: annotate(d, Subtype=Name.FileAttachment), "embedded"),
    "portfolio": (lambda d: d.Root.__setattr__("Collection", Dictionary(View=Name.D)), "embedded"),
    "film": (lambda d: annotate(d, Subtype=Name.RichMedia), "objects"),
    "film of old": (lambda d: open_action(d, Dictionary(S=Name.Rendition)), "objects"),
    "model": (lambda d: annotate(d, Subtype=Name("/3D")), "objects"),
    "content from elsewhere": (
        lambda d: d.Root.__setattr__("Far", d.make_indirect(pikepdf.Stream(d, b"x", {"/F": "http://evil/"}))), "remote",
    ),
}  # fmt: skip


def signed_like(document: pikepdf.Pdf) -> None:
    """What harmless documents have: a place to open at, links, bookmarks, descriptions, printing by a button."""
    page = document.pages[0]
    open_action(document, Dictionary(S=Name.GoTo, D=Array([page.obj, Name.Fit])))
    annotate(document, Subtype=Name.Link, A=Dictionary(S=Name.URI, URI=String("https://www.gov.cn/")))
    page.obj.AA = Dictionary(O=Dictionary(S=Name.Named, N=Name.NextPage))
    with document.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("一", 0))
    with document.open_metadata() as metadata:
        metadata["dc:title"] = "JavaScript 与 /Launch 的说明"
