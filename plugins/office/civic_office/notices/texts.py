"""Text with placeholders such as `{name}`: a closed list of words, no template engine."""

import re
from collections.abc import Iterable, Mapping

PLACEHOLDER = re.compile(r"\{(\w+)\}")


def fill(text: str, facts: Mapping[str, str]) -> str:
    """The text with the facts in place of its placeholders; unknown ones stay as they are. What is filled in is not read again."""
    return PLACEHOLDER.sub(lambda match: facts.get(match[1], match[0]), text)


def placeholders_in(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text))


def unknown_placeholders(text: str, known: Iterable[str]) -> list[str]:
    """Those of the text's placeholders that stand for nothing, as they are written, in order."""
    words = set(known)
    return [f"{{{name}}}" for name in sorted(placeholders_in(text) - words)]
