"""DOCX and XLSX: every part is read, whichever way the document refers to it."""

from zipfile import ZipFile

from civic_interaction.files import archive
from civic_interaction.files.fields import FieldReader, judge_instruction
from civic_interaction.files.formulas import judge_formula
from civic_interaction.files.links import is_harmless
from civic_interaction.files.markup import Attributes, Watcher
from civic_interaction.files.verdicts import Code, RefusedError, Verdict

CONTENT_TYPES = "[Content_Types].xml"
MARKUP = {"xml", "rels", "vml"}
#: Parts that are neither markup nor pictures: fonts, and the empty part that signatures begin at. `bin` are settings of printers: macros and objects are told by their types.
OPAQUE = {"odttf", "ttf", "fntdata", "sigs", "bin"}
PRINTER = "printersettings"
#: By what the main part is, a document is of one of these kinds.
MAIN_TYPES = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": "xlsx",
}
#: Words in the type of a part or a relationship (its last word), in this order.
REFUSED_TYPES = {
    "macroenabled": Code.MACROS,
    "vba": Code.MACROS,
    "macrosheet": Code.MACROS,
    "dialogsheet": Code.MACROS,
    "attachedtoolbars": Code.MACROS,
    "extensibility": Code.MACROS,
    "customui": Code.MACROS,
    "activex": Code.OBJECTS,
    "oleobject": Code.OBJECTS,
    "control": Code.OBJECTS,
    "ctrlprop": Code.OBJECTS,
    "webextension": Code.SCRIPTS,
    "afchunk": Code.EMBEDDED,
    "subdocument": Code.EMBEDDED,
    "video": Code.OBJECTS,
    "audio": Code.OBJECTS,
    "externallink": Code.REMOTE,
    "connections": Code.REMOTE,
    "querytable": Code.REMOTE,
    "attachedtemplate": Code.REMOTE,
    "mailmerge": Code.REMOTE,
}
#: Whole words, which stand in other types too.
REFUSED_RELATIONS = {"package": Code.EMBEDDED, "media": Code.OBJECTS, "frame": Code.REMOTE}
REFUSED_ELEMENTS = {
    "OLEObject": Code.OBJECTS,
    "oleObject": Code.OBJECTS,
    "control": Code.OBJECTS,
    "ddeLink": Code.DDE,
    "oleLink": Code.OBJECTS,
    "externalBook": Code.REMOTE,
    "externalReference": Code.REMOTE,
    "attachedTemplate": Code.REMOTE,
    "altChunk": Code.EMBEDDED,
    "subDoc": Code.EMBEDDED,
}
FORMULAS = {"f", "formula", "formula1", "formula2", "definedName", "calculatedColumnFormula", "totalsRowFormula"}


def judge_ooxml(package: ZipFile) -> Verdict:
    """Raises `RefusedError`. What is neither a document of Word nor a workbook of Excel is not taken."""
    types = ContentTypes()
    archive.read_markup_part(package, CONTENT_TYPES, types)
    names = [part.filename for part in package.infolist() if not part.is_dir()]
    types.check_parts(names)
    kinds = {MAIN_TYPES[one] for one in types.all if one in MAIN_TYPES}
    if len(kinds) != 1:
        raise RefusedError(Code.DISGUISED if kinds else Code.UNSUPPORTED)
    root = Relations()
    archive.read_markup_part(package, "_rels/.rels", root)
    if root.main.lstrip("/") not in names:
        raise RefusedError(Code.BROKEN)
    for name in names:
        _judge_part(package, name)
    return Verdict(kinds.pop())


def _judge_part(package: ZipFile, name: str) -> None:
    extension = archive.extension_of(name)
    if extension == "rels":
        archive.read_markup_part(package, name, Relations())
    elif extension in MARKUP:
        archive.read_markup_part(package, name, Contents())
    elif extension in archive.PICTURES:
        archive.judge_picture_part(package, name)
    elif extension in OPAQUE:
        if extension == "bin" and PRINTER not in name.lower():
            raise RefusedError(Code.OBJECTS)
        archive.judge_opaque_part(package, name)
    else:
        raise RefusedError(Code.EMBEDDED)


class ContentTypes(Watcher):
    """What each part is. A part may not be read as markup under the name of a picture."""

    def __init__(self) -> None:
        self.all: set[str] = set()
        self.by_extension: dict[str, str] = {}
        self.by_name: dict[str, str] = {}

    def start(self, name: str, attributes: Attributes, *, namespace: str) -> None:
        for kind in (value.strip().lower() for value in attributes.get("ContentType", ())):
            judge_type(kind)
            self.all.add(kind)
            for extension in attributes.get("Extension", ()):
                self.by_extension[extension.lower()] = kind
            for part in attributes.get("PartName", ()):
                self.by_name[part.lstrip("/").lower()] = kind

    def check_parts(self, names: list[str]) -> None:
        for name in names:
            kind = self.by_name.get(name.lower()) or self.by_extension.get(archive.extension_of(name), "")
            if kind.endswith("xml") and archive.extension_of(name) not in MARKUP:
                raise RefusedError(Code.DISGUISED)


class Relations(Watcher):
    """Where a part points: inside by harmless relations, outside by links that somebody must click."""

    def __init__(self) -> None:
        self.main = ""

    def start(self, name: str, attributes: Attributes, *, namespace: str) -> None:
        if name != "Relationship":
            return
        relations = {kind.rstrip("/").rpartition("/")[2].lower() for kind in attributes.get("Type", ())}
        for relation in relations:
            judge_type(relation)
            if code := REFUSED_RELATIONS.get(relation):
                raise RefusedError(code)
        targets = attributes.get("Target", [])
        if any(mode.lower() == "external" for mode in attributes.get("TargetMode", ())):
            if relations != {"hyperlink"}:
                raise RefusedError(Code.REMOTE)
            if not all(is_harmless(target) for target in targets):
                raise RefusedError(Code.ACTIONS)
        elif "officedocument" in relations and targets:
            self.main = targets[0]


class Contents(Watcher):
    """What a part says: no objects, no fields and no formulas that reach out."""

    def __init__(self) -> None:
        self.fields = FieldReader()
        self.inside: str | None = None
        self.formula: list[str] = []

    def start(self, name: str, attributes: Attributes, *, namespace: str) -> None:
        if code := REFUSED_ELEMENTS.get(name):
            raise RefusedError(code)
        self.inside = name
        for instruction in attributes.get("instr", ()):
            judge_instruction(instruction)
        for kind in attributes.get("fldCharType", ()):
            self._turn_field(kind)
        if "vml" in namespace and not all(is_inside(source) for source in attributes.get("src", ())):
            raise RefusedError(Code.REMOTE)
        if not all(is_harmless(address) for address in attributes.get("href", ())):
            raise RefusedError(Code.ACTIONS)
        if name in FORMULAS:
            self.formula = []

    def end(self, name: str) -> None:
        if name in FORMULAS:
            judge_formula("".join(self.formula))
        self.inside = None

    def text(self, text: str) -> None:
        if self.inside in {"instrText", "delInstrText"}:
            self.fields.instruction(text)
        elif self.inside in {"t", "delText"}:
            self.fields.shown(text)
        elif self.inside in FORMULAS:
            self.formula.append(text)

    def close(self) -> None:
        self.fields.close()

    def _turn_field(self, kind: str) -> None:
        turn = {"begin": self.fields.begin, "separate": self.fields.separate, "end": self.fields.end}.get(kind)
        if turn:
            turn()


def judge_type(kind: str) -> None:
    """By the last word of the address of a type, lower case."""
    last = kind.rpartition("/")[2]
    code = next((code for word, code in REFUSED_TYPES.items() if word in last), None)
    if code:
        raise RefusedError(code)


def is_inside(source: str) -> bool:
    """Whether a picture lies in the document: an address of any kind does not."""
    return ":" not in source and not source.startswith(("\\\\", "//"))
