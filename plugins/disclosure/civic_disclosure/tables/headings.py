"""Finds the heading row of a sheet and says what each column of it holds, and how sure that is."""

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Self

from django.utils.translation import gettext_lazy as _

from civic_disclosure.tables.fields import FIELDS
from civic_disclosure.tables.read import Sheet

SURE, LIKELY, UNSURE = 1.0, 0.7, 0.3
LEVELS = ("channel", "level1", "level2", "level3", "leaf")
HEADING_WITHIN = 20
_EXACT = {word: item.code for item in reversed(FIELDS) for word in item.words}


@dataclass(slots=True)
class Mapping:
    """For each sheet: where the headings end, and which field each column holds. `confidence` is for the wizard."""

    sheets: dict[str, dict[str, Any]] = field(default_factory=dict)
    sheet_is_channel: bool = False

    def set(
        self, sheet: str, *, below: int, columns: dict[int, str], headings: dict[int, str], confidence: dict[int, float]
    ) -> None:
        self.sheets[sheet] = {
            "below": below,
            "columns": {str(index): code for index, code in columns.items()},
            "headings": {str(index): text for index, text in headings.items()},
            "confidence": {str(index): value for index, value in confidence.items()},
        }

    def columns(self, sheet: str) -> dict[int, str]:
        return {int(index): code for index, code in self.sheets.get(sheet, {}).get("columns", {}).items()}

    @property
    def is_sure(self) -> bool:
        return not self.problems() and all(
            value >= LIKELY
            for sheet in self.sheets.values()
            for index, value in sheet["confidence"].items()
            if sheet["columns"].get(index)
        )

    def problems(self) -> list[str]:
        """What a table must have and this mapping does not find."""
        found = []
        for name in self.sheets:
            codes = set(self.columns(name).values())
            if not codes & set(LEVELS):
                found.append(str(_("%(sheet)s: which column names the website's columns?") % {"sheet": name or "CSV"}))
            if not codes & {"providers", "providers_inferred", "lead"}:
                found.append(str(_("%(sheet)s: which column names the responsible units?") % {"sheet": name or "CSV"}))
        return found or ([] if self.sheets else [str(_("No sheet has a heading row that could be recognised."))])

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, facts: dict[str, Any]) -> Self:
        return cls(**facts)


def guess_mapping(sheets: Sequence[Sheet]) -> Mapping:
    """Find the headings of every sheet. Sheets without any (a cover, a circular's text) are left out unless all are."""
    mapping = Mapping()
    for sheet in sheets:
        below, columns, headings, confidence = _best_heading(sheet)
        told = {code for code in columns.values() if code not in ("number", "ignore", "note")}
        if len(told) > 1 or len(sheets) == 1:
            mapping.set(sheet.name, below=below, columns=columns, headings=headings, confidence=confidence)
    codes = [set(mapping.columns(name).values()) for name in mapping.sheets]
    mapping.sheet_is_channel = (
        len(codes) > 1 and not any("channel" in found for found in codes) and not _same_first_level(sheets, mapping)
    )
    return mapping


def _same_first_level(sheets: Sequence[Sheet], mapping: Mapping) -> bool:
    """Whether the first level already names the channel: each sheet's first level has one or two values."""
    for sheet in sheets:
        columns = mapping.columns(sheet.name)
        first = next((index for index, code in sorted(columns.items()) if code == "level1"), None)
        if first is None:
            continue
        values = {
            row[first] for row in sheet.cells[mapping.sheets[sheet.name]["below"] :] if first < len(row) and row[first]
        }
        if len(values) > 2:  # noqa: PLR2004
            return False
        if {"level2", "level3"} & set(columns.values()):
            return True
    return False


def _best_heading(sheet: Sheet) -> tuple[int, dict[int, str], dict[int, str], dict[int, float]]:
    best: tuple[float, int, dict[int, str], dict[int, str], dict[int, float]] = (-1.0, 0, {}, {}, {})
    for top in range(min(HEADING_WITHIN, len(sheet.cells))):
        for height in (1, 2):
            if top + height > len(sheet.cells) or (height == 2 and not _reads_like_heading(sheet.cells[top + 1])):  # noqa: PLR2004
                continue
            texts = _joined(sheet.cells[top : top + height])
            columns, confidence = _assign(texts)
            score = sum(confidence[index] for index, code in columns.items() if code)
            score -= 0.5 * max(0, len([text for text in texts.values() if len(text) > 30]))  # noqa: PLR2004
            if score > best[0] + 0.05 * top:
                best = (score, top + height, columns, texts, confidence)
    return best[1:]


def _joined(rows: Sequence[Sequence[str]]) -> dict[int, str]:
    """The heading of each column: the lower row where it says something of its own, else the upper one."""
    width = max(len(row) for row in rows)
    upper = list(rows[0]) + [""] * (width - len(rows[0]))
    if len(rows) == 1:
        return {index: text for index, text in enumerate(upper) if text}
    lower = list(rows[1]) + [""] * (width - len(rows[1]))
    joined = {}
    for index in range(width):
        text = lower[index] or upper[index]
        if lower[index] and upper[index] and lower[index] != upper[index] and _code_of(lower[index])[1] < SURE:
            text = upper[index] + lower[index]
        if text:
            joined[index] = text
    return joined


def _reads_like_heading(row: Sequence[str]) -> bool:
    texts = [text for text in row if text]
    return bool(texts) and sum(_code_of(text)[1] >= SURE for text in texts) >= max(2, 0.6 * len(texts))


def _fold(heading: str) -> str:
    folded = re.sub(r"[\s:：*＊]+", "", heading).lower().replace("（", "(").replace("）", ")")
    return re.sub(r"(?<=.)\([^)]*\)$", "", folded) or folded


def _code_of(heading: str) -> tuple[str, float]:
    folded = _fold(heading)
    if folded in _EXACT:
        return _EXACT[folded], SURE
    if len(folded) <= 20:  # noqa: PLR2004
        for item in FIELDS:
            if re.search(item.parts, folded):
                return item.code, LIKELY
    return "", 0.0


def _assign(texts: dict[int, str]) -> tuple[dict[int, str], dict[int, float]]:
    """One field per column. Headings that repeat 「栏目」 are levels in order; other doubles become notes, unsure."""
    columns, confidence = {}, {}
    leaves = [index for index, text in texts.items() if _code_of(text)[0] == "leaf"]
    same = [index for index in leaves if _fold(texts[index]) == _fold(texts[leaves[0]])] if leaves else []
    levels = {index: f"level{position}" for position, index in enumerate(same, start=1)} if 1 < len(same) <= 3 else {}  # noqa: PLR2004
    used: set[str] = set()
    for index, text in texts.items():
        code, likely = (levels[index], LIKELY) if index in levels else _code_of(text)
        if code in used and code not in ("ignore", "note"):
            code, likely = ("", UNSURE)
        used.add(code)
        columns[index], confidence[index] = code, likely
    _set_levels_right(columns, confidence)
    return columns, confidence


def _set_levels_right(columns: dict[int, str], confidence: dict[int, float]) -> None:
    """「栏目」 left of 「子栏目」 is the level above it, not the leaf."""
    by_code = {code: index for index, code in columns.items() if code}
    leaf, second = by_code.get("leaf"), by_code.get("level2")
    if leaf is not None and second is not None and leaf < second and "level1" not in by_code:
        columns[leaf], confidence[leaf] = "level1", LIKELY
