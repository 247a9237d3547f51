from collections.abc import Iterator
from zipfile import ZipFile

from lxml import etree

from civic_search.files.endings import Ending, Extract, Limits, RefusedError, gather

DOCUMENT = "word/document.xml"
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PARAGRAPH, TEXT, TAB, BREAK = (f"{WORD}{name}" for name in ("p", "t", "tab", "br"))
#: A drawing is there twice: as it is, and for programs too old for it.
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def read_docx(package: ZipFile, *, limits: Limits) -> Extract:
    """The text of a DOCX in its order, tables included; deleted passages of tracked changes are not text."""
    try:
        with package.open(DOCUMENT) as part:
            return gather(_paragraphs(part), limits=limits)
    except etree.XMLSyntaxError as error:
        raise RefusedError(Ending.BROKEN) from error


def _paragraphs(part: object) -> Iterator[str]:
    words: list[str] = []
    in_fallback = 0
    events = ("start", "end")
    for event, element in etree.iterparse(part, events=events, resolve_entities=False, no_network=True):
        if element.tag == FALLBACK:
            in_fallback += 1 if event == "start" else -1
        if event == "start" or in_fallback:
            continue
        if element.tag == TEXT:
            words.append(element.text or "")
        elif element.tag in {TAB, BREAK}:
            words.append(" ")
        elif element.tag == PARAGRAPH:
            yield "".join(words)
            words.clear()
            element.clear()
