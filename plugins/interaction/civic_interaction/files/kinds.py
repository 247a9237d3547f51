"""Which judge a content goes to. First bytes choose the judge; the judge opens the file and decides."""

import io

from civic_interaction.files.archive import open_package
from civic_interaction.files.verdicts import Code, Limits, RefusedError, Verdict

PDF = b"%PDF-"
ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
#: What is refused with a reason of its own, and not as a text that is none.
REFUSED = {
    b"PK\x05\x06": Code.ARCHIVE,
    b"PK\x07\x08": Code.ARCHIVE,
    b"Rar!": Code.ARCHIVE,
    b"7z\xbc\xaf": Code.ARCHIVE,
    b"\x1f\x8b": Code.ARCHIVE,
    b"\xfd7zXZ": Code.ARCHIVE,
    b"(\xb5/\xfd": Code.ARCHIVE,
    b"MSCF": Code.ARCHIVE,
    b"MZ": Code.PROGRAM,
    b"\x7fELF": Code.PROGRAM,
    b"\xca\xfe\xba\xbe": Code.PROGRAM,
    b"\xcf\xfa\xed\xfe": Code.PROGRAM,
    b"GIF8": Code.OTHER_PICTURE,
    b"II*\0": Code.OTHER_PICTURE,
    b"MM\0*": Code.OTHER_PICTURE,
    b"{\\rt": Code.RTF,
}
#: Containers that say what they hold only after some bytes: (place, bytes, reason).
REFUSED_INSIDE = (
    (4, b"1AY&SY", Code.ARCHIVE),
    (257, b"ustar", Code.ARCHIVE),
    (8, b"WEBP", Code.OTHER_PICTURE),
    (4, b"ftyphei", Code.OTHER_PICTURE),
    (4, b"ftypavi", Code.OTHER_PICTURE),
    (4, b"ftypmif", Code.OTHER_PICTURE),
)
OFD = "OFD.xml"
CONTENT_TYPES = "[Content_Types].xml"


def judge_content(content: bytes, *, extension: str, limits: Limits) -> Verdict:
    """What this file is. Raises `RefusedError` when it is nothing that is taken. `extension` is lower case, without dot.

    Only the judge that is needed is loaded.
    """
    if not content:
        raise RefusedError(Code.EMPTY)
    if len(content) > limits.file_bytes:
        raise RefusedError(Code.TOO_LARGE)
    if content.startswith(PDF):
        from civic_interaction.files.pdf import judge_pdf  # plc0415: only where it is needed

        return judge_pdf(content)
    if content.startswith(ZIP):
        return _judge_package(content, limits=limits)
    if content.startswith(OLE):
        from civic_interaction.files.ole import judge_ole  # plc0415: only where it is needed

        return judge_ole(content, extension=extension)
    if content.startswith(PICTURES):
        from civic_interaction.files.pictures import judge_picture  # plc0415: only where it is needed

        return judge_picture(content, limits=limits)
    _refuse_known(content)
    from civic_interaction.files.plain import judge_plain  # plc0415: only where it is needed

    return judge_plain(content, extension=extension)


def _judge_package(content: bytes, *, limits: Limits) -> Verdict:
    file = io.BytesIO(content)
    package = open_package(file, size=len(content), limits=limits)
    names = package.namelist()
    if OFD in names and CONTENT_TYPES in names:
        raise RefusedError(Code.DISGUISED)
    if OFD in names:
        from civic_interaction.files.ofd import judge_ofd  # plc0415: only where it is needed

        return judge_ofd(package)
    if CONTENT_TYPES in names:
        from civic_interaction.files.ooxml import judge_ooxml  # plc0415: only where it is needed

        return judge_ooxml(package)
    raise RefusedError(Code.ARCHIVE)


def _refuse_known(content: bytes) -> None:
    for first, code in REFUSED.items():
        # Two letters may begin a text.
        if content.startswith(first) and (len(first) > 2 or b"\0" in content[:1024]):  # noqa: PLR2004
            raise RefusedError(code)
    for place, inside, code in REFUSED_INSIDE:
        if content[place : place + len(inside)] == inside:
            raise RefusedError(code)
    if PDF in content[:1024]:
        raise RefusedError(Code.DISGUISED)
