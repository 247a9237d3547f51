"""Plain text in the encodings that offices have used."""

from typing import BinaryIO

from civic_search.files.endings import Ending, Extract, Limits, RefusedError, gather

BYTE_ORDER_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
#: GB18030 contains GB2312 and GBK. It comes last: it takes almost anything for text.
ENCODINGS = ("utf-8", "gb18030")
#: What text holds of the first 32 characters.
SPACES = {"\t", "\n", "\r", "\f", "\x1a", "\x1b"}


def read_plain(file: BinaryIO, *, limits: Limits) -> Extract:
    # No character needs more than four bytes.
    content = file.read(limits.characters * 4 + 4)
    return gather(decode(content).splitlines(), limits=limits)


def decode(content: bytes) -> str:
    """Bytes as text; raises `RefusedError` when they are none. The last character may have been cut in two."""
    for mark, encoding in BYTE_ORDER_MARKS.items():
        if content.startswith(mark):
            return content.decode(encoding, errors="replace")
    for encoding in ENCODINGS:
        text = _decode(content, encoding)
        if text is not None and all(letter >= " " or letter in SPACES for letter in text):
            return text
    raise RefusedError(Ending.UNSUPPORTED)


def _decode(content: bytes, encoding: str) -> str | None:
    for cut in range(4):
        try:
            return content[: len(content) - cut].decode(encoding)
        except UnicodeDecodeError as error:
            if error.start < len(content) - 4:
                return None
    return None
