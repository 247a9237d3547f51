from collections.abc import Iterator
from typing import BinaryIO

import pypdfium2
import pypdfium2.raw

from civic_search.files.endings import Ending, Extract, Limits, RefusedError, gather


def read_pdf(file: BinaryIO, *, limits: Limits) -> Extract:
    try:
        document = pypdfium2.PdfDocument(file)
    except pypdfium2.PdfiumError as error:
        needs_password = error.err_code == pypdfium2.raw.FPDF_ERR_PASSWORD
        raise RefusedError(Ending.ENCRYPTED if needs_password else Ending.BROKEN) from error
    return gather(_lines(document, pages=min(len(document), limits.pages)), limits=limits)


def _lines(document: pypdfium2.PdfDocument, *, pages: int) -> Iterator[str]:
    """Page by page; a page that cannot be read is left out."""
    for number in range(pages):
        try:
            page = document[number]
            text = page.get_textpage().get_text_bounded()
        except pypdfium2.PdfiumError:
            continue
        page.close()
        yield from text.splitlines()
