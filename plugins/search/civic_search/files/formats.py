"""What a file is, by its content: a ZIP called `.docx` is a ZIP."""

from typing import BinaryIO
from zipfile import BadZipFile, ZipFile

from civic_search.files import package, pdf, plain
from civic_search.files.endings import Ending, Extract, Limits, RefusedError

#: Old binary formats of offices, and the wrapping of encrypted new ones.
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")


def read_file(file: BinaryIO, *, limits: Limits) -> Extract:
    """Read whatever it is; raises `RefusedError` for what is nothing we read."""
    head = file.read(1024)
    file.seek(0)
    if b"%PDF-" in head:
        return pdf.read_pdf(file, limits=limits)
    if head.startswith(b"PK\x03\x04"):
        return _read_package(file, limits=limits)
    if head.startswith(COMPOUND):
        is_encrypted = ENCRYPTED_STREAM in file.read(limits.file_bytes)
        raise RefusedError(Ending.ENCRYPTED if is_encrypted else Ending.UNSUPPORTED)
    return plain.read_plain(file, limits=limits)


def _read_package(file: BinaryIO, *, limits: Limits) -> Extract:
    try:
        with ZipFile(file) as opened:
            package.check_package(opened, limits=limits)
            names = set(opened.namelist())
            if package.DOCUMENT in names:
                return package.read_document(opened, limits=limits)
            if package.WORKBOOK in names:
                return package.read_workbook(file, limits=limits)
    except BadZipFile as error:
        raise RefusedError(Ending.BROKEN) from error
    raise RefusedError(Ending.UNSUPPORTED)
