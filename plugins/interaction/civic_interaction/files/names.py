"""What a file is called once it is ours."""

import re
import unicodedata

LONGEST = 100
#: Windows allows none of them; the first three are also what paths and headers are made of.
RESERVED_LETTERS = re.compile(r'[<>:"|?*%;]')
RESERVED_NAMES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|$)", re.IGNORECASE)
#: Control, direction, invisible, private and unassigned letters; lone halves of letters.
INVISIBLE = {"Cc", "Cf", "Co", "Cn", "Cs", "Zl", "Zp"}
#: Endings that say what a file is. Others (`报告.2024`) are part of its name.
ENDINGS = re.compile(
    r"\.(?:pdf|ofd|docx?|wps|wpt|et|xlsx?|xlsm|docm|dotx?|dotm|pptx?|jpe?g|jpe|png|gif|bmp|webp|tiff?|hei[cf]|svg"
    r"|txt|csv|rtf|html?|xml|zip|rar|7z|exe|com|scr|bat|cmd|js|vbs|ps1|lnk|msi|apk|jar)$",
    re.IGNORECASE,
)


def extension_of(name: str) -> str:
    """What a name claims, lower case, without dot; nothing when it claims nothing."""
    ending = ENDINGS.search(_visible(name).strip())
    return ending.group(0)[1:].lower() if ending else ""


def clean_name(name: str, *, kind: str, fallback: str) -> str:
    """The last part of a path, without what cannot be seen, at most 100 characters, with the ending of what it really is."""
    stem = re.split(r"[/\\]", _visible(name))[-1]
    stem = " ".join(RESERVED_LETTERS.sub("_", stem).split())
    while ending := ENDINGS.search(stem):
        stem = stem[: ending.start()].rstrip()
    stem = stem.strip(" .-_")[: LONGEST - len(kind) - 1].rstrip(" .")
    if RESERVED_NAMES.match(stem):
        stem = f"_{stem}"
    return f"{stem or fallback}.{kind}"


def _visible(name: str) -> str:
    name = unicodedata.normalize("NFC", name)
    return "".join(" " if one in "\t\r\n" else one for one in name if one in "\t\r\n" or is_visible(one))


def is_visible(letter: str) -> bool:
    return unicodedata.category(letter) not in INVISIBLE
