from dataclasses import dataclass
from enum import StrEnum


class Code(StrEnum):
    """Why a file is not taken. `sentences` says each of them so that a citizen understands."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    UNSUPPORTED = "unsupported"
    OLD_OFFICE = "old_office"  # xls, ppt
    OTHER_PICTURE = "other_picture"
    ARCHIVE = "archive"
    PROGRAM = "program"
    MARKUP = "markup"  # HTML, SVG, XML
    RTF = "rtf"
    PASSWORD = "password"  # noqa: S105 (a reason, not a secret)
    MACROS = "macros"
    OBJECTS = "objects"  # OLE, ActiveX, sound, film
    EMBEDDED = "embedded"  # files in the file
    DDE = "dde"
    REMOTE = "remote"  # templates, pictures or data from elsewhere
    ENTITIES = "entities"  # DOCTYPE
    SCRIPTS = "scripts"
    ACTIONS = "actions"  # a click or the opening starts something
    DISGUISED = "disguised"  # two kinds of file at once, or parts that are not what they say
    BROKEN = "broken"
    BOMB = "bomb"  # unpacks to many times its size
    PIXELS = "pixels"
    SLOW = "slow"  # more time or memory than a judgement may cost
    VIRUS = "virus"


class RefusedError(Exception):
    """A file that is not taken."""

    def __init__(self, code: Code) -> None:
        super().__init__(code.value)
        self.code = code


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may be, and what its judgement may cost."""

    file_bytes: int = 20 * 2**20
    unpacked_bytes: int = 200 * 2**20
    pixels: int = 24_000_000
    seconds: int = 20
    memory_bytes: int = 768 * 2**20


@dataclass(frozen=True, slots=True)
class Verdict:
    """A file that is taken: its kind by its content, and its content where that was made anew (pictures)."""

    kind: str
    content: bytes | None = None
    has_formulas: bool = False
