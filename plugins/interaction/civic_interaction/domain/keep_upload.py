"""A citizen's file is opened, judged and kept until its form comes."""

import datetime
import hashlib
import tempfile
from typing import BinaryIO

from django.core.files.base import File
from django.utils.translation import gettext as _

from civic_interaction.app_settings import app_settings
from civic_interaction.enums import FileKind
from civic_interaction.files.judge import judge_file
from civic_interaction.files.names import clean_name, extension_of
from civic_interaction.files.scanner import ScannerDownError, find_virus
from civic_interaction.files.sentences import sentence_for
from civic_interaction.files.verdicts import Code, Limits, RefusedError, Verdict
from civic_interaction.models import Upload

CHUNK = 2**16


class RefusedFileError(Exception):
    """The file is not taken; `sentence` tells the citizen why, and what to do instead."""

    def __init__(self, code: Code, sentence: str) -> None:
        super().__init__(sentence)
        self.code, self.sentence = code, sentence


def keep_upload(file: File, *, now: datetime.datetime) -> Upload:
    """Read no more than is allowed → judge in a process of its own → clean the name → ask the virus scanner → keep.

    What the browser says of name and media type is not believed. A picture is kept as it was written anew. Raises
    `RefusedFileError`; of a refused file nothing is kept, but for one with a virus, which stays in quarantine for the
    office. While the scanner is down, the file is taken into quarantine until `scan_uploads` has an answer. Call it
    outside of a transaction that the refusal would roll back.
    """
    limits = limits_in_use()
    try:
        with tempfile.TemporaryFile() as content:
            _copy(file, content, most=limits.file_bytes)
            verdict = judge_file(content, extension=extension_of(file.name or ""), limits=limits)
            if verdict.content is not None:
                content.seek(0)
                content.truncate()
                content.write(verdict.content)
            upload = _keep(content, verdict, name=file.name or "", now=now)
    except RefusedError as refusal:
        raise RefusedFileError(refusal.code, sentence_for(refusal.code, limits=limits)) from refusal
    if upload.finding:
        raise RefusedFileError(Code.VIRUS, sentence_for(Code.VIRUS, limits=limits))
    return upload


def limits_in_use() -> Limits:
    return Limits(
        file_bytes=app_settings.UPLOAD_BYTES,
        pixels=app_settings.UPLOAD_PIXELS,
        seconds=app_settings.UPLOAD_SECONDS,
        memory_bytes=app_settings.UPLOAD_MEMORY_BYTES,
    )


def _copy(file: File, content: BinaryIO, *, most: int) -> None:
    left = most
    for chunk in file.chunks(CHUNK):
        left -= len(chunk)
        if left < 0:
            raise RefusedError(Code.TOO_LARGE)
        content.write(chunk)
    content.flush()


def _keep(content: BinaryIO, verdict: Verdict, *, name: str, now: datetime.datetime) -> Upload:
    """The file first, then its row: a file without row is found by `clear_uploads`."""
    is_waiting, finding = _scan(content)
    kept = datetime.timedelta(days=app_settings.QUARANTINE_DAYS if finding else app_settings.UPLOAD_HOURS / 24)
    upload = Upload(
        name=clean_name(name, kind=verdict.kind, fallback=_("attachment")),
        kind=FileKind(verdict.kind),
        has_formulas=verdict.has_formulas,
        uploaded_at=now,
        expires_at=now + kept,
        quarantined=is_waiting or bool(finding),
        finding=finding[:200],
    )
    content.seek(0)
    digest = hashlib.sha256()
    while chunk := content.read(CHUNK):
        digest.update(chunk)
    upload.sha256, upload.size = digest.hexdigest(), content.tell()
    content.seek(0)
    upload.file.save(upload.token, File(content), save=False)
    try:
        upload.save(force_insert=True)
    except BaseException:
        upload.file.delete(save=False)
        raise
    return upload


def _scan(content: BinaryIO) -> tuple[bool, str]:
    """Whether the scanner must be asked again, and what it has found."""
    try:
        return False, find_virus(content)
    except ScannerDownError:
        return True, ""
