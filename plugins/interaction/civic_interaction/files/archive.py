"""ZIP packages: the container of docx, xlsx and ofd, and of much else."""

import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from civic_interaction.files.markup import Watcher, read_markup
from civic_interaction.files.verdicts import Code, Limits, RefusedError

#: Real documents have dozens of parts; pictures make hundreds.
PARTS = 5_000
LOCAL_HEADER = struct.Struct("<4s5H3L2H")
#: Where the table of contents is.
END = struct.Struct("<4s4H2LH")
ZIP64 = 0xFFFFFFFF
ZIP64_END_BYTES = 56 + 20
#: The longest description that may follow a part's data: signature, checksum and two sizes of eight bytes.
DESCRIPTOR = 24
ENCRYPTED = 0x1
#: First bytes by extension. What is not here is no part of a document that we take.
PICTURES = {
    "png": (b"\x89PNG\r\n\x1a\n",),
    "jpg": (b"\xff\xd8\xff",),
    "jpeg": (b"\xff\xd8\xff",),
    "jfif": (b"\xff\xd8\xff",),
    "gif": (b"GIF87a", b"GIF89a"),
    "bmp": (b"BM",),
    "tif": (b"II*\0", b"MM\0*"),
    "tiff": (b"II*\0", b"MM\0*"),
    "emf": (b"\x01\0\0\0",),
    "wmf": (b"\xd7\xcd\xc6\x9a", b"\x01\0\x09\0", b"\x02\0\x09\0"),
    "wdp": (b"II\xbc",),
}
#: What no part may begin with, whatever it is called: packages, programs, office files, PDF, markup, scripts.
FOREIGN = (
    b"PK\x03\x04",
    b"MZ",
    b"\x7fELF",
    b"\xd0\xcf\x11\xe0",
    b"%PDF",
    b"<",
    b"\xef\xbb\xbf<",
    b"#!",
    b"{\\rtf",
    b"Rar!",
    b"7z\xbc",
)


#: What `zipfile` makes of a damaged part or table of contents. NotImplementedError: a compression or version that it does
#: not know; RuntimeError: a part that asks for a password though its entry says it has none; KeyError: no such part.
DAMAGED = (
    BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    KeyError,
    NotImplementedError,
    OverflowError,
    RuntimeError,
    ValueError,
)


def open_package(file: IO[bytes], *, size: int, limits: Limits) -> ZipFile:
    """Open and check the container. Raises `RefusedError` for bombs, passwords, and what two programs may read differently."""
    try:
        package = ZipFile(file)
        parts = package.infolist()
        _check_sizes(parts, limits=limits)
        _check_names(parts)
        _check_layout(file, package, size=size)
    except DAMAGED as error:
        raise RefusedError(Code.BROKEN) from error
    return package


def _check_sizes(parts: list[ZipInfo], *, limits: Limits) -> None:
    """`zipfile` never reads more of a part than its entry declares, so the declarations can be summed up."""
    if len(parts) > PARTS or sum(part.file_size for part in parts) > limits.unpacked_bytes:
        raise RefusedError(Code.BOMB)
    if any(part.flag_bits & ENCRYPTED for part in parts):
        raise RefusedError(Code.PASSWORD)
    if any(part.compress_type not in {ZIP_STORED, ZIP_DEFLATED} for part in parts):
        raise RefusedError(Code.DISGUISED)


def _check_names(parts: list[ZipInfo]) -> None:
    names = [part.filename.lower() for part in parts]
    if len(set(names)) < len(names):
        raise RefusedError(Code.DISGUISED)
    if not all(names) or any(part.is_dir() and part.file_size for part in parts):
        raise RefusedError(Code.DISGUISED)
    for name in names:
        if name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/"):
            raise RefusedError(Code.DISGUISED)


def _check_layout(file: IO[bytes], package: ZipFile, *, size: int) -> None:
    """The parts fill the file from its first byte to the table of contents, and nothing follows that.

    What stands elsewhere is read by one program and not by the next: a second file of another kind, parts without entry,
    parts that share their bytes (bombs).
    """
    place = 0
    for part in sorted(package.infolist(), key=lambda part: part.header_offset):
        if not 0 <= part.header_offset - place <= (DESCRIPTOR if place else 0):
            raise RefusedError(Code.DISGUISED)
        file.seek(part.header_offset)
        header = LOCAL_HEADER.unpack(file.read(LOCAL_HEADER.size))
        place = part.header_offset + LOCAL_HEADER.size + header[9] + header[10] + part.compress_size
    file.seek(size - END.size)
    signature, _disk, _start_disk, _here, _parts, table_bytes, table_start, _comment = END.unpack(file.read(END.size))
    if signature != b"PK\x05\x06" or not 0 <= package.start_dir - place <= DESCRIPTOR:
        raise RefusedError(Code.DISGUISED)
    if ZIP64 in {table_start, table_bytes}:  # needed beyond 4 GB only
        raise RefusedError(Code.DISGUISED)
    if table_start != package.start_dir or size - END.size - table_start - table_bytes not in {0, ZIP64_END_BYTES}:
        raise RefusedError(Code.DISGUISED)


@contextmanager
def opened(package: ZipFile, name: str) -> Iterator[IO[bytes]]:
    """A part, to be read. What is damaged, or not there, is refused."""
    try:
        with package.open(name) as part:
            yield part
    except DAMAGED as error:
        raise RefusedError(Code.BROKEN) from error


def read_markup_part(package: ZipFile, name: str, watcher: Watcher) -> None:
    with opened(package, name) as part:
        read_markup(part, watcher)


def extension_of(name: str) -> str:
    return name.rpartition("/")[2].rpartition(".")[2].lower()


def judge_picture_part(package: ZipFile, name: str) -> None:
    """A picture in a document begins as its extension says."""
    if not _begin(package, name).startswith(PICTURES[extension_of(name)]):
        raise RefusedError(Code.DISGUISED)


def judge_opaque_part(package: ZipFile, name: str) -> None:
    """Fonts, seals, settings of printers: anything but a file of its own."""
    if _begin(package, name).lstrip(b" \t\r\n").startswith(FOREIGN):
        raise RefusedError(Code.EMBEDDED)


def _begin(package: ZipFile, name: str) -> bytes:
    with opened(package, name) as part:
        return part.read(16)
