import hashlib
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePosixPath
from typing import IO

from django.utils.translation import gettext as _

from civic_disclosure.models import ImportBatch

#: What an item may carry; a citizen can open these without buying software.
ALLOWED = frozenset(
    {"pdf", "ofd", "doc", "docx", "wps", "xls", "xlsx", "et", "ppt", "pptx", "csv", "txt", "jpg", "jpeg", "png", "zip"}
)
MAX_FILE_BYTES = 50 * 1024 * 1024
MAX_BYTES = 2 * 1024 * 1024 * 1024


class FolderError(ValueError):
    """The archive cannot be used. The message is for the person who uploaded it."""


class Folder:
    """The attachments of a batch by file name. Folders inside the archive do not matter; names must differ."""

    def __init__(self, file: IO[bytes] | None) -> None:
        self._archive = _open(file) if file is not None else None
        self._entries: dict[str, zipfile.ZipInfo] = {}
        for entry in self._archive.infolist() if self._archive else ():
            self._add(entry)
        if sum(entry.file_size for entry in self._entries.values()) > MAX_BYTES:
            raise FolderError(_("The attachments are larger than 2 GB in all. Split them into several batches."))

    def _add(self, entry: zipfile.ZipInfo) -> None:
        name = PurePosixPath(name_of(entry)).name
        if entry.is_dir() or name.startswith("."):
            return
        if name in self._entries:
            raise FolderError(_("Two attachments are called “%(name)s”. Give them different names.") % {"name": name})
        self._entries[name] = entry

    def problem_with(self, name: str) -> str:
        """Why a file cannot be attached, as a sentence; empty when it can."""
        entry = self._entries.get(name)
        if entry is None:
            return _("The attachment “%(name)s” is not in the ZIP file.") % {"name": name}
        if name.rpartition(".")[2].lower() not in ALLOWED:
            return _("Files such as “%(name)s” cannot be published; use PDF, OFD, Word, Excel, or a picture.") % {
                "name": name
            }
        if entry.file_size > MAX_FILE_BYTES:
            return _("“%(name)s” is larger than 50 MB.") % {"name": name}
        return ""

    def size_of(self, name: str) -> int:
        """In bytes, unpacked."""
        return self._entries[name].file_size

    def read(self, name: str) -> bytes:
        if self._archive is None:
            raise KeyError(name)
        return self._archive.read(self._entries[name])


def _open(file: IO[bytes]) -> zipfile.ZipFile:
    try:
        archive = zipfile.ZipFile(file)
    except zipfile.BadZipFile as error:
        raise FolderError(_("The attachments must be a ZIP file.")) from error
    if any(entry.flag_bits & 0x1 for entry in archive.infolist()):
        raise FolderError(_("The ZIP file is protected by a password. Make one without."))
    return archive


def name_of(entry: zipfile.ZipInfo) -> str:
    """The entry's name; archives made on Chinese Windows carry GB18030 without saying so."""
    if entry.flag_bits & 0x800:
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return entry.filename


@contextmanager
def open_folder(batch: ImportBatch) -> Iterator[Folder]:
    """The attachments of a batch, open as long as the block lasts; empty when it has none."""
    if not batch.folder:
        yield Folder(None)
        return
    with batch.folder.open() as file:
        yield Folder(file)


def digest_of_folder(batch: ImportBatch) -> str:
    """SHA-256 of a batch's archive in hex, read in pieces; empty when it has none."""
    if not batch.folder:
        return ""
    with batch.folder.open() as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
