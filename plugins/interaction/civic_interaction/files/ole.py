"""DOC and WPS: Word's binary format of 1997 in its container of streams ([MS-CFB], [MS-DOC])."""

import io
import re
import struct
import zipfile
from collections.abc import Iterator

import olefile

from civic_interaction.files.fields import FieldReader
from civic_interaction.files.verdicts import Code, RefusedError, Verdict

#: Streams and storages anywhere in the container, lower case.
REFUSED_NAMES = {
    "encryptedpackage": Code.PASSWORD,
    "encryptioninfo": Code.PASSWORD,
    "macros": Code.MACROS,
    "vba": Code.MACROS,
    "_vba_project": Code.MACROS,
    "_vba_project_cur": Code.MACROS,
    "\x01ole10native": Code.OBJECTS,
    "\x01ole": Code.OBJECTS,
    "\x02olepres000": Code.OBJECTS,
    "\x03ocxname": Code.OBJECTS,
    "\x03ocxdata": Code.OBJECTS,
    "package": Code.EMBEDDED,
}
OTHER_OFFICE = {"workbook", "book", "powerpoint document"}
#: Storages without objects: data of templates, signatures, and the one for objects, as long as it is empty.
STORAGES = {"msodatastore", "_signatures", "_xmlsignatures", "objectpool"}
DOCUMENT = "worddocument"

MAGIC = 0xA5EC
WORD_97 = 0x00C1
ENCRYPTED, OBFUSCATED, SECOND_TABLE = 0x0100, 0x8000, 0x0200
#: Places in the file information block of Word 97 and later.
FLAGS, ASSOCIATED, PIECES = 0x0A, 0x019A, 0x01A2
FIELD = re.compile("([\x13\x14\x15])")
#: The name of its template comes second among the texts that belong to a document.
TEMPLATE = 1
ELSEWHERE = re.compile(r"^(?:\\\\|//|[a-z][a-z+.\-]+:)", re.IGNORECASE)


def judge_ole(content: bytes, *, extension: str) -> Verdict:
    """Raises `RefusedError`. What holds a document of Word is taken as WPS when it is called so, else as DOC."""
    if zipfile.is_zipfile(io.BytesIO(content)):
        raise RefusedError(Code.DISGUISED)
    try:
        with olefile.OleFileIO(io.BytesIO(content)) as container:
            _judge_names(container)
            _judge_document(container)
    except (OSError, struct.error, ValueError, IndexError, TypeError, RecursionError) as error:
        raise RefusedError(Code.BROKEN) from error
    return Verdict("wps" if extension == "wps" else "doc")


def _judge_names(container: olefile.OleFileIO) -> None:
    entries = [[name.lower() for name in path] for path in container.listdir(streams=True, storages=True)]
    for path in entries:
        for name in path:
            if code := REFUSED_NAMES.get(name):
                raise RefusedError(code)
    roots = {path[0] for path in entries}
    if roots & OTHER_OFFICE:
        raise RefusedError(Code.OLD_OFFICE)
    if DOCUMENT not in roots:
        raise RefusedError(Code.UNSUPPORTED)
    for path in entries:
        if len(path) > 1 and (path[0] not in STORAGES or path[0] == "objectpool"):
            raise RefusedError(Code.OBJECTS)


def _judge_document(container: olefile.OleFileIO) -> None:
    head = container.openstream("WordDocument").read()
    magic, version = struct.unpack_from("<HH", head)
    (flags,) = struct.unpack_from("<H", head, FLAGS)
    if flags & (ENCRYPTED | OBFUSCATED):
        raise RefusedError(Code.PASSWORD)
    if magic != MAGIC or version < WORD_97:
        raise RefusedError(Code.UNSUPPORTED)
    table = container.openstream("1Table" if flags & SECOND_TABLE else "0Table").read()
    _judge_template(_part_of(table, head, ASSOCIATED))
    _judge_fields("".join(_texts(head, _part_of(table, head, PIECES))))


def _part_of(table: bytes, head: bytes, place: int) -> bytes:
    start, length = struct.unpack_from("<II", head, place)
    return table[start : start + length]


def _texts(head: bytes, pieces: bytes) -> Iterator[str]:
    """The pieces of the text in their order: each in Windows' letters of one byte, or in UTF-16."""
    place = 0
    while pieces[place] == 1:  # changes of formatting
        place += 3 + struct.unpack_from("<H", pieces, place + 1)[0]
    if pieces[place] != 2:  # noqa: PLR2004 (the mark of the table of pieces)
        raise ValueError(pieces[place])
    (length,) = struct.unpack_from("<I", pieces, place + 1)
    table = pieces[place + 5 : place + 5 + length]
    count = (len(table) - 4) // 12
    ends = struct.unpack_from(f"<{count + 1}I", table)
    for number in range(count):
        (start,) = struct.unpack_from("<I", table, 4 * (count + 1) + 8 * number + 2)
        letters = ends[number + 1] - ends[number]
        if not 0 <= letters <= len(head):
            raise ValueError(letters)
        if start & 0x40000000:
            start = (start & 0x3FFFFFFF) // 2
            yield head[start : start + letters].decode("cp1252", errors="replace")
        else:
            yield head[start : start + 2 * letters].decode("utf-16-le", errors="replace")


def _judge_fields(text: str) -> None:
    """A field is mark 19, instruction, mark 20, what it showed last, mark 21; fields stand in one another."""
    reader = FieldReader()
    turns = {"\x13": reader.begin, "\x14": reader.separate, "\x15": reader.end}
    for piece in FIELD.split(text):
        if turn := turns.get(piece):
            turn()
        elif reader.open:
            (reader.shown if reader.open[-1][1] else reader.instruction)(piece)
    reader.close()


def _judge_template(associated: bytes) -> None:
    """Raises `RefusedError` for a template that Word would fetch. One of the writer's own computer is looked for in vain."""
    if associated[:2] != b"\xff\xff":
        return
    count, extra = struct.unpack_from("<HH", associated, 2)
    place = 6
    for number in range(count):
        (length,) = struct.unpack_from("<H", associated, place)
        text = associated[place + 2 : place + 2 + 2 * length].decode("utf-16-le", errors="replace")
        if number == TEMPLATE and ELSEWHERE.match(text):
            raise RefusedError(Code.REMOTE)
        place += 2 + 2 * length + extra
