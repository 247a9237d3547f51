"""What a file is, by its content: a ZIP called `.docx` is a ZIP. Only the reader that is needed is loaded."""

from typing import BinaryIO
from zipfile import BadZipFile, ZipFile

from civic_search.files.endings import Ending, Extract, Limits, RefusedError
from civic_search.files.plain import read_plain

#: Old binary formats of offices, and the wrapping of encrypted new ones.
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: Real documents have dozens of parts; pictures make hundreds.
PARTS = 10_000
ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")


def read_file(file: BinaryIO, *, limits: Limits) -> Extract:
    """Read whatever it is; raises `RefusedError` for what is nothing we read."""
    head = file.read(1024)
    file.seek(0)
    if b"%PDF-" in head:
        from civic_search.files.pdf import read_pdf  # plc0415: only where it is needed

        return read_pdf(file, limits=limits)
    if head.startswith(b"PK\x03\x04"):
        return _read_package(file, limits=limits)
    if head.startswith(COMPOUND):
        is_encrypted = ENCRYPTED_STREAM in file.read(limits.file_bytes)
        raise RefusedError(Ending.ENCRYPTED if is_encrypted else Ending.UNSUPPORTED)
    return read_plain(file, limits=limits)


def _read_package(file: BinaryIO, *, limits: Limits) -> Extract:
    try:
        with ZipFile(file) as package:
            check_package(package, limits=limits)
            names = set(package.namelist())
            if "word/document.xml" in names:
                from civic_search.files.docx import read_docx  # plc0415: only where it is needed

                return read_docx(package, limits=limits)
            if "xl/workbook.xml" in names:
                from civic_search.files.xlsx import read_xlsx  # plc0415: only where it is needed

                return read_xlsx(file, limits=limits)
    except BadZipFile as error:
        raise RefusedError(Ending.BROKEN) from error
    raise RefusedError(Ending.UNSUPPORTED)


def check_package(package: ZipFile, *, limits: Limits) -> None:
    """Refuse what unpacks to too much: `zipfile` never reads more of a part than its entry declares."""
    parts = package.infolist()
    if len(parts) > PARTS or sum(part.file_size for part in parts) > limits.unpacked_bytes:
        raise RefusedError(Ending.BOMB)
    if any(part.flag_bits & 1 for part in parts):
        raise RefusedError(Ending.ENCRYPTED)
