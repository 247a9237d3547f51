"""OFD (GB/T 33190): the layout format of Chinese offices. It may hold pages, pictures, fonts and seals, nothing that runs."""

from zipfile import ZipFile

from civic_interaction.files import archive
from civic_interaction.files.links import is_harmless
from civic_interaction.files.markup import Attributes, Watcher
from civic_interaction.files.verdicts import Code, RefusedError, Verdict

ROOT = "OFD.xml"
NAMESPACE = "ofdspec.org"
REFUSED_ELEMENTS = {
    "Movie": Code.OBJECTS,
    "Sound": Code.OBJECTS,
    "Encryptions": Code.PASSWORD,
    "Encryption": Code.PASSWORD,
    "Script": Code.SCRIPTS,
    "JavaScript": Code.SCRIPTS,
}
#: Fonts, seals and signatures, colour profiles, pictures in black and white.
OPAQUE = {"ttf", "otf", "ttc", "cff", "pfb", "dat", "esl", "icc", "jb2", "jbig2", "gbig2"}


def judge_ofd(package: ZipFile) -> Verdict:
    """Raises `RefusedError`. An attachment (electronic invoices carry their data so) may be markup or a picture: it is
    judged as every other part is.
    """
    root = _read(package, ROOT)
    if root.root != "OFD" or NAMESPACE not in root.namespace:
        raise RefusedError(Code.BROKEN)
    names = [part.filename for part in package.infolist() if not part.is_dir()]
    if not root.documents or any(place.lstrip("/") not in names for place in root.documents):
        raise RefusedError(Code.BROKEN)
    for name in names:
        extension = archive.extension_of(name)
        if extension == "xml":
            _read(package, name)
        elif extension in archive.PICTURES:
            archive.judge_picture_part(package, name)
        elif extension in OPAQUE:
            archive.judge_opaque_part(package, name)
        else:
            raise RefusedError(Code.EMBEDDED)
    return Verdict("ofd")


def _read(package: ZipFile, name: str) -> "Part":
    part = Part()
    archive.read_markup_part(package, name, part)
    return part


class Part(Watcher):
    def __init__(self) -> None:
        self.root = self.namespace = ""
        self.documents: list[str] = []
        self.inside = ""

    def start(self, name: str, attributes: Attributes, *, namespace: str) -> None:
        if not self.root:
            self.root, self.namespace = name, namespace
        if code := REFUSED_ELEMENTS.get(name):
            raise RefusedError(code)
        if name.lower() in {"script", "html", "svg"}:
            raise RefusedError(Code.SCRIPTS)
        if not all(is_harmless(address) for address in attributes.get("URI", ())):
            raise RefusedError(Code.ACTIONS)
        self.inside = name
        if name == "DocRoot":
            self.documents.append("")

    def text(self, text: str) -> None:
        if self.inside == "DocRoot":
            self.documents[-1] += text.strip()

    def end(self, name: str) -> None:
        self.inside = ""
