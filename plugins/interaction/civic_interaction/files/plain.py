"""TXT and CSV: text in the encodings that offices use, and nothing that another program takes for more than text."""

import re
import unicodedata

from civic_interaction.files.verdicts import Code, RefusedError, Verdict

BYTE_ORDER_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
#: GB18030 contains GB2312 and GBK. It comes last: it takes almost anything for text.
ENCODINGS = ("utf-8", "gb18030")
SPACES = {"\t", "\n", "\r", "\f"}
HEAD = 1024
RTF = re.compile(r"\s*\{\\rt")
MARKUP_START = re.compile(r"\s*<(?:[a-z!?/])", re.IGNORECASE)
MARKUP = re.compile(r"<(?:!doctype|html|head|body|script|iframe|svg|object|embed|\?xml)\b", re.IGNORECASE)
WEB_ARCHIVE = re.compile(r"\s*(?:MIME-Version|Content-Type):", re.IGNORECASE)
SCRIPT = re.compile(r"\s*#!")

#: What a spreadsheet computes when a cell begins with it; in full width too.
SIGNS = "=+-@"
CELLS = re.compile(r"[,;\t\r\n]")
NUMBER = re.compile(r"[+-][\d\s.,%()/:\-]*")
DDE = re.compile(r"[=+\-@][^\n]*?\|[^\n]*!")


def judge_plain(content: bytes, *, extension: str) -> Verdict:
    """Raises `RefusedError`. Text does not say of itself what it is: here, and only here, the name decides.

    A table with formulas stays as it was sent, for it may be evidence; it is marked, so that nobody opens it unwarned.
    Formulas that start programs (DDE) are refused.
    """
    text = decode(content)
    head = text[:HEAD]
    if RTF.match(head):
        raise RefusedError(Code.RTF)
    if MARKUP_START.match(head) or MARKUP.search(head) or WEB_ARCHIVE.match(head):
        raise RefusedError(Code.MARKUP)
    if SCRIPT.match(head):
        raise RefusedError(Code.PROGRAM)
    if not text.strip():
        raise RefusedError(Code.EMPTY)
    if extension not in {"txt", "csv", ""}:
        raise RefusedError(Code.UNSUPPORTED)
    if extension != "csv":
        return Verdict("txt")
    return Verdict("csv", has_formulas=_has_formulas(unicodedata.normalize("NFKC", text)))


def decode(content: bytes) -> str:
    """Bytes as text; raises `RefusedError` when they are none."""
    for mark, encoding in BYTE_ORDER_MARKS.items():
        if content.startswith(mark):
            return _without_controls(content, encoding)
    try:
        return _without_controls(content, ENCODINGS[0])
    except RefusedError:
        return _without_controls(content, ENCODINGS[1])


def _without_controls(content: bytes, encoding: str) -> str:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise RefusedError(Code.UNSUPPORTED) from error
    if any(letter < " " and letter not in SPACES for letter in text) or "\x7f" in text:
        raise RefusedError(Code.UNSUPPORTED)
    return text


def _has_formulas(text: str) -> bool:
    found = False
    for line in text.splitlines():
        cells = [cell.strip().strip("\"'").strip() for cell in CELLS.split(line)]
        suspects = [cell for cell in cells if cell.startswith(tuple(SIGNS)) and not NUMBER.fullmatch(cell)]
        if suspects and DDE.search(line):
            raise RefusedError(Code.DDE)
        found = found or bool(suspects)
    return found
