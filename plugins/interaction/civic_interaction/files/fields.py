"""Fields of Word: instructions that it carries out when a document is opened, printed or clicked."""

import re

from civic_interaction.files.verdicts import Code, RefusedError

#: Fields that start a program, load something, or run a macro.
REFUSED = {
    "DDE": Code.DDE,
    "DDEAUTO": Code.DDE,
    "LINK": Code.REMOTE,
    "INCLUDE": Code.REMOTE,
    "INCLUDETEXT": Code.REMOTE,
    "INCLUDEPICTURE": Code.REMOTE,
    "IMPORT": Code.REMOTE,
    "DATABASE": Code.REMOTE,
    "RD": Code.REMOTE,
    "EMBED": Code.OBJECTS,
    "CONTROL": Code.OBJECTS,
    "HTMLCONTROL": Code.OBJECTS,
    "MACRO": Code.MACROS,
    "MACROBUTTON": Code.MACROS,
    "ADDIN": Code.MACROS,
}
KEYWORD = re.compile(r"\s*([A-Za-z]*)")
#: Deeper nesting is no document's.
DEPTH = 64


class FieldReader:
    """Puts instructions together however they are cut up, and raises `RefusedError` for those that are not taken.

    What an inner field showed last belongs to the outer one's instruction, as Word reads it.
    """

    def __init__(self) -> None:
        #: For each open field: its instruction so far, and whether we are past it, in what it showed last.
        self.open: list[tuple[list[str], bool]] = []

    def begin(self) -> None:
        if len(self.open) >= DEPTH:
            raise RefusedError(Code.SLOW)
        self.open.append(([], False))

    def instruction(self, text: str) -> None:
        """Text of an instruction; outside of any field it is judged by itself."""
        if self.open:
            self.open[-1][0].append(text)
        else:
            judge_instruction(text)

    def shown(self, text: str) -> None:
        """Text that is shown: a part of the instruction of the innermost field that is still being instructed."""
        for pieces, is_past in reversed(self.open):
            if not is_past:
                pieces.append(text)
                return

    def separate(self) -> None:
        if self.open:
            pieces, _is_past = self.open[-1]
            judge_instruction("".join(pieces))
            self.open[-1] = (pieces, True)

    def end(self) -> None:
        if self.open:
            pieces, is_past = self.open.pop()
            if not is_past:
                judge_instruction("".join(pieces))

    def close(self) -> None:
        """At the end of a part: fields that were never ended are judged too."""
        while self.open:
            self.end()


def judge_instruction(text: str) -> None:
    keyword = KEYWORD.match(text)
    if keyword and (code := REFUSED.get(keyword.group(1).upper())):
        raise RefusedError(code)
