"""PDF: every object is looked at, also those in compressed streams and those that no page shows."""

import io
import re
import zipfile
from typing import Any

import pikepdf

from civic_interaction.files.links import is_harmless
from civic_interaction.files.verdicts import Code, RefusedError, Verdict

#: Keys that no harmless document has, whatever their value.
REFUSED_KEYS = {
    "/JS": Code.SCRIPTS,
    "/JavaScript": Code.SCRIPTS,
    "/XFA": Code.SCRIPTS,
    "/EF": Code.EMBEDDED,
    "/EmbeddedFiles": Code.EMBEDDED,
    "/Collection": Code.EMBEDDED,
    "/RichMediaContent": Code.OBJECTS,
}
#: What an action does (`/S`), and what an object is (`/Type`, `/Subtype`).
REFUSED_NAMES = {
    "/JavaScript": Code.SCRIPTS,
    "/Launch": Code.ACTIONS,
    "/ImportData": Code.ACTIONS,
    "/SubmitForm": Code.ACTIONS,
    "/GoToR": Code.ACTIONS,
    "/GoToE": Code.ACTIONS,
    "/Rendition": Code.OBJECTS,
    "/Movie": Code.OBJECTS,
    "/Sound": Code.OBJECTS,
    "/Screen": Code.OBJECTS,
    "/RichMedia": Code.OBJECTS,
    "/RichMediaExecute": Code.OBJECTS,
    "/3D": Code.OBJECTS,
    "/EmbeddedFile": Code.EMBEDDED,
    "/FileAttachment": Code.EMBEDDED,
}
NAMING = ("/S", "/Type", "/Subtype")
#: In a file whose table of objects is damaged, other readers may find objects that ours does not.
RAW = re.compile(rb"/(?:JavaScript|Launch|EmbeddedFile|RichMedia|XFA)\b")
OTHER_KIND = re.compile(rb"<(?:!doctype|html|head|body|script|svg|\?xml)", re.IGNORECASE)
HEAD = 1024
END = b"%%EOF"
BLANK = b" \t\r\n\x00\x1a"


def judge_pdf(content: bytes) -> Verdict:
    """Raises `RefusedError`. What asks for a password is refused; what is only locked against changes opens for everybody,
    and is judged like the rest.
    """
    if zipfile.is_zipfile(io.BytesIO(content)) or OTHER_KIND.search(content[:HEAD]):
        raise RefusedError(Code.DISGUISED)
    end = content.rfind(END)
    if end < 0:
        raise RefusedError(Code.BROKEN)
    if content[end + len(END) :].strip(BLANK):
        raise RefusedError(Code.DISGUISED)
    try:
        with pikepdf.open(io.BytesIO(content)) as document:
            _judge_objects(document)
            pages = len(document.pages)
            is_damaged = bool(document.get_warnings())
    except pikepdf.PasswordError as error:
        raise RefusedError(Code.PASSWORD) from error
    except (pikepdf.PdfError, ValueError, TypeError, RecursionError) as error:
        raise RefusedError(Code.BROKEN) from error
    if not pages:
        raise RefusedError(Code.BROKEN)
    if is_damaged and RAW.search(content):
        raise RefusedError(Code.SCRIPTS)
    return Verdict("pdf")


def _judge_objects(document: pikepdf.Pdf) -> None:
    waiting: list[Any] = [document.trailer]
    for whole in document.objects:
        waiting.append(whole)
        while waiting:
            one = waiting.pop()
            if isinstance(one, pikepdf.Stream):
                if "/F" in one.stream_dict:
                    raise RefusedError(Code.REMOTE)
                one = one.stream_dict
            if isinstance(one, pikepdf.Dictionary):
                _judge_dictionary(one)
                waiting.extend(value for value in one.as_dict().values() if _is_inside(value))
            elif isinstance(one, pikepdf.Array):
                waiting.extend(value for value in one.as_list() if _is_inside(value))


def _is_inside(value: Any) -> bool:
    """Part of its holder; what is referred to is an object of its own and has its own turn."""
    return isinstance(value, pikepdf.Dictionary | pikepdf.Array) and not value.is_indirect


def _judge_dictionary(one: pikepdf.Dictionary) -> None:
    for key in one.as_dict():
        if code := REFUSED_KEYS.get(key):
            raise RefusedError(code)
    for key in NAMING:
        if code := REFUSED_NAMES.get(str(one.get(key))):
            raise RefusedError(code)
    if not is_harmless(str(one.get("/URI"))):
        raise RefusedError(Code.ACTIONS)
