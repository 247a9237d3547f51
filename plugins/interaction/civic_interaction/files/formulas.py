"""Formulas of spreadsheets that reach out of their file."""

import re

from civic_interaction.files.links import is_harmless
from civic_interaction.files.verdicts import Code, RefusedError

TEXTS = re.compile(r'"[^"]*"')
QUOTED_NAMES = re.compile(r"'[^']*'")
#: `'C:\folder\[book.xlsx]Sheet'!A1`, `'https://…/[book.xlsx]Sheet'!A1`.
OTHER_FILE = re.compile(r"'[^']*(?:://|\\)[^']*'\s*!")
PROGRAMS = re.compile(r"\b(?:CALL|REGISTER(?:\.ID)?|EXEC|DDE|DDEINITIATE|INITIATE)\s*\(", re.IGNORECASE)
LINK = re.compile(r"\bHYPERLINK\s*\(", re.IGNORECASE)
LOADING = re.compile(r"\b(?:WEBSERVICE|RTD|IMAGE|SQL\.REQUEST)\s*\(", re.IGNORECASE)


def judge_formula(formula: str) -> None:
    """Raises `RefusedError` for DDE (`program|'arguments'!item`), calls of programs, what loads from elsewhere, and links
    that start something.
    """
    without_texts = TEXTS.sub('""', formula)
    bare = QUOTED_NAMES.sub("''", without_texts)
    if "|" in bare or PROGRAMS.search(bare):
        raise RefusedError(Code.DDE)
    if LOADING.search(bare) or OTHER_FILE.search(without_texts):
        raise RefusedError(Code.REMOTE)
    if LINK.search(bare) and not all(is_harmless(text[1:-1]) for text in TEXTS.findall(formula)):
        raise RefusedError(Code.ACTIONS)
